package io.polisflow.crm.worklog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The time about which is asked.
 *
 * @param from the first moment that belongs to it
 * @param to the first moment after it
 */
public record WorkPeriod(Instant from, Instant to) {

    /** @param last of its days, which belongs to it */
    public static WorkPeriod ofDays(LocalDate first, LocalDate last, ZoneId zone) {
        return new WorkPeriod(
                first.atStartOfDay(zone).toInstant(),
                last.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
