package io.polisflow.process.deal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.deal.Deals;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Puts the deal on hold until the morning of the day that the message names. */
@Component
class PauseDealDelegate implements JavaDelegate {

    private final Deals deals;
    private final WorkingCalendar calendar;

    PauseDealDelegate(Deals deals, WorkingCalendar calendar) {
        this.deals = deals;
        this.calendar = calendar;
    }

    @Override
    public void execute(DelegateExecution execution) {
        LocalDate until = day(Deal.PAUSED_UNTIL.get(execution));
        deals.pause(execution.getProcessBusinessKey(), until, Deal.PAUSE_REASON.get(execution));
        Deal.PAUSE_ENDS_AT.set(execution, Date.from(calendar.opening(until)));
    }

    private static LocalDate day(String iso) {
        try {
            return iso == null ? null : LocalDate.parse(iso);
        } catch (DateTimeParseException e) {
            throw new RefusedException("pausedUntil", "Дата паузы указывается как ГГГГ-ММ-ДД, например 2026-12-31");
        }
    }
}
