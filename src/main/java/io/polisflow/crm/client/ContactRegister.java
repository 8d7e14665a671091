package io.polisflow.crm.client;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds people on the cards of clients that the signed-on person sees, by their name, the beginning of their e-mail address or their telephone number. */
@Service
@Transactional(readOnly = true)
public class ContactRegister {

    private final EntityManager entities;
    private final DealSight sight;

    ContactRegister(EntityManager entities, DealSight sight) {
        this.sight = sight;
        this.entities = entities;
    }

    public record Person(Contact contact, Client client) {}

    /** @return whoever is on a card still, in no order; nobody when the text has no word that an index can look up */
    public List<Person> find(SearchText text, int most) {
        if (!text.findsPeople()) {
            return List.of();
        }
        SightCondition seen = sight.clients("c");
        TypedQuery<Object[]> query = seen.bind(entities.createQuery(
                "select p, c from Contact p, Client c where " + text.personCondition("p")
                        + " and p.removed = false and c.id = p.clientId and c.mergedInto is null" + seen.and(),
                Object[].class));
        text.bindPerson(query);
        return query.setMaxResults(most).getResultList().stream()
                .map(row -> new Person((Contact) row[0], (Client) row[1]))
                .toList();
    }
}
