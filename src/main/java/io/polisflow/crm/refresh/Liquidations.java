package io.polisflow.crm.refresh;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.RegistryChecks.RequisitesChanged;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealEvents.DealLost;
import io.polisflow.crm.deal.DealEvents.DealWon;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.journal.Journal;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Brings what changed in the registry to the client's open deals, whoever asked the registry. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Liquidations {

    private final Deals deals;
    private final Journal journal;
    private final LiquidationProcess process;

    Liquidations(Deals deals, Journal journal, LiquidationProcess process) {
        this.deals = deals;
        this.journal = journal;
        this.process = process;
    }

    @EventListener
    void on(RequisitesChanged event) {
        openDeals(event.client())
                .forEach(deal -> event.changes().forEach(change -> journal.record(deal.number(), change.sentence())));
        if (event.endingBegan()) {
            begun(event.client());
        }
    }

    @EventListener
    void on(DealWon event) {
        process.settled(event.dealNumber());
    }

    @EventListener
    void on(DealLost event) {
        process.settled(event.dealNumber());
    }

    void begun(Client client) {
        openDeals(client).forEach(process::begun);
    }

    private List<Deal> openDeals(Client client) {
        return deals.of(client).stream().filter(deal -> deal.stage().isOpen()).toList();
    }
}
