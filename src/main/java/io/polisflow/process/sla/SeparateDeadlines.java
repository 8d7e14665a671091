package io.polisflow.process.sla;

import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.process.engine.EveryUserTask;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Sets the deadlines of tasks in an engine that runs beside the product's, by that engine's own table and clock. */
@Component
public class SeparateDeadlines {

    private final WorkingCalendar calendar;

    SeparateDeadlines(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    /** @param clock from which deadlines are counted */
    public EveryUserTask countedBy(Clock clock) {
        return new TaskDeadlines(calendar, clock);
    }
}
