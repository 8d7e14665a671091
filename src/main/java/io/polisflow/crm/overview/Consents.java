package io.polisflow.crm.overview;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.request.InsuranceRequest;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells which of a client's requests came with a consent to the processing of personal data, and which said no. */
@Service
@Transactional(readOnly = true)
public class Consents {

    private final EntityManager entities;
    private final DealSight sight;

    Consents(EntityManager entities, DealSight sight) {
        this.sight = sight;
        this.entities = entities;
    }

    /** @return the requests that said anything of a consent, newest first, their contacts read */
    public List<InsuranceRequest> of(Client client, int most) {
        SightCondition seen = sight.dealsOrClients("d", "r.client.id");
        return seen.bind(entities.createQuery(
                        "select r from InsuranceRequest r left join fetch r.contact left join fetch r.deal d"
                                + " where r.client = :client and r.consent is not null" + seen.and()
                                + " order by r.receivedAt desc, r.id desc",
                        InsuranceRequest.class))
                .setParameter("client", client)
                .setMaxResults(most)
                .getResultList();
    }
}
