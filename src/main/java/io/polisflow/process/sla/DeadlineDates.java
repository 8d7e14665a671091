package io.polisflow.process.sla;

import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.process.sla.Deadline.Dates;
import io.polisflow.process.sla.Deadline.Run;
import io.polisflow.process.sla.Deadline.Terms;
import java.math.BigDecimal;
import java.time.Instant;

/** Counts the dates of a deadline from its terms and from how its clock has run. */
final class DeadlineDates {

    private DeadlineDates() {}

    /**
     * What was spent before the last stop is taken off, what it was extended by is added; the reminder keeps its share of the whole.
     * With nothing left the date is the moment since which the clock runs.
     */
    static Dates of(WorkingCalendar calendar, Terms terms, Run run) {
        BigDecimal whole = terms.finishHours().add(run.extraHours());
        return new Dates(
                terms.takeHours() == null ? null : after(calendar, run, terms.takeHours()),
                after(calendar, run, whole.multiply(terms.warningShare())),
                after(calendar, run, whole));
    }

    private static Instant after(WorkingCalendar calendar, Run run, BigDecimal hours) {
        BigDecimal left = hours.subtract(run.spentHours()).max(BigDecimal.ZERO);
        return calendar.plusWorkingHours(run.from(), left);
    }

    /** The reminder of a date that the model sets stands at the table's share of the working time until then. */
    static Instant warning(WorkingCalendar calendar, Instant from, Instant due, BigDecimal share) {
        return calendar.plusWorkingHours(
                from, calendar.workingHoursBetween(from, due).multiply(share));
    }
}
