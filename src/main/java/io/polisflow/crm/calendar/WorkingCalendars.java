package io.polisflow.crm.calendar;

import io.polisflow.crm.node.NewsListener;
import io.polisflow.crm.node.NodeNews;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives the working time of each calendar, the country's or a region's, and of each person by their branch.
 *
 * <p>A calendar is summed up once and kept. Who changes one sees the change at once in the same transaction, every node sees it after the
 * commit, and one that did not hear of it when it next looks at the revisions, {@code polisflow.calendars.recheck} later at most.
 */
@Service
public class WorkingCalendars implements NewsListener {

    /** The country's calendar, which counts wherever no other is named. */
    public static final String COUNTRY = "ru";

    private static final Logger LOG = LoggerFactory.getLogger(WorkingCalendars.class);
    private static final String TOPIC = "calendars";
    /** The government's decree on the next year is out by then. */
    private static final Month NEXT_YEAR_WANTED = Month.NOVEMBER;

    private final CalendarStore store;
    private final ObjectProvider<CalendarOfUser> users;
    private final NodeNews news;
    private final Clock clock;
    private final long recheckNanos;
    private final AtomicLong changes = new AtomicLong();
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    WorkingCalendars(
            CalendarStore store,
            ObjectProvider<CalendarOfUser> users,
            NodeNews news,
            Clock clock,
            @Value("${polisflow.calendars.recheck:10s}") Duration recheck) {
        this.store = store;
        this.users = users;
        this.news = news;
        this.clock = clock;
        this.recheckNanos = recheck.toNanos();
    }

    private record Held(int revision, WorkingTime time) {}

    /** @throws NoSuchElementException when there is no such calendar */
    public WorkingTime of(String code) {
        Map<String, WorkingTime> changed = changedHere();
        if (changed != null) {
            return changed.computeIfAbsent(code, this::read);
        }
        lookForChanges();
        Held found = held.get(code);
        if (found == null) {
            long before = changes.get();
            // The revision first: who changes the days in between leaves an older revision beside newer days, which is
            // read again.
            Integer revision = store.revisions().get(code);
            if (revision == null) {
                throw new NoSuchElementException("no calendar " + code);
            }
            found = new Held(revision, read(code));
            held.put(code, found);
            if (changes.get() != before) {
                held.remove(code, found);
            }
            warnOfMissingYears(code, found.time());
        }
        return found.time();
    }

    public WorkingTime country() {
        return of(COUNTRY);
    }

    /** The working time of the person's branch; of somebody without one, or of nobody, the country's. */
    public WorkingTime ofUser(String login) {
        return of(codeOf(login));
    }

    /** @return the code of the calendar by which the person works */
    public String codeOf(String login) {
        CalendarOfUser branches = users.getIfAvailable();
        return login == null || branches == null
                ? COUNTRY
                : branches.calendarOf(login).orElse(COUNTRY);
    }

    /** @return the calendars that change with that one: of the country's, all */
    public List<String> changingWith(String code) {
        return code.equals(COUNTRY)
                ? store.revisions().keySet().stream().sorted().toList()
                : List.of(code);
    }

    /** @return this year, and towards its end the next one, when nobody has entered its days */
    public List<Integer> missingYears(String code) {
        return missing(of(code));
    }

    private List<Integer> missing(WorkingTime time) {
        LocalDate today = LocalDate.now(clock);
        List<Integer> years = new ArrayList<>(List.of(today.getYear()));
        if (today.getMonth().compareTo(NEXT_YEAR_WANTED) >= 0) {
            years.add(today.getYear() + 1);
        }
        years.removeIf(time::isFilled);
        return years;
    }

    private void warnOfMissingYears(String code, WorkingTime time) {
        for (int year : missing(time)) {
            if (warned.add(code + " " + year)) {
                LOG.warn(
                        "Calendar {} has no days of {}: it is counted as plain weeks with the public holidays."
                                + " Enter or import the year at /crm/calendars/{}/{}",
                        code,
                        year,
                        code,
                        year);
            }
        }
    }

    /** Must be called in the transaction that has written a change: from then on it counts by the change, everybody else after the commit. */
    void changed() {
        Map<String, WorkingTime> here = changedHere();
        if (here != null) {
            here.clear();
            return;
        }
        news.announce(TOPIC, "");
        TransactionSynchronizationManager.bindResource(this, new HashMap<>());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

            private Object suspended;

            @Override
            public void suspend() {
                suspended = TransactionSynchronizationManager.unbindResource(WorkingCalendars.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(WorkingCalendars.this, suspended);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(WorkingCalendars.this);
                missed();
            }
        });
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void heard(String text) {
        missed();
    }

    @Override
    public void missed() {
        changes.incrementAndGet();
        held.clear();
    }

    @SuppressWarnings("unchecked")
    private Map<String, WorkingTime> changedHere() {
        return (Map<String, WorkingTime>) TransactionSynchronizationManager.getResource(this);
    }

    private WorkingTime read(String code) {
        return new WorkingTime(store.hours(code), store.days(code));
    }

    private void lookForChanges() {
        long now = System.nanoTime();
        long last = lookedAt.get();
        if (now - last >= recheckNanos && lookedAt.compareAndSet(last, now)) {
            Map<String, Integer> revisions = store.revisions();
            held.forEach((code, each) -> {
                if (!Integer.valueOf(each.revision()).equals(revisions.get(code))) {
                    held.remove(code, each);
                } else {
                    warnOfMissingYears(code, each.time());
                }
            });
        }
    }
}
