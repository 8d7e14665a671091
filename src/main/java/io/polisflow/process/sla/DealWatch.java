package io.polisflow.process.sla;

import io.polisflow.crm.deal.DealEvents.DealHandedOver;
import io.polisflow.crm.deal.DealEvents.DealMoved;
import io.polisflow.crm.deal.DealEvents.OfferChanged;
import io.polisflow.crm.deal.DealEvents.PriorityChanged;
import io.polisflow.process.engine.ClientAwaited;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears in the same transaction of what a deal's deadlines depend on; a deal put on hold or taken up again moves as well. */
@Component
class DealWatch implements ClientAwaited {

    private final PendingDeadlines pending;

    DealWatch(PendingDeadlines pending) {
        this.pending = pending;
    }

    @EventListener
    void on(DealMoved event) {
        pending.dealChanged(event.dealNumber());
    }

    @EventListener
    void on(OfferChanged event) {
        pending.dealChanged(event.dealNumber());
    }

    @EventListener
    void on(DealHandedOver event) {
        pending.dealChanged(event.dealNumber());
    }

    @EventListener
    void on(PriorityChanged event) {
        pending.dealChanged(event.dealNumber());
    }

    @Override
    public void clientAwaited(String dealNumber, boolean waits) {
        pending.clientAwaited(dealNumber, waits);
    }
}
