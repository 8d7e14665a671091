package io.polisflow.crm.clientimport;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.Viewer;
import jakarta.persistence.EntityManager;
import org.springframework.stereotype.Component;

/** Says which cards that are there a file may complete: never more than its author may change by hand, and nobody's. */
@Component
class CardRights {

    private static final String THEIRS = "select 1 from Client c where c.id = :asked and (c.owner in :sellers"
            + " or exists (select 1 from Deal d where d.client = c and d.owner in :sellers)"
            + " or c.owner is null and not exists (select 1 from Deal d where d.client = c))";

    private final DealSight sight;
    private final EntityManager entities;

    CardRights(DealSight sight, EntityManager entities) {
        this.sight = sight;
        this.entities = entities;
    }

    boolean mayFill(Viewer author, long client) {
        if (author.seesAll()) {
            return true;
        }
        if (!author.heads().isEmpty()) {
            return sight.maySeeClient(author, client);
        }
        return !author.sellers().isEmpty()
                && !entities.createQuery(THEIRS, Integer.class)
                        .setParameter("asked", client)
                        .setParameter("sellers", author.sellers())
                        .getResultList()
                        .isEmpty();
    }
}
