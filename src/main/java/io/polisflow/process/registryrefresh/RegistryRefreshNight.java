package io.polisflow.process.registryrefresh;

import io.polisflow.process.engine.ForExpressions;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Says when the registry is asked, at night in the insurer's zone: the engine's own cycles know only the zone of the machine.
 *
 * <p>Property read: {@code polisflow.registry.refresh-at}.
 */
@Component
@ForExpressions
public class RegistryRefreshNight {

    private static final String PROPERTY = "polisflow.registry.refresh-at";

    private final LocalTime at;
    private final Clock clock;

    RegistryRefreshNight(@Value("${" + PROPERTY + ":02:30}") String at, Clock clock) {
        try {
            this.at = LocalTime.parse(at.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(PROPERTY + ": нужно время суток вида 02:30, задано «" + at + "»", e);
        }
        this.clock = clock;
    }

    /** @return a cron expression in the zone of the machine, right for the next night; the engine asks again each time */
    public String cycle() {
        return cycle(ZoneId.systemDefault());
    }

    String cycle(ZoneId machine) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        ZonedDateTime next = now.with(at);
        if (!next.isAfter(now)) {
            next = next.plusDays(1).with(at);
        }
        LocalTime there = next.withZoneSameInstant(machine).toLocalTime();
        return "0 %d %d * * ?".formatted(there.getMinute(), there.getHour());
    }
}
