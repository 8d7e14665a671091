package io.polisflow.process.models.migration;

import io.polisflow.crm.deal.Stage;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a migration touches, in the words of the business.
 *
 * @param instances running instances of the model
 * @param outside of them those that belong to no deal (yet)
 * @param stages of the deals, along the funnel
 * @param steps where the instances stand; one that stands at two steps counts at both
 * @param obstacles why instances would stay, the most frequent first
 */
public record Stake(
        int instances,
        int deals,
        int clients,
        BigDecimal premium,
        int outside,
        List<OfStage> stages,
        List<OfStep> steps,
        List<Obstacle> obstacles) {

    public record OfStage(Stage stage, int deals, BigDecimal premium) {}

    /** @param movable how many of them can move */
    public record OfStep(String step, String name, int instances, int movable, BigDecimal premium) {}

    public record Obstacle(String reason, int instances) {}
}
