package io.polisflow.crm.template;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import jakarta.persistence.EntityManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds deals on which a template can be shown: those that have come as far as its letter or document. */
@Service
@Transactional(readOnly = true)
public class PreviewDeals {

    private static final int LATEST = 30;

    private final EntityManager entities;
    private final DealSight sight;

    PreviewDeals(EntityManager entities, DealSight sight) {
        this.sight = sight;
        this.entities = entities;
    }

    /** @return number → client's name of the latest deals that the signed-on person sees, newest first */
    public Map<String, String> latest(Template template) {
        if (template.forStaff()) {
            return Map.of();
        }
        String things =
                switch (template) {
                    case REQUEST_CONFIRMATION -> "InsuranceRequest t join t.deal d";
                    case PROPOSAL_LETTER, PROPOSAL_DOCUMENT -> "Proposal t join t.deal d";
                    case POLICY_LETTER -> "Policy t join t.deal d";
                    case CONTRACT_DOCUMENT -> "Contract t join t.deal d";
                    case DEAL_LETTER, DEADLINE_LETTER -> "Deal t join Deal d on d = t";
                };
        SightCondition seen = sight.deals("d");
        List<Object[]> rows = seen.bind(entities.createQuery(
                        "select d.number, c.name from " + things + " join d.client c where " + seen.text()
                                + " order by t.id desc",
                        Object[].class))
                .setMaxResults(LATEST)
                .getResultList();
        Map<String, String> deals = new LinkedHashMap<>();
        rows.forEach(row -> deals.put((String) row[0], (String) row[1]));
        return deals;
    }
}
