package io.polisflow.process.sla;

import io.polisflow.process.engine.ForExpressions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import org.springframework.stereotype.Component;

/** Days for the filters of Tasklist, in the zone of the configuration and not in that of the machine. */
@Component("taskDays")
@ForExpressions
public class TaskDays {

    private final Clock clock;

    TaskDays(Clock clock) {
        this.clock = clock;
    }

    /** @return the moment when the next day begins */
    public Date tomorrow() {
        return Date.from(
                LocalDate.now(clock).plusDays(1).atStartOfDay(clock.getZone()).toInstant());
    }
}
