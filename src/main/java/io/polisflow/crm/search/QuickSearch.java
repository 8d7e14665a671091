package io.polisflow.crm.search;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientFilter;
import io.polisflow.crm.client.ClientRegister;
import io.polisflow.crm.client.ClientRegister.Part;
import io.polisflow.crm.client.ClientRegister.Position;
import io.polisflow.crm.client.ContactRegister;
import io.polisflow.crm.client.ContactRegister.Person;
import io.polisflow.crm.client.SearchText;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.policy.Policy;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Year;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds clients, people, deals and policies by one line of text while it is being typed.
 *
 * <p>Each kind is looked up by an index of PostgreSQL, so that the answer does not wait for the number of rows.
 */
@Service
@Transactional(readOnly = true)
public class QuickSearch {

    /** One letter means everybody. */
    public static final int SHORTEST = 2;

    /** What an index of trigrams can look up. */
    private static final int SHORTEST_POLICY_PART = 3;

    /** Deals of so many of the clients found are shown. */
    private static final int CLIENTS_WITH_DEALS = 20;

    private final ClientRegister clients;
    private final ContactRegister contacts;
    private final EntityManager entities;
    private final DealSight sight;
    private final Clock clock;

    QuickSearch(
            ClientRegister clients, ContactRegister contacts, EntityManager entities, DealSight sight, Clock clock) {
        this.sight = sight;
        this.clients = clients;
        this.contacts = contacts;
        this.entities = entities;
        this.clock = clock;
    }

    /** @param more whether there are others beside those */
    public record Hits<T>(List<T> items, boolean more) {

        private static <T> Hits<T> of(List<T> found, int most) {
            return found.size() > most
                    ? new Hits<>(List.copyOf(found.subList(0, most)), true)
                    : new Hits<>(List.copyOf(found), false);
        }

        private static <T> Hits<T> none() {
            return new Hits<>(List.of(), false);
        }
    }

    /**
     * What a text finds.
     *
     * @param similar whether no client is called that and these are called nearly so
     */
    public record Found(
            Hits<Client> clients, boolean similar, Hits<Person> people, Hits<Deal> deals, Hits<Policy> policies) {

        public boolean isEmpty() {
            return clients.items().isEmpty()
                    && people.items().isEmpty()
                    && deals.items().isEmpty()
                    && policies.items().isEmpty();
        }
    }

    /** @param most of each kind */
    public Found find(String typed, int most) {
        SearchText text = SearchText.of(typed);
        if (text.typed().length() < SHORTEST) {
            return new Found(Hits.none(), false, Hits.none(), Hits.none(), Hits.none());
        }
        Part called = clients.find(ClientFilter.of(text), Position.first(), Math.max(most, CLIENTS_WITH_DEALS));
        List<Client> known = called.clients();
        return new Found(
                new Hits<>(known.stream().limit(most).toList(), known.size() > most || called.later()),
                called.similar() && !known.isEmpty(),
                Hits.of(contacts.find(text, most + 1), most),
                Hits.of(deals(text, known, most + 1), most),
                Hits.of(policies(text, most + 1), most));
    }

    /** By number first: whoever types one means that deal. */
    private List<Deal> deals(SearchText text, List<Client> known, int most) {
        Set<Deal> found = new LinkedHashSet<>(byNumber(text.typed(), most));
        if (found.size() < most) {
            found.addAll(ofClients(
                    known.stream().limit(CLIENTS_WITH_DEALS).map(Client::id).toList(), most));
        }
        return new ArrayList<>(found).subList(0, Math.min(most, found.size()));
    }

    private List<Deal> byNumber(String typed, int most) {
        DealNumbers numbers = DealNumbers.meantBy(typed, Year.now(clock).getValue());
        if (numbers.isEmpty()) {
            return List.of();
        }
        String range = numbers.first() == null ? "" : " or d.number between :first and :last";
        SightCondition seen = sight.deals("d");
        TypedQuery<Deal> query = seen.bind(entities.createQuery(
                        "select d from Deal d join fetch d.client where (d.number in :numbers" + range + ")"
                                + seen.and() + " order by d.id desc",
                        Deal.class))
                .setParameter("numbers", numbers.exactly());
        if (numbers.first() != null) {
            query.setParameter("first", numbers.first()).setParameter("last", numbers.last());
        }
        return query.setMaxResults(most).getResultList();
    }

    private List<Deal> ofClients(Collection<Long> clientIds, int most) {
        if (clientIds.isEmpty()) {
            return List.of();
        }
        SightCondition seen = sight.deals("d");
        return seen.bind(entities.createQuery(
                        "select d from Deal d join fetch d.client where d.client.id in :clients" + seen.and()
                                + " order by d.id desc",
                        Deal.class))
                .setParameter("clients", clientIds)
                .setMaxResults(most)
                .getResultList();
    }

    private List<Policy> policies(SearchText text, int most) {
        if (text.typed().length() < SHORTEST_POLICY_PART) {
            return List.of();
        }
        SightCondition seen = sight.deals("d");
        return seen.bind(entities.createQuery(
                        "select p from Policy p join fetch p.client join fetch p.deal d join fetch p.product"
                                + " where upper(p.number) like :number escape '!'" + seen.and() + " order by p.id desc",
                        Policy.class))
                .setParameter("number", SearchText.containing(text.typed()))
                .setMaxResults(most)
                .getResultList();
    }
}
