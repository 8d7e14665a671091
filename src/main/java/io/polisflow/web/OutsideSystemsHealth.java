package io.polisflow.web;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Keeps an outside system's fault apart from our own: its component says {@code UNREACHABLE}, while the application as a
 * whole stays {@code UP}, because its work goes on and what needs that system waits.
 *
 * <p>How the statuses rank and which HTTP code they get stands in {@code management.endpoint.health.status}.
 */
@Component
class OutsideSystemsHealth implements BeanPostProcessor {

    static final Status UNREACHABLE = new Status("UNREACHABLE");

    private static final String OUTSIDE_SYSTEMS = "io.polisflow.integration.";

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HealthIndicator system
                        && bean.getClass().getName().startsWith(OUTSIDE_SYSTEMS)
                ? (HealthIndicator) () -> seenFromInside(system.health())
                : bean;
    }

    private static Health seenFromInside(Health health) {
        return health.getStatus().equals(Status.DOWN)
                ? Health.status(UNREACHABLE).withDetails(health.getDetails()).build()
                : health;
    }
}
