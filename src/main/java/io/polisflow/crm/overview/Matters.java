package io.polisflow.crm.overview;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.lead.Lead;
import io.polisflow.crm.request.InsuranceRequest;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds what processes are about by their business keys: the number of a deal, a request or a lead, or a client's key. */
@Service
@Transactional(readOnly = true)
public class Matters {

    private static final String CLIENT_KEY = "C-\\d{1,18}";

    private final EntityManager entities;
    private final DealSight sight;

    Matters(EntityManager entities, DealSight sight) {
        this.sight = sight;
        this.entities = entities;
    }

    /**
     * What a process is about.
     *
     * @param number of the deal, request or lead; null when the process is about a client as such
     * @param name of the client, or of the sender as long as nobody knows which client it is; may be null
     * @param client null until one is found
     * @param deal null until one is opened
     */
    public record Matter(String number, String name, Client client, Deal deal) {}

    /** @return business key → what it means; keys that mean nothing, or nothing for the signed-on person's eyes, are left out */
    public Map<String, Matter> of(Collection<String> businessKeys) {
        Map<String, Matter> matters = new HashMap<>();
        deals(numbers(businessKeys, "D-")).forEach(deal -> matters.put(deal.number(), of(deal.number(), deal)));
        requests(numbers(businessKeys, "R-")).forEach(request -> matters.put(request.number(), of(request)));
        leads(numbers(businessKeys, "L-")).forEach(lead -> matters.put(lead.number(), of(lead)));
        clients(businessKeys).forEach((key, client) -> matters.put(key, new Matter(null, client.name(), client, null)));
        return matters;
    }

    private static Matter of(String number, Deal deal) {
        return new Matter(number, deal.client().name(), deal.client(), deal);
    }

    private static Matter of(InsuranceRequest request) {
        if (request.deal() != null) {
            return of(request.number(), request.deal());
        }
        Client client = request.client();
        String sender = request.companyName() == null ? request.email() : request.companyName();
        return new Matter(request.number(), client == null ? sender : client.name(), client, null);
    }

    private static Matter of(Lead lead) {
        return lead.deal() == null
                ? new Matter(lead.number(), lead.client().name(), lead.client(), null)
                : of(lead.number(), lead.deal());
    }

    private static List<String> numbers(Collection<String> keys, String beginning) {
        return keys.stream().filter(key -> key.startsWith(beginning)).toList();
    }

    private List<Deal> deals(List<String> numbers) {
        SightCondition seen = sight.deals("d");
        return read(
                "select d from Deal d join fetch d.client where d.number in :numbers" + seen.and(),
                Deal.class,
                numbers,
                seen);
    }

    private List<InsuranceRequest> requests(List<String> numbers) {
        SightCondition seen = sight.dealsOrClients("d", "r.client.id");
        return read(
                "select r from InsuranceRequest r left join fetch r.client left join fetch r.deal d"
                        + " left join fetch d.client where r.number in :numbers" + seen.and(),
                InsuranceRequest.class,
                numbers,
                seen);
    }

    private List<Lead> leads(List<String> numbers) {
        SightCondition seen = sight.dealsOrClients("d", "l.client.id");
        return read(
                "select l from Lead l join fetch l.client left join fetch l.deal d left join fetch d.client"
                        + " where l.number in :numbers" + seen.and(),
                Lead.class,
                numbers,
                seen);
    }

    private <T> List<T> read(String jpql, Class<T> type, List<String> numbers, SightCondition seen) {
        return numbers.isEmpty()
                ? List.of()
                : seen.bind(entities.createQuery(jpql, type))
                        .setParameter("numbers", numbers)
                        .getResultList();
    }

    /** @return a client's key → the client, or the one that it was merged into */
    private Map<String, Client> clients(Collection<String> keys) {
        List<Long> ids = keys.stream()
                .filter(key -> key.matches(CLIENT_KEY))
                .map(key -> Long.valueOf(key.substring(2)))
                .toList();
        Map<String, Client> clients = new HashMap<>();
        if (!ids.isEmpty()) {
            SightCondition seen = sight.clients("c");
            seen.bind(entities.createQuery(
                            "select x.id, c from Client x, Client c where x.id in :ids"
                                    + " and c.id = coalesce(x.mergedInto, x.id)" + seen.and(),
                            Object[].class))
                    .setParameter("ids", ids)
                    .getResultList()
                    .forEach(row -> clients.put("C-" + row[0], (Client) row[1]));
        }
        return clients;
    }
}
