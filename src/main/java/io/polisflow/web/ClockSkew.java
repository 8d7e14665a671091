package io.polisflow.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Compares this node's clock with the database's, the one clock that all nodes see: timers, job locks, sessions and deadlines are
 * written by one node's clock and read by another's.
 *
 * <p>{@code polisflow.clock.skew.seconds} is positive when this node is ahead.
 */
@Component("clockHealthIndicator")
class ClockSkew implements HealthIndicator, MeterBinder {

    static final Status SKEWED = new Status("SKEWED");

    /** Beyond what NTP leaves, and well inside a job's lock of five minutes. */
    private static final Duration TOLERATED = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ClockSkew.class);

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private volatile boolean skewed;

    ClockSkew(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("polisflow.clock.skew.seconds", this::seconds)
                .description("By how much this node's clock is ahead of the database's")
                .register(meters);
    }

    @EventListener(ApplicationReadyEvent.class)
    void tellOfItAtTheStart() {
        seconds();
    }

    private double seconds() {
        try {
            return measure().toMillis() / 1000.0;
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }

    private Duration measure() {
        Instant before = clock.instant();
        Instant there = jdbc.queryForObject("select current_timestamp", OffsetDateTime.class)
                .toInstant();
        Duration travel = Duration.between(before, clock.instant());
        Duration skew = Duration.between(there, before.plus(travel.dividedBy(2)));
        boolean now = isTooMuch(skew);
        if (now != skewed) {
            skewed = now;
            LOG.warn(
                    now
                            ? "this node's clock is {} s ahead of the database's: set it by NTP, timers and locks depend on it"
                            : "this node's clock agrees with the database's again, but for {} s",
                    skew.toSeconds());
        }
        return skew;
    }

    private static boolean isTooMuch(Duration skew) {
        return skew.abs().compareTo(TOLERATED) > 0;
    }

    @Override
    public Health health() {
        try {
            Duration skew = measure();
            return Health.status(isTooMuch(skew) ? SKEWED : Status.UP)
                    .withDetail("aheadOfDatabaseSeconds", skew.toMillis() / 1000.0)
                    .build();
        } catch (DataAccessException e) {
            return Health.unknown().build();
        }
    }
}
