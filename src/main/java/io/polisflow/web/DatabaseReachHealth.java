package io.polisflow.web;

import io.polisflow.crm.node.DatabaseReach;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Has the balancer leave out a node that has not reached the database for a while: the others may still reach it.
 *
 * <p>Not at once: all nodes share one database, and while it restarts requests that wait for it fare better than refused ones. A full
 * pool is no reason either, for fewer nodes would only be fuller; so it is not the pool that is asked.
 */
@Component("databaseReachHealthIndicator")
class DatabaseReachHealth implements HealthIndicator {

    private final DatabaseReach reach;

    DatabaseReachHealth(DatabaseReach reach) {
        this.reach = reach;
    }

    @Override
    public Health health() {
        return (reach.isLost() ? Health.outOfService() : Health.up()).build();
    }
}
