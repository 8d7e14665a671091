package io.polisflow.crm.client;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Leafs through the clients that a filter means and the signed-on person sees, by name; a page begins at a row and not at a number, so that the last one is as near as the first. */
@Service
@Transactional(readOnly = true)
public class ClientRegister {

    private static final int CHUNK = 500;
    /** Holders of a word from which on reading in order is the shorter way. */
    private static final int COMMON = 2000;
    /** More names that only look alike help nobody, whether all of their clients may be seen or not. */
    private static final int MOST_SIMILAR = 50;

    private static final String BY_NAME = " order by c.searchName, c.id";

    private final EntityManager entities;
    private final SimilarNames similarNames;
    private final DealSight sight;
    private final Clock clock;

    ClientRegister(EntityManager entities, SimilarNames similarNames, DealSight sight, Clock clock) {
        this.sight = sight;
        this.entities = entities;
        this.similarNames = similarNames;
        this.clock = clock;
    }

    /** Where a page lies: at the beginning, or next to a client that was seen last. */
    public record Position(Long clientId, boolean before) {

        public static Position first() {
            return new Position(null, false);
        }

        public static Position after(long clientId) {
            return new Position(clientId, false);
        }

        public static Position before(long clientId) {
            return new Position(clientId, true);
        }
    }

    /**
     * One page.
     *
     * @param similar whether nobody is called what was typed and these are called nearly so, the nearest first
     * @param earlier whether there are clients before these
     * @param later whether there are clients after these
     */
    public record Part(List<Client> clients, boolean similar, boolean earlier, boolean later) {}

    /** @param size of the page; names that only look alike come on one page, the nearest of them */
    public Part find(ClientFilter filter, Position position, int size) {
        // Where an unseen client stands in the order tells what it is called.
        Client edge = position.clientId() == null || !sight.maySeeClient(position.clientId())
                ? null
                : entities.find(Client.class, position.clientId());
        boolean backwards = edge != null && position.before();
        // A misspelt name need not be sought among all of them: of the words that names are made of there are few.
        List<Client> found = similarNames.nobodyIsCalled(filter.text().namesOnly())
                ? List.of()
                : read(filter, edge, backwards, size + 1);
        boolean more = found.size() > size;
        List<Client> page = more ? found.subList(0, size) : found;
        if (backwards) {
            if (!more && page.size() < size) {
                // Less than a page lies before: people expect the first one whole.
                return find(filter, Position.first(), size);
            }
            Collections.reverse(page);
            return new Part(List.copyOf(page), false, more, true);
        }
        if (page.isEmpty() && edge == null && filter.text().isName()) {
            return new Part(similar(filter, size), true, false, false);
        }
        return new Part(List.copyOf(page), false, edge != null, more);
    }

    /** Hands over every client that the filter means, in the order of {@link #find}, some hundred at a time. */
    public void each(ClientFilter filter, Consumer<List<Client>> reader) {
        Part part = find(filter, Position.first(), CHUNK);
        while (!part.clients().isEmpty()) {
            reader.accept(part.clients());
            Client last = part.clients().get(part.clients().size() - 1);
            if (!part.later()) {
                return;
            }
            entities.clear();
            part = find(filter, Position.after(last.id()), CHUNK);
        }
    }

    /** @return those of them to whose contacts a sale was lost last */
    public Set<Long> coldAmong(Collection<Long> clientIds) {
        if (clientIds.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(entities.createQuery(
                        "select distinct k.clientId from Contact k where k.clientId in :clients"
                                + " and k.cold = true and k.removed = false",
                        Long.class)
                .setParameter("clients", clientIds)
                .getResultList());
    }

    private List<Client> read(ClientFilter filter, Client edge, boolean backwards, int size) {
        String beside = "";
        if (edge != null) {
            // Written so that an index on name and id begins at the edge.
            beside = backwards
                    ? " and c.searchName <= :edgeName and (c.searchName < :edgeName or c.id < :edgeId)"
                    : " and c.searchName >= :edgeName and (c.searchName > :edgeName or c.id > :edgeId)";
        }
        String order = backwards ? " order by c.searchName desc, c.id desc" : BY_NAME;
        SightCondition seen = sight.clients("c");
        TypedQuery<Client> query = seen.bind(entities.createQuery(
                "select c from Client c where " + filter.conditions(common(filter.text())) + seen.and() + beside
                        + order,
                Client.class));
        filter.bind(query, LocalDate.now(clock));
        if (edge != null) {
            query.setParameter("edgeName", edge.searchName()).setParameter("edgeId", edge.id());
        }
        return query.setMaxResults(size).getResultList();
    }

    /** @return places of the words that too many clients and contacts have to look them all up */
    private Set<Integer> common(SearchText text) {
        if (text.isNumber()) {
            // What no telephone begins with stands in the client's own row: in order or by both indexes, the database
            // chooses the shorter way by itself, and reads each row once.
            boolean many = text.phonePatterns().isEmpty()
                    || isCommon("client", "inn", text.innPattern())
                    || text.phonePatterns().stream().anyMatch(pattern -> isCommon("contact", "phone", pattern));
            return many ? Set.of(0) : Set.of();
        }
        Set<Integer> common = new HashSet<>();
        for (int i = 0; i < text.words().size(); i++) {
            if (text.isLookedUp(i)) {
                String pattern = SearchText.containing(text.words().get(i));
                if (isCommon("client", "search_name", pattern) || isCommon("contact", "search_name", pattern)) {
                    common.add(i);
                }
            }
        }
        return common;
    }

    /** Counted where they are, and no farther than that. */
    private boolean isCommon(String table, String column, String pattern) {
        Number held = (Number) entities.createNativeQuery(
                        ("select count(*) from (select 1 from %s where %s like :pattern escape '!' fetch first "
                                        + COMMON + " rows only) held")
                                .formatted(table, column))
                .setParameter("pattern", pattern)
                .getSingleResult();
        return held.intValue() == COMMON;
    }

    /** Names with more typos in a word are many and seldom meant, so they come only where there are none with fewer. */
    private List<Client> similar(ClientFilter filter, int most) {
        int allowed = Misspelling.allowed(filter.text().words());
        List<Client> found = List.of();
        for (int typos = 1; typos <= allowed && found.isEmpty(); typos++) {
            found = similar(filter, typos, most);
        }
        return found;
    }

    private List<Client> similar(ClientFilter filter, int mostTypos, int most) {
        List<String> words = filter.text().words();
        Map<Long, Integer> typos = new HashMap<>();
        similarNames.candidates(words, mostTypos).forEach(candidate -> Misspelling.typos(
                        words, candidate.name(), mostTypos)
                .ifPresent(count -> typos.merge(candidate.clientId(), count, Math::min)));
        if (typos.isEmpty()) {
            return List.of();
        }
        List<Long> nearest = typos.keySet().stream()
                .sorted(Comparator.comparing((Long id) -> typos.get(id)).thenComparing(id -> id))
                .limit(MOST_SIMILAR)
                .toList();
        ClientFilter rest = filter.withoutText();
        SightCondition seen = sight.clients("c");
        TypedQuery<Client> query = seen.bind(entities.createQuery(
                "select c from Client c where c.id in :nearest and " + rest.conditions(Set.of()) + seen.and() + BY_NAME,
                Client.class));
        rest.bind(query, LocalDate.now(clock));
        return query.setParameter("nearest", nearest).getResultList().stream()
                .sorted(Comparator.comparing(client -> typos.get(client.id())))
                .limit(most)
                .toList();
    }
}
