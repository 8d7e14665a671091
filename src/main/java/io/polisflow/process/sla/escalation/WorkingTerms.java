package io.polisflow.process.sla.escalation;

import io.polisflow.crm.calendar.WorkingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts working hours by the calendar of each deadline. */
@Component
class WorkingTerms {

    private final WorkingCalendar calendar;

    WorkingTerms(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    /** @return counts by the calendars as they are now */
    Counted counted() {
        return new Counted();
    }

    /** Counts of one sweep or page. */
    final class Counted {

        private record Term(String calendar, Instant from, BigDecimal hours) {}

        private final Map<Term, Instant> known = new HashMap<>();

        Instant plus(String code, Instant from, BigDecimal hours) {
            return hours.signum() == 0
                    ? from
                    : known.computeIfAbsent(
                            new Term(code, from, hours), term -> calendar.plusWorkingHours(from, hours));
        }

        BigDecimal hoursBetween(String code, Instant from, Instant to) {
            return calendar.workingHoursBetween(from, to);
        }
    }
}
