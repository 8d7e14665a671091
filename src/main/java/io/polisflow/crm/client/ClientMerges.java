package io.polisflow.crm.client;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnseenException;
import io.polisflow.crm.access.AsksSight;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.OfClient;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.client.MergeChanges.Change;
import io.polisflow.crm.journal.Journal;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes one card of two that are the same client, loses nothing of either, and can take that back for a day. */
@Service
@Transactional
public class ClientMerges {

    private static final int MOST_SUSPECTS = 20;

    private final ClientRepository clients;
    private final MergeRepository merges;
    private final MergeChanges changes;
    private final MergedFields fields;
    private final MergedContacts contacts;
    private final ClientProcesses processes;
    private final Journal journal;
    private final InsertOnce insertOnce;
    private final EntityManager entities;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final DealSight sight;

    ClientMerges(
            ClientRepository clients,
            MergeRepository merges,
            MergeChanges changes,
            MergedFields fields,
            MergedContacts contacts,
            ClientProcesses processes,
            Journal journal,
            InsertOnce insertOnce,
            EntityManager entities,
            JdbcTemplate jdbc,
            Clock clock,
            DealSight sight) {
        this.sight = sight;
        this.clients = clients;
        this.merges = merges;
        this.changes = changes;
        this.fields = fields;
        this.contacts = contacts;
        this.processes = processes;
        this.journal = journal;
        this.insertOnce = insertOnce;
        this.entities = entities;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One field of both cards.
     *
     * @param kept as people read it, or null
     * @param merged as people read it, or null
     * @param differs whether both tell something and not the same: a person chooses
     */
    public record FieldPair(CardField field, String kept, String merged, boolean differs) {}

    /**
     * What a merging would do.
     *
     * @param kept the card that goes on: of two cards always the one whose INN is known
     * @param moves table → how many of its rows move
     * @param samePeople how many contacts stand on both cards
     */
    public record Preview(
            Client kept, Client merged, List<FieldPair> fields, Map<String, Long> moves, long samePeople) {}

    /**
     * Looks at both cards and changes nothing.
     *
     * @throws RefusedException when the two cannot be one client
     */
    @PreAuthorize("@dealSight.requireClient(#oneId) and @dealSight.requireClient(#otherId)")
    @Transactional(readOnly = true)
    public Preview preview(long oneId, long otherId) {
        Client one = card(oneId);
        Client other = card(otherId);
        requireSame(one, other);
        boolean swapped = one.inn() == null && other.inn() != null;
        Client kept = swapped ? other : one;
        Client merged = swapped ? one : other;
        List<FieldPair> pairs = Arrays.stream(CardField.values())
                .filter(field -> kept.value(field) != null || merged.value(field) != null)
                .map(field -> new FieldPair(
                        field,
                        field.shown(kept.value(field)),
                        field.shown(merged.value(field)),
                        kept.value(field) != null
                                && merged.value(field) != null
                                && !MergedFields.fills(field, kept, merged)
                                && !Objects.equals(kept.value(field), merged.value(field))))
                .toList();
        Map<String, Long> moves = new LinkedHashMap<>();
        MergedColumns.CLIENT.forEach(column -> moves.put(column.table(), count(column, merged.id())));
        moves.put("contact", count(MergedColumns.CONTACT_CLIENT, merged.id()));
        moves.remove("client");
        return new Preview(kept, merged, pairs, moves, contacts.samePeople(kept.id(), merged.id()));
    }

    private long count(MergeChanges.Column column, long clientId) {
        return jdbc.queryForObject(
                "select count(*) from " + column.table() + " where " + column.name() + " = ?", Long.class, clientId);
    }

    private Client card(long id) {
        Client client = clients.findById(id).orElseThrow();
        if (client.mergedInto() != null) {
            throw new ConflictException(
                    "Карточка «" + client.name() + "» уже объединена с другой: откройте список клиентов");
        }
        return client;
    }

    private static void requireSame(Client one, Client other) {
        if (one.id().equals(other.id())) {
            throw new RefusedException("with", "Это одна и та же карточка: выберите другую");
        }
        if (one.inn() != null && other.inn() != null && !one.inn().equals(other.inn())) {
            throw new RefusedException("with", "У карточек разные ИНН: это разные юрлица, объединять их нельзя");
        }
    }

    /**
     * Everything of the merged card goes over to the kept one; running processes show it from now on.
     *
     * @param chosen the fields in which the merged card's value is to stay; blanks are filled anyway
     * @param user id of who decided
     * @throws RefusedException when the two cannot be one client, or the one with the INN would be given up
     * @throws ConflictException when one of them was merged meanwhile
     */
    @PreAuthorize("@dealSight.requireClient(#keptId) and @dealSight.requireClient(#mergedId)")
    public ClientMerge merge(long keptId, long mergedId, Set<CardField> chosen, String user) {
        lock(keptId, mergedId);
        Client kept = card(keptId);
        Client merged = card(mergedId);
        requireSame(kept, merged);
        if (kept.inn() == null && merged.inn() != null) {
            throw new RefusedException("with", "Остаться должна карточка с ИНН: поменяйте карточки местами");
        }
        ClientMerge merge = merges.save(new ClientMerge(insertOnce.nextId(), keptId, mergedId, user, clock.instant()));
        entities.flush();
        long id = merge.id();
        fields.take(id, kept, merged, chosen);
        judge(id, kept, merged);
        contacts.merge(id, keptId, mergedId);
        moveCallBack(id, keptId, mergedId);
        MergedColumns.CLIENT.forEach(column -> changes.repoint(id, column, mergedId, keptId));
        changes.set(id, MergedColumns.CLIENT_MERGED, mergedId, null, String.valueOf(keptId), null);
        entities.clear();
        tell(keptId, "Карточка «" + merged.name() + "» объединена с карточкой «" + kept.name() + "»");
        return merge;
    }

    private void lock(long oneId, long otherId) {
        jdbc.queryForList(
                "select id from client where id in (?, ?) order by id for update", Long.class, oneId, otherId);
        // What was read before the lock may be old.
        entities.clear();
    }

    /** A manager and a doubt about the client must not get lost with the card. */
    private void judge(long mergeId, Client kept, Client merged) {
        if (kept.owner() == null && merged.owner() != null) {
            changes.set(mergeId, MergedColumns.JUDGEMENT.get(0), kept.id(), null, merged.owner(), null);
        }
        boolean doubt = merged.reliability() == Client.Reliability.IN_DOUBT
                || merged.reliability() == Client.Reliability.NOT_TRUSTED;
        if (kept.reliability() == Client.Reliability.NOT_ASKED && doubt) {
            changes.set(
                    mergeId,
                    MergedColumns.JUDGEMENT.get(1),
                    kept.id(),
                    kept.reliability().name(),
                    merged.reliability().name(),
                    null);
            changes.set(
                    mergeId,
                    MergedColumns.JUDGEMENT.get(2),
                    kept.id(),
                    kept.reliabilityComment(),
                    merged.reliabilityComment(),
                    null);
        }
    }

    /** The key of an open call back is its client; two open ones stay two tasks. */
    private void moveCallBack(long mergeId, long keptId, long mergedId) {
        String key = String.valueOf(keptId);
        boolean free = jdbc.queryForObject("select count(*) from call_back where open_key = ?", Long.class, key) == 0;
        if (free) {
            jdbc.queryForList("select id from call_back where open_key = ?", Long.class, String.valueOf(mergedId))
                    .forEach(row -> changes.set(
                            mergeId, MergedColumns.CALL_BACK_KEY, row, String.valueOf(mergedId), key, null));
        }
    }

    /**
     * Takes a merging back; what has come to the kept card since stays there.
     *
     * @return how many values somebody has changed meanwhile, which therefore stay as they are
     * @throws RefusedException when a day has passed, or the kept card was itself merged meanwhile
     */
    @AsksSight("in what it finds")
    public int undo(long mergeId, String user) {
        ClientMerge merge = get(mergeId);
        lock(merge.keptId(), merge.mergedId());
        merge = get(mergeId);
        if (merge.undoneAt() != null) {
            throw new ConflictException("Объединение уже отменено");
        }
        if (!merge.undoable(clock.instant())) {
            throw new RefusedException(null, "Прошло больше 24 часов: отменить объединение уже нельзя");
        }
        if (clients.findById(merge.keptId()).orElseThrow().mergedInto() != null) {
            throw new ConflictException(
                    "Оставшуюся карточку потом объединили с другой: сначала отмените то объединение");
        }
        merge.undo(user, clock.instant());
        entities.flush();
        List<Change> made = new java.util.ArrayList<>(changes.of(mergeId));
        Collections.reverse(made);
        int left = 0;
        for (Change change : made) {
            if (changes.takeBack(MergedColumns.named(change.table(), change.column()), change)) {
                fields.takeBack(change);
            } else {
                left++;
            }
        }
        entities.clear();
        String note = "Объединение карточек «%s» и «%s» отменено"
                .formatted(
                        clients.findById(merge.keptId()).orElseThrow().name(),
                        clients.findById(merge.mergedId()).orElseThrow().name());
        tell(merge.keptId(), note);
        tell(merge.mergedId(), note);
        return left;
    }

    /** Open deals keep it in their history, and running processes show the right client. */
    private void tell(long clientId, String note) {
        jdbc.queryForList(
                        "select number from deal where client_id = ? and stage not in ('WON', 'LOST') order by id",
                        String.class,
                        clientId)
                .forEach(number -> journal.record(number, note));
        Set<String> keys = new HashSet<>(jdbc.queryForList(
                """
                select number from deal where client_id = ?
                union all select number from insurance_request where client_id = ?
                union all select number from client_lead where client_id = ?
                union all select 'C-' || cast(id as varchar(20)) from client where id = ? or merged_into = ?""",
                String.class,
                clientId,
                clientId,
                clientId,
                clientId,
                clientId));
        processes.belongTo(keys, clients.findById(clientId).orElseThrow().name());
    }

    /** @throws java.util.NoSuchElementException when there is none */
    @AsksSight("in what it finds")
    @Transactional(readOnly = true)
    public ClientMerge get(long mergeId) {
        return merges.findById(mergeId)
                .filter(merge -> sight.maySeeClient(merge.keptId()))
                .orElseThrow(() -> new UnseenException("Такого объединения нет"));
    }

    /** @return newest first, those taken back as well unless the card that came free again is not for whoever is signed on to see */
    @OfClient
    @Transactional(readOnly = true)
    public List<ClientMerge> of(long clientId) {
        return merges.findByKeptIdOrderByIdDesc(clientId).stream()
                .filter(merge -> merge.undoneAt() == null || sight.maySeeClient(nowOf(merge.mergedId())))
                .toList();
    }

    private long nowOf(long clientId) {
        Long into = clients.findById(clientId).orElseThrow().mergedInto();
        return into == null ? clientId : into;
    }

    /** @return the card by its own id, also when it was merged */
    @AsksSight("in what it finds")
    @Transactional(readOnly = true)
    public Client cardAsItWas(long clientId) {
        Client card = clients.findById(clientId).orElseThrow(() -> new UnseenException("Такого клиента нет"));
        sight.requireClient(card.mergedInto() == null ? clientId : card.mergedInto());
        return card;
    }

    /** @return table → how many rows of it went over, and field → the value of the kept card that gave way */
    @AsksSight("in what it finds")
    @Transactional(readOnly = true)
    public Done done(long mergeId) {
        get(mergeId);
        Map<String, Long> moved = new LinkedHashMap<>();
        Map<CardField, String> gaveWay = new LinkedHashMap<>();
        Map<String, CardField> fieldOf = new HashMap<>();
        Arrays.stream(CardField.values())
                .forEach(field -> fieldOf.put(MergedColumns.of(field).name(), field));
        for (Change change : changes.of(mergeId)) {
            if (change.column().equals("client_id")) {
                moved.merge(change.table(), 1L, Long::sum);
            } else if (change.table().equals("client")
                    && change.before() != null
                    && fieldOf.containsKey(change.column())) {
                CardField field = fieldOf.get(change.column());
                gaveWay.put(field, field.shown(change.before()));
            }
        }
        return new Done(moved, gaveWay);
    }

    /** What a merging did; see {@link #done}. */
    public record Done(Map<String, Long> moved, Map<CardField, String> gaveWay) {}

    /** @return cards that whoever is signed on sees and that may be this client: of the same name or INN, or with a contact of the same address or number */
    @OfClient
    @Transactional(readOnly = true)
    public List<Client> suspects(long clientId) {
        Client client = clients.findById(clientId).orElseThrow();
        List<Long> ids = jdbc.queryForList(
                """
                select c.id from client c
                where c.id <> ? and c.merged_into is null and (c.inn is null or cast(? as varchar(12)) is null or c.inn = ?)
                  and c.id in (
                    select s.id from client s where s.search_name = ? and s.search_name <> ''
                    union all select n.id from client n where n.inn = ?
                    union all select p.client_id from contact o join contact p on p.email = o.email
                      where o.client_id = ? and not p.removed and not o.removed
                    union all select p.client_id from contact o join contact p on p.phone = o.phone
                      where o.client_id = ? and not p.removed and not o.removed)
                order by c.search_name, c.id fetch first 500 rows only""",
                Long.class,
                clientId,
                client.inn(),
                client.inn(),
                client.searchName(),
                client.inn(),
                clientId,
                clientId);
        if (ids.isEmpty()) {
            return List.of();
        }
        SightCondition seen = sight.clients("c");
        return seen.bind(entities.createQuery(
                        "select c from Client c where c.id in :ids" + seen.and() + " order by c.searchName, c.id",
                        Client.class))
                .setParameter("ids", ids)
                .setMaxResults(MOST_SUSPECTS)
                .getResultList();
    }

    interface MergeRepository extends Repository<ClientMerge, Long> {
        ClientMerge save(ClientMerge merge);

        java.util.Optional<ClientMerge> findById(Long id);

        @Query("select c from ClientMerge c where c.keptId = :keptId order by c.id desc")
        List<ClientMerge> findByKeptIdOrderByIdDesc(long keptId);
    }
}
