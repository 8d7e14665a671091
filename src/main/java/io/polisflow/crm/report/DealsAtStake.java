package io.polisflow.crm.report;

import io.polisflow.crm.deal.Stage;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells what is at stake in deals that a change of the models would touch, without telling anything of the clients. */
@Service
@Transactional(readOnly = true)
public class DealsAtStake {

    private final EntityManager entities;

    DealsAtStake(EntityManager entities) {
        this.entities = entities;
    }

    /** @param premium rubles of the newest rated proposal, null before there is one */
    public record AtStake(long dealId, long clientId, Stage stage, BigDecimal premium) {}

    /** @return by the deals' numbers, with one query; what is no deal's number is left out */
    public Map<String, AtStake> of(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        return entities
                .createQuery(
                        "select d.number, d.id, d.client.id, d.stage, f.premium from Deal d"
                                + " left join DealFigures f on f.dealId = d.id where d.number in :numbers",
                        Object[].class)
                .setParameter("numbers", numbers)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(
                        row -> (String) row[0],
                        row -> new AtStake((Long) row[1], (Long) row[2], (Stage) row[3], (BigDecimal) row[4])));
    }
}
