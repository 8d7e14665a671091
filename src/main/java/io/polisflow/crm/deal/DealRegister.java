package io.polisflow.crm.deal;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.client.SearchText;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds deals by stage, manager and text among those that the signed-on person sees, with the same few queries whatever their number. */
@Service
@Transactional(readOnly = true)
public class DealRegister {

    private static final int CHUNK = 200;

    private final EntityManager entities;
    private final DealSight sight;

    DealRegister(EntityManager entities, DealSight sight) {
        this.sight = sight;
        this.entities = entities;
    }

    /**
     * What is looked for.
     *
     * @param stage null for any
     * @param owner user id of the manager, null for any
     * @param text part of the deal's number or whatever {@link SearchText} finds a client by
     * @param more what else must hold, null for nothing
     */
    public record Search(Stage stage, String owner, SearchText text, DealCondition more) {

        /** Stands for the manager of deals that nobody is in charge of. */
        public static final String NOBODY = "-";

        public Search(Stage stage, String owner, SearchText text) {
            this(stage, owner, text, null);
        }

        public Search atAnyStage() {
            return new Search(null, owner, text, more);
        }

        private boolean byOwner() {
            return owner != null && !owner.equals(NOBODY);
        }

        /**
         * @param others further conditions, whose parameters the caller binds
         * @return the where clause of a JPQL query on a deal {@code d} with its client {@code c}; {@link #bind} sets the rest
         */
        public String where(String... others) {
            List<String> conditions = new ArrayList<>(List.of(others));
            if (stage != null) {
                conditions.add("d.stage = :stage");
            }
            if (byOwner()) {
                conditions.add("d.owner = :owner");
            } else if (owner != null) {
                conditions.add("d.owner is null");
            }
            if (!text.isEmpty()) {
                conditions.add("(d.number like :number escape '!' or " + text.condition("c") + ")");
            }
            if (more != null) {
                conditions.add(more.jpql());
            }
            return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        }

        public <T> TypedQuery<T> bind(TypedQuery<T> query) {
            if (stage != null) {
                query.setParameter("stage", stage);
            }
            if (byOwner()) {
                query.setParameter("owner", owner);
            }
            if (more != null) {
                more.parameters().forEach(query::setParameter);
            }
            if (!text.isEmpty()) {
                query.setParameter("number", SearchText.containing(text.typed()));
                text.bind(query);
            }
            return query;
        }
    }

    /** @return newest first, with their clients; the page's own sorting is not asked */
    public Page<Deal> find(Search search, Pageable page) {
        SightCondition seen = sight.deals("d");
        String where = search.where(seen.text());
        String jpql = "select d from Deal d join fetch d.client c" + where + " order by d.id desc";
        List<Deal> found = seen.bind(search.bind(entities.createQuery(jpql, Deal.class)))
                .setFirstResult((int) page.getOffset())
                .setMaxResults(page.getPageSize())
                .getResultList();
        String counted = "select count(d) from Deal d join d.client c" + where;
        long all = seen.bind(search.bind(entities.createQuery(counted, Long.class)))
                .getSingleResult();
        return new PageImpl<>(found, page, all);
    }

    /** Hands over every deal that the search means, newest first, some hundred at a time. */
    public void each(Search search, Consumer<List<Deal>> reader) {
        SightCondition seen = sight.deals("d");
        long before = Long.MAX_VALUE;
        List<Deal> part;
        do {
            String jpql = "select d from Deal d join fetch d.client c" + search.where("d.id < :before", seen.text())
                    + " order by d.id desc";
            part = seen.bind(search.bind(entities.createQuery(jpql, Deal.class)))
                    .setParameter("before", before)
                    .setMaxResults(CHUNK)
                    .getResultList();
            if (!part.isEmpty()) {
                before = part.get(part.size() - 1).id();
                reader.accept(part);
                entities.clear();
            }
        } while (part.size() == CHUNK);
    }

    /** @return client id → number of its deals that are neither won nor lost; a client without any is absent */
    public Map<Long, Long> openByClient(Collection<Long> clientIds) {
        Map<Long, Long> counts = new HashMap<>();
        if (clientIds.isEmpty()) {
            return counts;
        }
        SightCondition seen = sight.deals("d");
        seen.bind(entities.createQuery(
                        "select d.client.id, count(d) from Deal d where d.client.id in :clients"
                                + " and d.stage not in :closed" + seen.and() + " group by d.client.id",
                        Object[].class))
                .setParameter("clients", clientIds)
                .setParameter("closed", List.of(Stage.WON, Stage.LOST))
                .getResultList()
                .forEach(row -> counts.put((Long) row[0], (Long) row[1]));
        return counts;
    }
}
