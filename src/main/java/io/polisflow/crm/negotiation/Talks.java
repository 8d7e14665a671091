package io.polisflow.crm.negotiation;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.negotiation.TalkResult.Outcome;
import io.polisflow.crm.negotiation.TalkResult.ReworkOrder;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records the talks about a sent proposal and what follows from them. */
@Service
@Transactional
public class Talks {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final int LONGEST_PAUSE_YEARS = 2;
    private static final int LONGEST_JOURNAL_QUOTE = 3000;

    private final Deals deals;
    private final TouchCalendar calendar;
    private final WorkingCalendar workingCalendar;
    private final Objections objections;
    private final Reworks reworks;
    private final DealProcess process;
    private final Journal journal;
    private final Clock clock;

    Talks(
            Deals deals,
            TouchCalendar calendar,
            WorkingCalendar workingCalendar,
            Objections objections,
            Reworks reworks,
            DealProcess process,
            Journal journal,
            Clock clock) {
        this.deals = deals;
        this.calendar = calendar;
        this.workingCalendar = workingCalendar;
        this.objections = objections;
        this.reworks = reworks;
        this.process = process;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * What the model goes on with.
     *
     * @param objected whether anything was ever objected on this deal
     * @param nextTouchId the touch that was planned, or null
     * @param nextTouchAt when it is due, or null
     * @param reworkId the rework that was asked for, or null
     */
    public record Recorded(boolean objected, Long nextTouchId, Instant nextTouchAt, Long reworkId) {}

    /**
     * Keeps the touch and every objection, whatever the outcome, and plans what follows.
     *
     * @throws RefusedException naming the field that the outcome lacks; then nothing is kept
     */
    public Recorded record(String dealNumber, String user, TalkResult result) {
        Deal deal = deals.get(dealNumber);
        check(result);
        recordTouch(deal, user, result);
        objections.record(deal, user, result.objections());
        Activity next = result.outcome() == Outcome.THINK ? planNextTouch(deal, result.nextTouchOn()) : null;
        Rework rework = result.outcome() == Outcome.REWORK ? ask(deal, user, result.rework()) : null;
        return new Recorded(
                objections.existOn(deal),
                next == null ? null : next.id(),
                next == null ? null : next.startsAt(),
                rework == null ? null : rework.id());
    }

    private void check(TalkResult result) {
        if (result.kind() == null) {
            throw new RefusedException("touchKind", "Выберите, как связались с клиентом");
        }
        if (result.note() == null) {
            throw new RefusedException("talkNote", "Запишите, что сказал клиент");
        }
        LocalDate today = LocalDate.now(clock);
        if (result.outcome() == Outcome.CONTINUE && result.objections().isEmpty()) {
            throw new RefusedException(
                    "objections", "Добавьте возражение, с которым продолжаете работать, или выберите другой итог");
        }
        if (result.outcome() == Outcome.THINK
                && (result.nextTouchOn() == null || !result.nextTouchOn().isAfter(today))) {
            throw new RefusedException("nextTouchOn", "Укажите дату следующего касания позже сегодняшней");
        }
        if (result.outcome() == Outcome.PAUSE
                && (result.pausedUntil() == null || !result.pausedUntil().isAfter(today))) {
            throw new RefusedException("pausedUntil", "Укажите дату позже сегодняшней, до которой ставите паузу");
        }
        if (result.outcome() == Outcome.PAUSE && result.pausedUntil().isAfter(today.plusYears(LONGEST_PAUSE_YEARS))) {
            throw new RefusedException("pausedUntil", "Пауза не может длиться больше двух лет");
        }
    }

    private void recordTouch(Deal deal, String user, TalkResult result) {
        Optional<Activity> planned = planned(result.plannedTouchId());
        if (planned.filter(touch -> touch.kind() == result.kind()).isPresent()) {
            calendar.hold(planned.get().id(), user, result.note());
            return;
        }
        planned.ifPresent(touch -> calendar.cancel(touch.id()));
        deals.recordTouch(deal.number(), result.kind(), user, result.note());
    }

    private Optional<Activity> planned(Long touchId) {
        return Optional.ofNullable(touchId)
                .flatMap(calendar::find)
                .filter(touch -> touch.state() == Activity.State.PLANNED);
    }

    /** A day off moves to the working day after it: nobody is there to call or to be called. */
    private Activity planNextTouch(Deal deal, LocalDate wanted) {
        LocalDate day = workingCalendar.workingDayOnOrAfter(wanted);
        LocalTime opening = workingCalendar.opening(day).atZone(clock.getZone()).toLocalTime();
        String moved = day.equals(wanted) ? "" : " (" + SHOWN.format(wanted) + " — нерабочий день)";
        return calendar.plan(
                deal.number(),
                new TouchCalendar.Plan(
                        Activity.Kind.CALL,
                        day.atTime(opening),
                        null,
                        contactOf(deal),
                        "Клиент думает над предложением: узнать решение" + moved));
    }

    private static Long contactOf(Deal deal) {
        return deal.contact() == null || deal.contact().removed()
                ? null
                : deal.contact().id();
    }

    private Rework ask(Deal deal, String user, ReworkOrder order) {
        if (order == null || order.proposalId() == null) {
            throw new RefusedException("talksOutcome", "Дорабатывать нечего: по сделке нет отправленного КП");
        }
        return reworks.ask(deal, order.proposalId(), order.performer(), order.request(), user);
    }

    /**
     * Pauses the deal as a talk ended, unless it has been paused meanwhile or the day has come.
     *
     * @param until the day on which work goes on
     */
    public void pause(String dealNumber, LocalDate until, String reason) {
        Deal deal = deals.get(dealNumber);
        if (deal.stage() == Stage.PAUSED || !until.isAfter(LocalDate.now(clock))) {
            journal.record(dealNumber, "Пауза до " + SHOWN.format(until) + " уже не нужна, переговоры продолжаются");
            return;
        }
        process.pause(dealNumber, until, reason);
    }

    /**
     * Ends the talks as agreed before the manager's form says so: the touch in the calendar and an open rework are not needed.
     *
     * @param plannedTouchId the touch that the talks waited for, or null
     */
    public void agreed(String dealNumber, Long plannedTouchId) {
        planned(plannedTouchId).ifPresent(touch -> calendar.cancel(touch.id()));
        reworks.dropOpen(deals.get(dealNumber));
        journal.record(dealNumber, "Клиент согласен с предложением");
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_JOURNAL_QUOTE ? text : text.substring(0, LONGEST_JOURNAL_QUOTE);
    }
}
