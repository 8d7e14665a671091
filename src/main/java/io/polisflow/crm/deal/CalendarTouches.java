package io.polisflow.crm.deal;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads touches as calendars show them, on the deals that the signed-on person sees. */
@Component
class CalendarTouches {

    private final EntityManager entities;
    private final DealSight sight;

    CalendarTouches(EntityManager entities, DealSight sight) {
        this.entities = entities;
        this.sight = sight;
    }

    /** @return earliest first, no more than so many */
    List<CalendarTouch> find(
            Collection<String> owners, Collection<Activity.State> states, Instant from, Instant to, int most) {
        SightCondition seen = sight.deals("d");
        return seen.bind(entities.createQuery(
                        CalendarTouch.SELECT + " where a.owner in :owners and a.state in :states"
                                + " and a.startsAt >= :from and a.startsAt < :to" + seen.and()
                                + " order by a.startsAt, a.id",
                        CalendarTouch.class))
                .setParameter("owners", owners)
                .setParameter("states", states)
                .setParameter("from", from)
                .setParameter("to", to)
                .setMaxResults(most)
                .getResultList();
    }

    Optional<CalendarTouch> find(long id) {
        SightCondition seen = sight.deals("d");
        return seen.bind(entities.createQuery(
                        CalendarTouch.SELECT + " where a.id = :id" + seen.and(), CalendarTouch.class))
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }
}
