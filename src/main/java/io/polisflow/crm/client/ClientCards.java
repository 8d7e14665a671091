package io.polisflow.crm.client;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.OfClient;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.client.FieldOrigin.Editor;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows a client's card field by field with where each value came from, and takes a person's changes and decisions. */
@Service
@Transactional
public class ClientCards {

    private static final int MOST_NAMESAKES = 20;

    private final Clients clients;
    private final EntityManager entities;
    private final DealSight sight;
    private final Clock clock;

    ClientCards(Clients clients, EntityManager entities, DealSight sight, Clock clock) {
        this.clients = clients;
        this.entities = entities;
        this.sight = sight;
        this.clock = clock;
    }

    /**
     * One field of the card.
     *
     * @param value as people read it, or null
     * @param origin null when nobody has told the value
     */
    public record Line(CardField field, String value, FieldOrigin origin) {

        /** @return what the registry says instead, as people read it, or null */
        public String otherValue() {
            return origin == null ? null : field.shown(origin.otherValue());
        }
    }

    /** @return every field, in the card's order */
    @OfClient
    @Transactional(readOnly = true)
    public List<Line> lines(long clientId) {
        Client client = clients.get(clientId);
        return Arrays.stream(CardField.values())
                .map(field -> new Line(
                        field,
                        field.shown(client.value(field)),
                        client.origin(field).orElse(null)))
                .toList();
    }

    /** @return the fields in which the registry differs from what a person typed and nobody has decided yet */
    @Transactional(readOnly = true)
    public List<Line> differences(long clientId) {
        return lines(clientId).stream()
                .filter(line -> line.origin() != null && line.origin().open())
                .toList();
    }

    /** @return other cards of the same name that whoever is signed on sees: perhaps the same company */
    @Transactional(readOnly = true)
    public List<Client> namesakes(long clientId) {
        String name = CompanyName.comparable(clients.get(clientId).name());
        if (name.isEmpty()) {
            return List.of();
        }
        SightCondition seen = sight.clients("c");
        return seen.bind(entities.createQuery(
                        "select c from Client c where c.searchName = :name and c.id <> :id and c.mergedInto is null"
                                + seen.and() + " order by c.id",
                        Client.class))
                .setParameter("name", name)
                .setParameter("id", clientId)
                .setMaxResults(MOST_NAMESAKES)
                .getResultList();
    }

    /**
     * Takes the decisions on differences, then what was typed.
     *
     * <p>The KPP of a branch is its key and stays whatever was typed. A field that somebody else changed after the card was shown keeps their value; what was typed is told in the notes.
     *
     * @param typed every field that the screen offered, as it came back; null clears
     * @param takes decided differences: whether the registry's value is taken
     * @param shownAt when the values were read for the screen
     * @return Russian notes on what was changed, for a history
     * @throws io.polisflow.crm.RefusedException when a value cannot be right; nothing is changed then
     */
    public List<String> save(
            long clientId,
            Map<CardField, String> typed,
            Map<CardField, Boolean> takes,
            Editor editor,
            Instant shownAt) {
        Client client = clients.get(clientId);
        List<String> notes = new ArrayList<>();
        takes.forEach((field, take) -> {
            if (client.decide(field, take)) {
                notes.add(field.label() + (take ? ": взято из реестра" : ": оставлено введённое вручную"));
            }
        });
        typed.forEach((field, text) -> {
            boolean branchKey = field == CardField.KPP && client.isBranch();
            if (branchKey || Boolean.TRUE.equals(takes.get(field))) {
                return;
            }
            String before = client.value(field);
            Optional<FieldOrigin> origin = client.origin(field);
            if (origin.isPresent()
                    && origin.get().asOf().isAfter(shownAt)
                    && !java.util.Objects.equals(field.checked(text), before)) {
                notes.add("%s: пока карточка была открыта, стало «%s» (%s); введённое «%s» не записано"
                        .formatted(
                                field.label(),
                                shown(field, before),
                                origin.get().source(),
                                text == null ? "" : text));
            } else if (client.enter(field, text, editor, clock.instant())) {
                notes.add("%s: «%s» → «%s»"
                        .formatted(field.label(), shown(field, before), shown(field, client.value(field))));
            }
        });
        return notes;
    }

    private static String shown(CardField field, String value) {
        return value == null ? "" : field.shown(value);
    }
}
