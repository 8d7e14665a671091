package io.polisflow.process.engine;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells beforehand which messages would be heard, for many business keys with one query: the engine's own asks for one key each. */
@Component
public class AwaitedMessages {

    private final EntityManager entities;

    AwaitedMessages(EntityManager entities) {
        this.entities = entities;
    }

    /** @return business key → those of the messages that an instance waits for which is not suspended; absent where none */
    public Map<String, Set<String>> awaited(Collection<String> businessKeys, Collection<String> messages) {
        Map<String, Set<String>> awaited = new HashMap<>();
        if (!businessKeys.isEmpty()) {
            entities.createQuery(
                            "select m from AwaitedMessage m where m.businessKey in :keys and m.name in :messages",
                            AwaitedMessage.class)
                    .setParameter("keys", businessKeys)
                    .setParameter("messages", messages)
                    .getResultList()
                    .forEach(message -> awaited.computeIfAbsent(message.businessKey(), key -> new HashSet<>())
                            .add(message.name()));
        }
        return awaited;
    }
}
