package io.polisflow.crm.access;

import io.polisflow.crm.UnseenException;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * Says which deals and clients somebody sees, as a condition for the query that finds, counts or sums them.
 *
 * <p>Each part asks a row's own owner, tasks and branch through an index, so that a page costs what it shows and not what
 * the person may see.
 */
@Service
public class DealSight {

    private static final SightCondition ALL = new SightCondition("(1 = 1)", Map.of());
    private static final SightCondition NOTHING = new SightCondition("(1 = 0)", Map.of());

    private final Viewers viewers;
    private final EntityManager entities;
    private final Clock clock;

    DealSight(Viewers viewers, EntityManager entities, Clock clock) {
        this.viewers = viewers;
        this.entities = entities;
        this.clock = clock;
    }

    /** @return the condition on a deal's alias in a query of entities, for whoever is signed on */
    public SightCondition deals(String alias) {
        return deals(SightWords.JPQL, viewers.current(), alias);
    }

    /** The same in SQL. */
    public SightCondition dealsInSql(String alias) {
        return deals(SightWords.SQL, viewers.current(), alias);
    }

    /** @return the condition on a column with a deal's number, in SQL; a row of no deal is not seen */
    public SightCondition dealNumberInSql(String column) {
        Viewer viewer = viewers.current();
        if (viewer.seesAll()) {
            return ALL;
        }
        SightCondition seen = deals(SightWords.SQL, viewer, "sight_deal");
        return new SightCondition(
                "(exists (select 1 from deal sight_deal where sight_deal.number = " + column + seen.and() + "))",
                seen.parameters());
    }

    /** @return the condition on a client's alias in a query of entities, for whoever is signed on */
    public SightCondition clients(String alias) {
        return clients(SightWords.JPQL, viewers.current(), alias);
    }

    /** The same in SQL. */
    public SightCondition clientsInSql(String alias) {
        return clients(SightWords.SQL, viewers.current(), alias);
    }

    /**
     * @param deal alias of an outer join
     * @param clientId path to the id of the client whom it is about as long as there is no deal; may be null
     * @return the condition on what has come to a deal or not yet
     */
    public SightCondition dealsOrClients(String deal, String clientId) {
        SightCondition seen = deals(deal);
        SightCondition client = clientOrNone(clientId);
        Map<String, Object> values = new HashMap<>(seen.parameters());
        values.putAll(client.parameters());
        return new SightCondition(
                "(" + deal + " is not null and " + seen.text() + " or " + deal + " is null and " + client.text() + ")",
                values);
    }

    /** @return the condition on what is about a client, or about a stranger, who is there for whoever sells */
    public SightCondition clientOrNone(String clientId) {
        Viewer viewer = viewers.current();
        if (viewer.seesAll()) {
            return ALL;
        }
        SightCondition seen = clients(SightWords.JPQL, viewer, "sc");
        return new SightCondition(
                "(" + (viewer.sellers().isEmpty() ? "" : clientId + " is null or ")
                        + "exists (select 1 from Client sc where sc.id = " + clientId + seen.and() + "))",
                seen.parameters());
    }

    /**
     * For work that is told by numbers, in SQL.
     *
     * @param deal column with the deal's number, may be null; so may {@code client}, the column with the client's id
     * @param person expression of who has or had the work: their own is everybody's to count
     */
    public SightCondition workInSql(String deal, String client, String person) {
        Viewer viewer = viewers.current();
        if (viewer.seesAll()) {
            return ALL;
        }
        if (viewer.seesNothing()) {
            return NOTHING;
        }
        SightCondition deals = deals(SightWords.SQL, viewer, "sight_deal");
        SightCondition clients = clients(SightWords.SQL, viewer, "sight_client");
        SightCondition own = ownInSql(person);
        Map<String, Object> values = new HashMap<>(clients.parameters());
        values.putAll(deals.parameters());
        values.putAll(own.parameters());
        return new SightCondition(
                "(" + person + " in (:sightWorkers)"
                        + " or exists (select 1 from deal sight_deal where sight_deal.number = " + deal + deals.and()
                        + ")"
                        + " or " + deal
                        + " is null and (exists (select 1 from client sight_client where sight_client.id = "
                        + client + clients.and() + ") or " + client + " is null and " + own.text() + "))",
                values);
    }

    /** @return the condition on an expression that names somebody: the viewer, or whoever's deals they see as theirs, in SQL */
    public SightCondition ownInSql(String person) {
        Viewer viewer = viewers.current();
        if (viewer.seesAll()) {
            return ALL;
        }
        if (viewer.seesNothing()) {
            return NOTHING;
        }
        Map<String, Object> values = new HashMap<>();
        List<String> any = owned(SightWords.SQL, viewer, person, values);
        any.add(person + " in (:sightWorkers)");
        values.put("sightWorkers", viewer.workers());
        return anyOf(any, values);
    }

    /** Whether whoever is signed on sees every deal. */
    public boolean hidesNothing() {
        return viewers.current().seesAll();
    }

    /** @return those of the people whose deals whoever is signed on sees because they are theirs */
    public Set<String> ownersAmong(Collection<String> logins) {
        Viewer viewer = viewers.current();
        if (viewer.seesAll() || logins.isEmpty()) {
            return Set.copyOf(logins);
        }
        Set<String> seen = new HashSet<>(viewer.workers());
        if (!viewer.sellers().isEmpty()) {
            seen.addAll(entities.createQuery(
                            "select g.owner from SightGrant g where g.grantee in :sellers and g.revokedAt is null"
                                    + " and (g.lastDay is null or g.lastDay >= :today)",
                            String.class)
                    .setParameter("sellers", viewer.sellers())
                    .setParameter("today", LocalDate.now(clock))
                    .getResultList());
        }
        seen.addAll(headedAmong(viewer, logins));
        seen.retainAll(logins);
        return seen;
    }

    /**
     * @return those of the people whose work is that of whoever is signed on: their own, that of whom they stand in for, and a head's
     *     people's; a grant opens deals and clients, not what else somebody does
     */
    public Set<String> ledAmong(Collection<String> logins) {
        Viewer viewer = viewers.current();
        if (viewer.seesAll() || logins.isEmpty()) {
            return Set.copyOf(logins);
        }
        Set<String> led = new HashSet<>(headedAmong(viewer, logins));
        logins.stream().filter(viewer::sellsFor).forEach(led::add);
        return led;
    }

    /** @return those of the people who work under no other head than the viewer */
    Set<String> headedAmong(Viewer viewer, Collection<String> logins) {
        if (viewer.heads().isEmpty() || logins.isEmpty()) {
            return Set.of();
        }
        Set<String> headed = new HashSet<>(logins);
        entities.createQuery(
                        "select m from Branch b join b.members m where b.head not in :heads and m in :logins",
                        String.class)
                .setParameter("heads", viewer.heads())
                .setParameter("logins", logins)
                .getResultList()
                .forEach(headed::remove);
        return headed;
    }

    /** Whether whoever is signed on sees the deal, as long as there is one. */
    public boolean maySee(String number) {
        return maySee(viewers.current(), number);
    }

    /** The same of somebody else: for streams and feeds that outlive a request. */
    public boolean maySee(Viewer viewer, String number) {
        return viewer.seesAll() || holds("Deal s where s.number = :asked", number, deals(SightWords.JPQL, viewer, "s"));
    }

    /** @param deal null for what belongs to none @param client null for a stranger, who is there for whoever sells */
    public boolean maySeeWork(String deal, Long client) {
        if (deal != null) {
            return maySee(deal);
        }
        Viewer viewer = viewers.current();
        return client == null ? viewer.seesAll() || !viewer.sellers().isEmpty() : maySeeClient(client);
    }

    public boolean maySeeClient(long id) {
        return maySeeClient(viewers.current(), id);
    }

    /** The same of somebody else: for work in the background that somebody ordered. */
    public boolean maySeeClient(Viewer viewer, long id) {
        return viewer.seesAll() || holds("Client s where s.id = :asked", id, clients(SightWords.JPQL, viewer, "s"));
    }

    /**
     * For the rules of methods.
     *
     * @return true
     * @throws UnseenException as if there were no such deal
     */
    public boolean requireDeal(String number) {
        if (!maySee(number)) {
            throw new UnseenException("Такой сделки нет");
        }
        return true;
    }

    /** The same, and there must be one, for whoever sees every deal, too: for addresses, which anybody may write as they like. */
    public void requireSuchDeal(String number) {
        if (!holds("Deal s where s.number = :asked", number, deals("s"))) {
            throw new UnseenException("Такой сделки нет");
        }
    }

    /** The same of a client. */
    public boolean requireClient(long id) {
        if (!maySeeClient(id)) {
            throw new UnseenException("Такого клиента нет");
        }
        return true;
    }

    /**
     * The same of what belongs to a deal.
     *
     * @param entity with a field {@code deal}
     */
    public boolean requirePart(String entity, Object id) {
        if (!maySeePart(viewers.current(), entity, id)) {
            throw new UnseenException("Такого документа нет");
        }
        return true;
    }

    /** Whether somebody sees what belongs to a deal: for streams that outlive a request. */
    public boolean maySeePart(Viewer viewer, String entity, Object id) {
        return viewer.seesAll()
                || holds(entity + " p join p.deal s where p.id = :asked", id, deals(SightWords.JPQL, viewer, "s"));
    }

    /** @return those of these deals that whoever is signed on sees */
    public Set<String> seenAmong(Collection<String> numbers) {
        return seenAmong(viewers.current(), numbers);
    }

    /** The same of somebody else: for feeds, which nobody signs on to read. */
    public Set<String> seenAmong(Viewer viewer, Collection<String> numbers) {
        if (viewer.seesAll() || numbers.isEmpty()) {
            return Set.copyOf(numbers);
        }
        SightCondition seen = deals(SightWords.JPQL, viewer, "s");
        return Set.copyOf(seen.bind(entities.createQuery(
                        "select s.number from Deal s where s.number in (:asked)" + seen.and(), String.class))
                .setParameter("asked", numbers)
                .getResultList());
    }

    /** @return those of these clients that whoever is signed on sees */
    public Set<Long> seenClientsAmong(Collection<Long> ids) {
        Viewer viewer = viewers.current();
        if (viewer.seesAll() || ids.isEmpty()) {
            return Set.copyOf(ids);
        }
        SightCondition seen = clients(SightWords.JPQL, viewer, "s");
        return Set.copyOf(seen.bind(entities.createQuery(
                        "select s.id from Client s where s.id in (:asked)" + seen.and(), Long.class))
                .setParameter("asked", ids)
                .getResultList());
    }

    /** @return those of these keys that are numbers of deals which whoever is signed on does not see */
    public Set<String> unseenAmong(Collection<String> keys) {
        Viewer viewer = viewers.current();
        if (viewer.seesAll() || keys.isEmpty()) {
            return Set.of();
        }
        Set<String> unseen = new HashSet<>(
                entities.createQuery("select s.number from Deal s where s.number in (:asked)", String.class)
                        .setParameter("asked", keys)
                        .getResultList());
        unseen.removeAll(seenAmong(viewer, keys));
        return unseen;
    }

    private boolean holds(String from, Object asked, SightCondition seen) {
        return !seen.bind(entities.createQuery("select 1 from " + from + seen.and(), Integer.class))
                .setParameter("asked", asked)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    private SightCondition deals(SightWords words, Viewer viewer, String deal) {
        if (viewer.seesAll()) {
            return ALL;
        }
        if (viewer.seesNothing()) {
            return NOTHING;
        }
        Map<String, Object> values = new HashMap<>();
        List<String> any = owned(words, viewer, deal + ".owner", values);
        if (!viewer.heads().isEmpty()) {
            any.add(deal + ".owner is null");
        }
        any.add(task(words, viewer, words.taskDeal + " = " + deal + ".number", values));
        return anyOf(any, values);
    }

    private SightCondition clients(SightWords words, Viewer viewer, String client) {
        if (viewer.seesAll()) {
            return ALL;
        }
        if (viewer.seesNothing()) {
            return NOTHING;
        }
        Map<String, Object> values = new HashMap<>();
        List<String> any = owned(words, viewer, client + ".owner", values);
        String theirDeals =
                "exists (select 1 from " + words.deal + " sd where sd." + words.dealClient + " = " + client + ".id";
        if (!viewer.sellers().isEmpty()) {
            any.add(client + ".owner is null and not " + theirDeals + ")");
        }
        SightCondition seen = deals(words, viewer, "sd");
        values.putAll(seen.parameters());
        any.add(theirDeals + seen.and() + ")");
        any.add(task(words, viewer, words.taskClient + " = " + client + ".id", values));
        return anyOf(any, values);
    }

    /** What somebody sees because of whose it is: their own, what was granted to them, what their branch has. */
    private List<String> owned(SightWords words, Viewer viewer, String owner, Map<String, Object> values) {
        List<String> any = new ArrayList<>();
        if (!viewer.sellers().isEmpty()) {
            any.add(owner + " in (:sightSellers)");
            any.add(owner + " in (select sg.owner from " + words.grant
                    + " sg where sg.grantee in (:sightSellers) and sg."
                    + words.revokedAt + " is null and (sg." + words.lastDay + " is null or sg." + words.lastDay
                    + " >= :sightToday))");
            values.put("sightSellers", viewer.sellers());
            values.put("sightToday", LocalDate.now(clock));
        }
        if (!viewer.heads().isEmpty()) {
            any.add(owner + " is not null and not exists (" + words.headed(owner)
                    + " and sb.head not in (:sightHeads))");
            values.put("sightHeads", viewer.heads());
        }
        return any;
    }

    private static String task(SightWords words, Viewer viewer, String of, Map<String, Object> values) {
        values.put("sightWorkers", viewer.workers());
        values.put("sightGroups", viewer.taskGroups());
        return "exists (select 1 from " + words.task + " st where st." + of + " and st.kind = 'TASK'"
                + " and (st.assignee in (:sightWorkers) or st.assignee is null and st." + words.taskGroup
                + " in (:sightGroups)))";
    }

    private static SightCondition anyOf(List<String> any, Map<String, Object> values) {
        return new SightCondition("(" + String.join(" or ", any) + ")", values);
    }
}
