package io.polisflow.crm.template;

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

    PreviewDeals(EntityManager entities) {
        this.entities = entities;
    }

    /** @return number → client's name of the latest deals, newest first */
    public Map<String, String> latest(Template template) {
        String thing =
                switch (template) {
                    case REQUEST_CONFIRMATION -> "InsuranceRequest";
                    case PROPOSAL_LETTER, PROPOSAL_DOCUMENT -> "Proposal";
                    case POLICY_LETTER -> "Policy";
                    case CONTRACT_DOCUMENT -> "Contract";
                };
        List<Object[]> rows = entities.createQuery(
                        "select d.number, c.name from " + thing + " t join t.deal d join d.client c order by t.id desc",
                        Object[].class)
                .setMaxResults(LATEST)
                .getResultList();
        Map<String, String> deals = new LinkedHashMap<>();
        rows.forEach(row -> deals.put((String) row[0], (String) row[1]));
        return deals;
    }
}
