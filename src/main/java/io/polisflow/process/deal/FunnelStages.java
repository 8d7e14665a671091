package io.polisflow.process.deal;

import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.engine.StageReached;
import org.springframework.stereotype.Component;

/** Lets the stage follow the token. */
@Component
class FunnelStages implements StageReached {

    private final Deals deals;

    FunnelStages(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void stageReached(String dealNumber, String stage) {
        deals.reachStage(dealNumber, Stage.of(stage));
    }
}
