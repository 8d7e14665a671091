package io.polisflow.process.sla.escalation;

import io.polisflow.crm.calendar.WorkingCalendars;
import java.math.BigDecimal;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Counts working hours by the calendar of each deadline. */
@Component
class WorkingTerms {

    private final WorkingCalendars calendars;

    WorkingTerms(WorkingCalendars calendars) {
        this.calendars = calendars;
    }

    Instant plus(String calendar, Instant from, BigDecimal hours) {
        return hours.signum() == 0 ? from : calendars.of(calendar).plus(from, hours);
    }

    BigDecimal hoursBetween(String calendar, Instant from, Instant to) {
        return calendars.of(calendar).hoursBetween(from, to);
    }
}
