package io.polisflow.process.sla;

import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.process.engine.EveryUserTask;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sets the deadlines of tasks in an engine that runs beside the product's, by that engine's own table and clock; keeps no rows. */
@Component
public class SeparateDeadlines {

    private final TermsTable table;
    private final WorkingCalendars calendars;

    SeparateDeadlines(TermsTable table, WorkingCalendars calendars) {
        this.table = table;
        this.calendars = calendars;
    }

    /** @param clock from which deadlines are counted */
    public EveryUserTask countedBy(Clock clock) {
        return new TaskDeadlines(table, calendars, clock, deal -> Optional.empty(), row -> {});
    }
}
