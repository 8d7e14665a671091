package io.polisflow.crm.deal;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnseenException;
import io.polisflow.crm.access.AsksSight;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.OfDeal;
import io.polisflow.crm.access.OfDealPart;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deals.Activities;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.personal.Permits;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The managers' calendar: touches are planned, moved, held or cancelled, always on a deal. */
@Service
@Transactional
public class TouchCalendar {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
    private static final int FARTHEST_YEARS = 5;
    private static final Set<Activity.State> SHOWN_STATES = Set.of(Activity.State.PLANNED, Activity.State.HELD);

    private final Deals deals;
    private final Activities activities;
    private final TouchAdvice advice;
    private final ClientContacts contacts;
    private final Permits permits;
    private final Journal journal;
    private final ApplicationEventPublisher events;
    private final CalendarTouches calendar;
    private final DealSight sight;
    private final Clock clock;

    TouchCalendar(
            Deals deals,
            Activities activities,
            TouchAdvice advice,
            ClientContacts contacts,
            Permits permits,
            Journal journal,
            ApplicationEventPublisher events,
            CalendarTouches calendar,
            DealSight sight,
            Clock clock) {
        this.calendar = calendar;
        this.sight = sight;
        this.deals = deals;
        this.activities = activities;
        this.advice = advice;
        this.contacts = contacts;
        this.permits = permits;
        this.journal = journal;
        this.events = events;
        this.clock = clock;
    }

    /** A planned touch got another time or was cancelled; published inside the transaction. */
    public record TouchMoved(long touchId, String dealNumber) {}

    /**
     * What is to be planned.
     *
     * @param startsAt in the configured zone
     * @param place may be null
     * @param contactId may be null
     * @param note may be null
     */
    public record Plan(Activity.Kind kind, LocalDateTime startsAt, String place, Long contactId, String note) {}

    /** In which hours a touch may be put; out of working hours only by somebody who has been told. */
    public enum Hours {
        WORKING,
        ANY
    }

    /** What a person should know of a time, in Russian; it forbids nothing. */
    public record Warning(Code code, String text) {

        /** What the warning is about. */
        public enum Code {
            CONFLICT,
            DAY_OFF,
            OUT_OF_HOURS
        }
    }

    /**
     * What would come of a touch at some time.
     *
     * @param refusal why it cannot be then, or null
     */
    public record Outlook(String refusal, List<Warning> warnings) {}

    /**
     * Another time for a touch.
     *
     * @param to in the configured zone
     * @param seenAt for when the mover saw it planned; null when they do not say
     */
    public record Move(LocalDateTime to, LocalDateTime seenAt, Hours hours) {}

    /** @param was when it was planned until now, in the configured zone */
    public record Moved(LocalDateTime was, List<Warning> warnings) {}

    /**
     * @return the touch, in the calendar of the deal's manager
     * @throws RefusedException when the time is past, out of working hours or too far away, or the person wants none
     */
    @OfDeal
    public Activity plan(String dealNumber, Plan plan) {
        return plan(dealNumber, plan, Hours.WORKING);
    }

    private void requirePermitted(Deal deal, Long contactId) {
        Contact person =
                contactId == null ? null : contacts.byIds(List.of(contactId)).get(contactId);
        permits.refusal(deal.ground(), person).ifPresent(why -> {
            throw new RefusedException("touchContact", why);
        });
    }

    /** As {@link #plan(String, Plan)}, within the hours that are allowed. */
    @OfDeal
    public Activity plan(String dealNumber, Plan plan, Hours allowed) {
        Deal deal = deals.get(dealNumber);
        if (plan.kind() == null) {
            throw new RefusedException("touchKind", "Выберите вид касания: звонок, письмо или встреча");
        }
        Instant start = checked(plan.startsAt(), allowed);
        requirePermitted(deal, plan.contactId());
        Activity touch = activities.save(Activity.planned(
                deal,
                plan.kind(),
                start,
                deal.owner(),
                shortened(plan.place(), 500),
                plan.contactId(),
                shortened(plan.note(), 4000)));
        journal.record(
                dealNumber,
                "Запланировано: " + plan.kind().label().toLowerCase(Locale.ROOT) + " " + SHOWN.format(plan.startsAt()));
        return touch;
    }

    /** @throws RefusedException as {@link #plan}, or when it is not planned any more */
    @OfDealPart(entity = "Activity", id = "#touchId")
    public Moved move(long touchId, LocalDateTime newStart) {
        return move(touchId, new Move(newStart, null, Hours.WORKING));
    }

    /**
     * @throws RefusedException when the time is past, too far away or out of the hours that are allowed; a {@link
     *     ConflictException} when it is not planned any more or not for when it was seen
     */
    @OfDealPart(entity = "Activity", id = "#touchId")
    public Moved move(long touchId, Move move) {
        Activity touch = get(touchId);
        LocalDateTime was = local(touch.startsAt());
        if (move.seenAt() != null && !touch.isAt(instant(move.seenAt()))) {
            throw new ConflictException(
                    "Касание тем временем перенесли на " + SHOWN.format(was) + ": обновите календарь");
        }
        touch.moveTo(checked(move.to(), move.hours()));
        changed(touch, "перенос на " + SHOWN.format(move.to()));
        return new Moved(was, advice.warnings(touch.owner(), touch.kind(), move.to(), touchId));
    }

    /**
     * Undoes the last move, also to a time that is past by now or out of working hours.
     *
     * @param movedTo where that move went
     * @throws RefusedException without that time; a {@link ConflictException} when it is not planned any more or has been moved
     *     since
     */
    @OfDealPart(entity = "Activity", id = "#touchId")
    public void takeBackMove(long touchId, LocalDateTime movedTo) {
        if (movedTo == null) {
            throw new RefusedException("touchAt", "Укажите, куда касание перенесли");
        }
        Activity touch = get(touchId);
        touch.takeBackMove(instant(movedTo));
        changed(touch, "перенос отменён, снова " + SHOWN.format(local(touch.startsAt())));
    }

    /**
     * Says of a time what {@link #plan} or {@link #move} would say, and changes nothing.
     *
     * @param owner in whose calendar; null when nobody's
     * @param kind null when it is not chosen yet: then no conflict is found
     * @param start null when it is not chosen yet
     * @param touchId the touch that is to be moved, null for a new one
     */
    @Transactional(readOnly = true)
    public Outlook consider(String owner, Activity.Kind kind, LocalDateTime start, Long touchId) {
        try {
            checked(start, Hours.ANY);
        } catch (RefusedException refused) {
            return new Outlook(refused.getMessage(), List.of());
        }
        return new Outlook(null, advice.warnings(owner, kind, start, touchId));
    }

    /** @param outcome what came of it; may be null */
    @OfDealPart(entity = "Activity", id = "#touchId")
    public void hold(long touchId, String user, String outcome) {
        Activity touch = get(touchId);
        touch.hold(clock.instant(), user, outcome);
        journal.record(
                touch.deal().number(),
                touch.kind().label() + (outcome == null ? ": состоялось" : ": " + shortened(outcome, 3000)));
    }

    @OfDealPart(entity = "Activity", id = "#touchId")
    public void cancel(long touchId) {
        Activity touch = get(touchId);
        touch.cancel();
        changed(touch, "отменено");
    }

    private void changed(Activity touch, String how) {
        String number = touch.deal().number();
        journal.record(number, touch.kind().label() + ": " + how);
        events.publishEvent(new TouchMoved(touch.id(), number));
    }

    /** @throws UnseenException when there is no such touch for whoever is signed on */
    @Transactional(readOnly = true)
    public Activity get(long touchId) {
        return find(touchId).orElseThrow(() -> new UnseenException("Такого касания нет"));
    }

    /** @return empty also when its deal is not for whoever is signed on to see */
    @AsksSight("in what it finds")
    @Transactional(readOnly = true)
    public Optional<Activity> find(long touchId) {
        return activities
                .findById(touchId)
                .filter(touch -> sight.maySee(touch.deal().number()));
    }

    /** @return the touch as calendars show it, empty as {@link #find} */
    @AsksSight("in what it finds")
    @Transactional(readOnly = true)
    public Optional<CalendarTouch> shown(long touchId) {
        return calendar.find(touchId);
    }

    /** @return what is planned on these deals, earliest first, with one query */
    @Transactional(readOnly = true)
    public List<Activity> plannedOf(Collection<Deal> deals) {
        return deals.isEmpty() ? List.of() : activities.findPlannedOf(deals);
    }

    /**
     * @return what these people have planned or held from one moment to another on the deals that whoever is signed on sees,
     *     earliest first; cancelled ones left out
     */
    @Transactional(readOnly = true)
    public List<CalendarTouch> between(Collection<String> owners, Instant from, Instant to) {
        return calendar.find(owners, SHOWN_STATES, from, to, Integer.MAX_VALUE);
    }

    /** @return planned before that moment and neither held nor cancelled, earliest first, no more than so many */
    @Transactional(readOnly = true)
    public List<CalendarTouch> overdue(Collection<String> owners, Instant before, int most) {
        return calendar.find(owners, Set.of(Activity.State.PLANNED), Instant.EPOCH, before, most);
    }

    private Instant instant(LocalDateTime local) {
        return local.atZone(clock.getZone()).toInstant();
    }

    private LocalDateTime local(Instant instant) {
        return instant.atZone(clock.getZone()).toLocalDateTime();
    }

    private Instant checked(LocalDateTime start, Hours allowed) {
        if (start == null) {
            throw new RefusedException("touchAt", "Укажите дату и время касания");
        }
        Instant instant = instant(start);
        if (instant.isBefore(clock.instant())) {
            throw new RefusedException("touchAt", "Время касания уже прошло: выберите более позднее");
        }
        if (start.isAfter(LocalDateTime.now(clock).plusYears(FARTHEST_YEARS))) {
            throw new RefusedException("touchAt", "Касание можно запланировать не дальше чем на пять лет");
        }
        if (allowed == Hours.WORKING) {
            advice.notWorking(start).ifPresent(warning -> {
                throw new RefusedException("touchAt", "Касание планируют в рабочее время. " + warning.text());
            });
        }
        return instant;
    }

    private static String shortened(String text, int max) {
        return text == null || text.length() <= max ? text : text.substring(0, max);
    }
}
