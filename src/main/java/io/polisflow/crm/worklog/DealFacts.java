package io.polisflow.crm.worklog;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.LoadedDeals;
import io.polisflow.crm.deal.Stage;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds the client and the stage of deals that events name by their number only. */
@Component
class DealFacts {

    private final EntityManager entities;
    private final LoadedDeals loaded;

    DealFacts(EntityManager entities, LoadedDeals loaded) {
        this.entities = entities;
        this.loaded = loaded;
    }

    /**
     * Adds client and stage as they were at each event: a deal that moved on in the same transaction was elsewhere before.
     *
     * @param events in the order in which they happened
     */
    List<WorkEvent> completed(List<WorkEvent> events) {
        Set<String> incomplete = events.stream()
                .map(WorkEvent::deal)
                .filter(deal -> deal != null && (deal.client() == null || deal.stage() == null))
                .map(WorkEvent.Deal::number)
                .collect(java.util.stream.Collectors.toSet());
        if (incomplete.isEmpty()) {
            return events;
        }
        Map<String, WorkEvent.Deal> deals = find(incomplete);
        WorkEvent[] completed = events.toArray(WorkEvent[]::new);
        for (int i = completed.length - 1; i >= 0; i--) {
            WorkEvent event = completed[i];
            WorkEvent.Deal now =
                    event.deal() == null ? null : deals.get(event.deal().number());
            if (now == null) {
                continue;
            }
            Long client =
                    event.deal().client() == null ? now.client() : event.deal().client();
            String stage =
                    event.deal().stage() == null ? now.stage() : event.deal().stage();
            completed[i] = event.with(new WorkEvent.Deal(now.number(), client, stage));
            switch (event.kind()) {
                case STAGE_LEFT -> deals.put(now.number(), new WorkEvent.Deal(now.number(), client, stage));
                case STAGE_ENTERED -> deals.put(now.number(), new WorkEvent.Deal(now.number(), client, null));
                default -> {
                    // The deal was where it is.
                }
            }
        }
        return List.of(completed);
    }

    private Map<String, WorkEvent.Deal> find(Collection<String> numbers) {
        Map<String, WorkEvent.Deal> deals = new HashMap<>();
        // One by one: nearly always it is one, and Hibernate makes the SQL of a list anew each time.
        for (String number : numbers) {
            loaded.find(number)
                    .map(deal -> new WorkEvent.Deal(
                            number, clientOf(deal), deal.stage().name()))
                    .or(() -> read(number))
                    .ifPresent(deal -> deals.put(number, deal));
        }
        return deals;
    }

    private Optional<WorkEvent.Deal> read(String number) {
        return entities.createQuery("select d.client.id, d.stage from Deal d where d.number = :number", Object[].class)
                .setParameter("number", number)
                .getResultStream()
                .findFirst()
                .map(row -> new WorkEvent.Deal(number, (Long) row[0], ((Stage) row[1]).name()));
    }

    /** Without loading the client. */
    private Long clientOf(Deal deal) {
        return (Long)
                entities.getEntityManagerFactory().getPersistenceUnitUtil().getIdentifier(deal.client());
    }
}
