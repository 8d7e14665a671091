package io.polisflow.crm.deal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.deal.Deals.Activities;
import io.polisflow.crm.journal.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The managers' calendar: touches are planned within working hours, moved, held or cancelled, always on a deal. */
@Service
@Transactional
public class TouchCalendar {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
    private static final int FARTHEST_YEARS = 5;

    private final Deals deals;
    private final Activities activities;
    private final WorkingCalendar workingCalendar;
    private final Journal journal;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TouchCalendar(
            Deals deals,
            Activities activities,
            WorkingCalendar workingCalendar,
            Journal journal,
            ApplicationEventPublisher events,
            Clock clock) {
        this.deals = deals;
        this.activities = activities;
        this.workingCalendar = workingCalendar;
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

    /**
     * @return the touch, in the calendar of the deal's manager
     * @throws RefusedException when the time is past, out of working hours or too far away
     */
    public Activity plan(String dealNumber, Plan plan) {
        Deal deal = deals.get(dealNumber);
        if (plan.kind() == null) {
            throw new RefusedException("touchKind", "Выберите вид касания: звонок, письмо или встреча");
        }
        Instant start = checked(plan.startsAt());
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
                "Запланировано: " + plan.kind().label().toLowerCase(java.util.Locale.ROOT) + " "
                        + SHOWN.format(plan.startsAt()));
        return touch;
    }

    /** @throws RefusedException as {@link #plan}, or when it is not planned any more */
    public void move(long touchId, LocalDateTime newStart) {
        Activity touch = get(touchId);
        touch.moveTo(checked(newStart));
        String number = touch.deal().number();
        journal.record(number, touch.kind().label() + ": перенос на " + SHOWN.format(newStart));
        events.publishEvent(new TouchMoved(touchId, number));
    }

    /** @param outcome what came of it; may be null */
    public void hold(long touchId, String user, String outcome) {
        Activity touch = get(touchId);
        touch.hold(clock.instant(), user, outcome);
        journal.record(
                touch.deal().number(),
                touch.kind().label() + (outcome == null ? ": состоялось" : ": " + shortened(outcome, 3000)));
    }

    public void cancel(long touchId) {
        Activity touch = get(touchId);
        touch.cancel();
        String number = touch.deal().number();
        journal.record(number, touch.kind().label() + ": отменено");
        events.publishEvent(new TouchMoved(touchId, number));
    }

    /** @throws java.util.NoSuchElementException when there is no such touch */
    @Transactional(readOnly = true)
    public Activity get(long touchId) {
        return find(touchId).orElseThrow();
    }

    @Transactional(readOnly = true)
    public Optional<Activity> find(long touchId) {
        return activities.findById(touchId);
    }

    /** @return what the person has planned or held from one moment to another, earliest first; cancelled ones left out */
    @Transactional(readOnly = true)
    public List<Activity> of(String owner, Instant from, Instant to) {
        return activities.findOfOwner(owner, from, to);
    }

    /** @return planned before that moment and neither held nor cancelled, earliest first */
    @Transactional(readOnly = true)
    public List<Activity> overdue(String owner, Instant now) {
        return activities.findPlannedBefore(owner, now);
    }

    private Instant checked(LocalDateTime start) {
        if (start == null) {
            throw new RefusedException("touchAt", "Укажите дату и время касания");
        }
        Instant instant = start.atZone(clock.getZone()).toInstant();
        if (instant.isBefore(clock.instant())) {
            throw new RefusedException("touchAt", "Время касания уже прошло: выберите более позднее");
        }
        if (start.isAfter(LocalDateTime.now(clock).plusYears(FARTHEST_YEARS))) {
            throw new RefusedException("touchAt", "Касание можно запланировать не дальше чем на пять лет");
        }
        if (!workingCalendar.isWorkingTime(instant)) {
            throw new RefusedException(
                    "touchAt", "Касание планируют в рабочее время: по рабочим дням, " + workingCalendar.hours());
        }
        return instant;
    }

    private static String shortened(String text, int max) {
        return text == null || text.length() <= max ? text : text.substring(0, max);
    }
}
