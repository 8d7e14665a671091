package io.polisflow.crm.agenda;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.Viewers;
import io.polisflow.crm.agenda.AgendaItem.Source;
import io.polisflow.crm.agenda.OpenTasks.OpenTask;
import io.polisflow.crm.deal.CalendarTouch;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.policy.Renewal;
import io.polisflow.crm.policy.Renewals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what people have to do and when: touches, deadlines of tasks, renewals; for calendar programs and for the pages alike. */
@Service
@Transactional(readOnly = true)
public class Agenda {

    /** How far back a calendar goes, and how long it tells what was cancelled. */
    static final Duration PAST = Duration.ofDays(30);

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final int TOUCH_YEARS = 5;
    private static final int RENEWAL_YEARS = 2;
    /** A deadline is the end of this. */
    private static final Duration BEFORE_DEADLINE = Duration.ofMinutes(30);

    private static final int TOUCH_ALARM = 15;
    private static final int DEADLINE_ALARM = 60;
    private static final int NINE_OF_THAT_DAY = -9 * 60;

    private final TouchCalendar touches;
    private final Renewals renewals;
    private final OpenTasks tasks;
    private final DealSight sight;
    private final Viewers viewers;
    private final Clock clock;

    Agenda(TouchCalendar touches, Renewals renewals, OpenTasks tasks, DealSight sight, Viewers viewers, Clock clock) {
        this.sight = sight;
        this.viewers = viewers;
        this.touches = touches;
        this.renewals = renewals;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * What people have to do in some days, each part the earliest first.
     *
     * @param touches planned and held ones
     * @param deadlines of tasks that are open; of a great many the most urgent
     * @param renewals by the day of the talk
     */
    public record Stretch(List<CalendarTouch> touches, List<OpenTask> deadlines, List<Renewal> renewals) {}

    /**
     * Reads with the same few queries however many people and days there are.
     *
     * @param people user ids
     * @param last included, as is the first
     */
    public Stretch between(Collection<String> people, LocalDate first, LocalDate last) {
        if (people.isEmpty()) {
            return new Stretch(List.of(), List.of(), List.of());
        }
        Instant from = startOf(first);
        Instant to = startOf(last.plusDays(1));
        return new Stretch(
                touches.between(people, from, to),
                tasks.dueBetween(people, from, to),
                renewals.of(people, first, last));
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    /** What a person may see of it; the program that reads it signs on as nobody. */
    List<AgendaItem> of(String user) {
        return Stream.of(touches(user), renewals(user), deadlines(user))
                .flatMap(List::stream)
                .toList();
    }

    private List<AgendaItem> touches(String user) {
        Instant now = clock.instant();
        Instant farthest = startOf(LocalDate.now(clock).plusYears(TOUCH_YEARS).plusDays(1));
        List<CalendarTouch> planned = touches.between(List.of(user), now.minus(PAST), farthest);
        Set<String> seen = seen(user, planned.stream().map(CalendarTouch::deal).toList());
        return planned.stream()
                .filter(touch -> seen.contains(touch.deal()))
                .map(Agenda::item)
                .toList();
    }

    private static AgendaItem item(CalendarTouch touch) {
        boolean open = touch.isPlanned();
        String deal = touch.deal();
        Instant start = touch.startsAt().truncatedTo(ChronoUnit.SECONDS);
        return new AgendaItem(
                Source.TOUCH,
                Long.toString(touch.id()),
                touch.kind().label() + ": " + touch.client() + (open ? "" : " (состоялось)"),
                lines("Сделка " + deal, touch.contact() == null ? null : "Контакт: " + touch.contact(), touch.note()),
                touch.place(),
                "/crm/deals/" + deal,
                start,
                start.plus(touch.kind().length()),
                null,
                open ? TOUCH_ALARM : null);
    }

    private List<AgendaItem> renewals(String user) {
        LocalDate today = LocalDate.now(clock);
        List<Renewal> due = renewals.of(List.of(user), today.minusDays(PAST.toDays()), today.plusYears(RENEWAL_YEARS));
        Set<String> seen = seen(user, due.stream().map(Agenda::dealOf).toList());
        return due.stream()
                .filter(renewal -> seen.contains(dealOf(renewal)))
                .map(Agenda::item)
                .toList();
    }

    private Set<String> seen(String user, List<String> deals) {
        return sight.seenAmong(viewers.of(user), deals);
    }

    private static String dealOf(Renewal renewal) {
        return renewal.policy().deal().number();
    }

    private static AgendaItem item(Renewal renewal) {
        boolean open = renewal.isAwaited();
        String client = renewal.policy().client().name();
        String deal = dealOf(renewal);
        return new AgendaItem(
                Source.RENEWAL,
                renewal.id().toString(),
                "Продление: " + client + (open ? "" : " (" + renewal.state().label() + ")"),
                lines(
                        "Полис " + renewal.policy().number() + " действует по "
                                + SHOWN.format(renewal.policy().endsOn()),
                        "Сделка " + deal),
                null,
                "/crm/deals/" + deal,
                null,
                null,
                renewal.dueOn(),
                open ? NINE_OF_THAT_DAY : null);
    }

    private List<AgendaItem> deadlines(String user) {
        // Whoever is in no working group any more keeps the address, but nothing is told there.
        return viewers.of(user).seesNothing()
                ? List.of()
                : tasks.of(user).stream().map(Agenda::item).toList();
    }

    private static AgendaItem item(OpenTask task) {
        Instant due = task.dueAt().truncatedTo(ChronoUnit.SECONDS);
        return new AgendaItem(
                Source.TASK,
                task.id(),
                "Срок: " + task.name() + (task.client() == null ? "" : " — " + task.client()),
                task.dealNumber() == null ? null : "Сделка " + task.dealNumber(),
                null,
                task.path(),
                due.minus(BEFORE_DEADLINE),
                due,
                null,
                DEADLINE_ALARM);
    }

    private static String lines(String... lines) {
        return Stream.of(lines).filter(Objects::nonNull).collect(Collectors.joining("\n"));
    }
}
