package io.polisflow.process.sla;

import io.polisflow.crm.calendar.WorkingTime;
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
     * With nothing left the date is the moment since which the clock runs, or at which it stopped.
     */
    static Dates of(WorkingTime time, Terms terms, Run run) {
        BigDecimal whole = terms.finishHours().add(run.extraHours());
        return new Dates(
                terms.takeHours() == null ? null : after(time, run, terms.takeHours()),
                after(time, run, whole.multiply(terms.warningShare())),
                after(time, run, whole));
    }

    private static Instant after(WorkingTime time, Run run, BigDecimal hours) {
        BigDecimal left = hours.subtract(run.spentHours()).max(BigDecimal.ZERO);
        return time.plus(run.stop() == null ? run.from() : run.stop().at(), left);
    }

    /** The reminder of a date that the model sets stands at the table's share of the working time until then. */
    static Instant warning(WorkingTime time, Instant from, Instant due, BigDecimal share) {
        return time.plus(from, time.hoursBetween(from, due).multiply(share));
    }
}
