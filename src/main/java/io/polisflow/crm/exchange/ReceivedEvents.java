package io.polisflow.crm.exchange;

import io.polisflow.crm.InsertOnce;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Remembers which events of outside systems have had their effect, in the same transaction as the effect. */
@Service
public class ReceivedEvents implements Perishable {

    private final InsertOnce insertOnce;
    private final EntityManager entities;
    private final Clock clock;
    private final Duration keep;

    ReceivedEvents(InsertOnce insertOnce, EntityManager entities, Clock clock, ExchangeProperties properties) {
        this.insertOnce = insertOnce;
        this.entities = entities;
        this.clock = clock;
        this.keep = properties.keepEvents();
    }

    /**
     * Takes an event as this transaction's work.
     *
     * @param system short name of the sender, e.g. {@code policy}
     * @param eventId the sender's own id of the event, the same in every repeat, at most 255 characters
     * @return false when it has been dealt with before; a concurrent repeat waits for this transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean first(String system, String eventId) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("system_", system);
        row.put("event_id", eventId);
        row.put("received_at", Timestamp.from(clock.instant()));
        return insertOnce.insert("received_event", row, List.of("system_", "event_id"));
    }

    @Override
    @Transactional
    public void clean(Instant now) {
        entities.createNativeQuery("delete from received_event where received_at < ?1")
                .setParameter(1, Timestamp.from(now.minus(keep)))
                .executeUpdate();
    }
}
