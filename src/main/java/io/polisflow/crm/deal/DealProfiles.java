package io.polisflow.crm.deal;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells what decides on deadlines with one query, also of a deal that the same transaction has opened. */
@Service
@Transactional(readOnly = true)
public class DealProfiles {

    private static final String SELECT = "select new io.polisflow.crm.deal.DealProfile("
            + "d.number, c.id, c.companySize, d.owner, d.priority, d.stage) from Deal d join d.client c";

    private final EntityManager entities;

    DealProfiles(EntityManager entities) {
        this.entities = entities;
    }

    /** @return empty when there is no deal of that number */
    public Optional<DealProfile> of(String number) {
        return of(List.of(number)).stream().findFirst();
    }

    /** @return those that there are, in no order */
    public List<DealProfile> of(Collection<String> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : entities.createQuery(SELECT + " where d.number in :numbers", DealProfile.class)
                        .setParameter("numbers", numbers)
                        .getResultList();
    }
}
