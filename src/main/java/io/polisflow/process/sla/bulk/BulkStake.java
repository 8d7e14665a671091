package io.polisflow.process.sla.bulk;

import java.math.BigDecimal;
import java.util.List;

/**
 * Whom and what a bulk action concerns.
 *
 * @param instances of processes
 * @param premium rubles of the deals' newest rated proposals
 * @param holders who has how many of the tasks, those with most first
 */
public record BulkStake(int deals, int clients, int instances, BigDecimal premium, List<Holder> holders) {

    /** @param person null for tasks that nobody has */
    public record Holder(String person, String group, int tasks) {}
}
