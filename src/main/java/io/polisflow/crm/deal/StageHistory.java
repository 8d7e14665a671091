package io.polisflow.crm.deal;

import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;

/** Writes down each stay of a deal at a stage, in the transaction that moves the deal. */
@Component
class StageHistory {

    private final Visits visits;
    private final ApplicationEventPublisher events;

    StageHistory(Visits visits, ApplicationEventPublisher events) {
        this.visits = visits;
        this.events = events;
    }

    /** Called after every step that may have moved the deal. */
    void follow(Deal deal) {
        Optional<StageVisit> current = visits.findByDealAndLeftAtIsNull(deal);
        if (current.isPresent() && current.get().stage() == deal.stage()) {
            return;
        }
        current.ifPresent(visit -> visit.leave(deal.stageSince()));
        visits.save(new StageVisit(deal));
        events.publishEvent(new DealEvents.StageChanged(
                deal.number(),
                deal.client().id(),
                current.map(StageVisit::stage).orElse(null),
                current.map(StageVisit::enteredAt).orElse(null),
                deal.stage(),
                deal.stageSince()));
        events.publishEvent(new DealEvents.DealMoved(deal.number()));
    }

    interface Visits extends JpaRepository<StageVisit, Long> {
        @Query("select s from StageVisit s where s.deal = :deal and s.leftAt is null")
        Optional<StageVisit> findByDealAndLeftAtIsNull(Deal deal);
    }
}
