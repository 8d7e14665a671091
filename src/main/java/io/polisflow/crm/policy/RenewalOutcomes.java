package io.polisflow.crm.policy;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealEvents.DealLost;
import io.polisflow.crm.deal.DealEvents.DealPaused;
import io.polisflow.crm.deal.DealEvents.DealResumed;
import io.polisflow.crm.deal.DealEvents.DealWon;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.policy.Policies.PolicyCancelled;
import io.polisflow.crm.policy.Policies.PolicyChanged;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets renewals follow their deals and their policies, in the transaction of each change. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RenewalOutcomes {

    private final RenewalRepository renewals;
    private final RenewalProcess process;
    private final Deals deals;
    private final Journal journal;
    private final Clock clock;

    RenewalOutcomes(RenewalRepository renewals, RenewalProcess process, Deals deals, Journal journal, Clock clock) {
        this.renewals = renewals;
        this.process = process;
        this.deals = deals;
        this.journal = journal;
        this.clock = clock;
    }

    @EventListener
    void on(DealWon event) {
        renewalBy(event.dealNumber()).ifPresent(renewal -> renewal.decided(Renewal.State.SOLD, clock.instant()));
    }

    @EventListener
    void on(DealLost event) {
        renewalBy(event.dealNumber())
                .ifPresent(renewal -> renewal.decided(
                        Loss.COMPETITOR.equals(event.reason()) ? Renewal.State.COMPETITOR : Renewal.State.LOST,
                        clock.instant()));
    }

    @EventListener
    void on(DealPaused event) {
        renewalBy(event.dealNumber()).ifPresent(Renewal::dealPaused);
    }

    @EventListener
    void on(DealResumed event) {
        renewalBy(event.dealNumber()).ifPresent(Renewal::dealGoesOn);
    }

    @EventListener
    void on(PolicyChanged event) {
        process.policyChanged(event.dealNumber(), event.policyNumber());
        warn(event.policyId(), "У полиса " + event.policyNumber() + " изменился срок: проверьте даты нового КП");
    }

    @EventListener
    void on(PolicyCancelled event) {
        process.policyCancelled(event.dealNumber(), event.policyNumber());
        warn(event.policyId(), "Полис " + event.policyNumber() + " расторгнут: уточните у клиента, нужно ли продление");
    }

    /** A deal that already sells the next term goes on; its manager reads of the change in its history. */
    private void warn(long policyId, String text) {
        renewals.findByPolicyId(policyId)
                .map(Renewal::deal)
                .filter(deal -> deal.stage().isOpen())
                .ifPresent(deal -> journal.record(deal.number(), text));
    }

    private Optional<Renewal> renewalBy(String dealNumber) {
        Deal deal = deals.get(dealNumber);
        return deal.kind() == Deal.Kind.RENEWAL ? renewals.findByDeal(deal) : Optional.empty();
    }
}
