package io.polisflow.crm.deal;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds the deals that the transaction already works with by their numbers, without asking the database. */
@Component
public class LoadedDeals {

    private final EntityManager entities;

    LoadedDeals(EntityManager entities) {
        this.entities = entities;
    }

    /** @return empty when the transaction has not read the deal, whether there is one or not; asks nobody's grants */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Deal> find(String number) {
        // Hibernate's own question by a natural id would make its SQL anew each time.
        SharedSessionContractImplementor session = entities.unwrap(SharedSessionContractImplementor.class);
        EntityPersister deal = session.getEntityPersister(Deal.class.getName(), null);
        Object id = session.getPersistenceContextInternal()
                .getNaturalIdResolutions()
                .findCachedIdByNaturalId(number, deal);
        return id == null ? Optional.empty() : Optional.ofNullable(entities.find(Deal.class, id));
    }
}
