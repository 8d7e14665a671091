package io.polisflow.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.polisflow.crm.exchange.AcceptedEvents;
import io.polisflow.crm.exchange.AcceptedEvents.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** How many accepted events wait to be worked on, of all nodes, and since when; shows as {@code hooks} in {@code /actuator/health}. */
@Component("hooksHealthIndicator")
class HookBacklog implements HealthIndicator, MeterBinder {

    static final Status BEHIND = new Status("BEHIND");

    /** A restart or a rush passes in less. */
    private static final Duration TOLERATED = Duration.ofMinutes(5);

    private final AcceptedEvents events;
    private final Clock clock;

    HookBacklog(AcceptedEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "polisflow.hooks.waiting", "Accepted events that wait to be worked on", Backlog::waiting);
        gauge(registry, "polisflow.hooks.failing", "Of those, whose last attempt failed", Backlog::failing);
        gauge(registry, "polisflow.hooks.oldest.seconds", "For how long the oldest of them waits", this::age);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Backlog> figure) {
        Gauge.builder(name, () -> {
                    try {
                        return figure.applyAsDouble(events.backlog());
                    } catch (DataAccessException e) {
                        return Double.NaN;
                    }
                })
                .description(description)
                .register(registry);
    }

    private double age(Backlog backlog) {
        return backlog.oldest() == null
                ? 0
                : Math.max(
                        0, Duration.between(backlog.oldest(), clock.instant()).toMillis() / 1000.0);
    }

    @Override
    public Health health() {
        try {
            Backlog backlog = events.backlog();
            double age = age(backlog);
            return Health.status(age > TOLERATED.toSeconds() ? BEHIND : Status.UP)
                    .withDetail("waiting", backlog.waiting())
                    .withDetail("failing", backlog.failing())
                    .withDetail("oldestSeconds", age)
                    .build();
        } catch (DataAccessException e) {
            return Health.unknown().build();
        }
    }
}
