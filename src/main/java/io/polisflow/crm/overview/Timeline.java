package io.polisflow.crm.overview;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.agenda.DealTasks;
import io.polisflow.crm.agenda.DealTasks.DoneWork;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.overview.ClientFiles.ClientFile;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.telephony.CallRecord;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts every touch with a client, on the deals that the signed-on person sees, on one line of time: letters, calls, meetings, documents and completed tasks. */
@Service
@Transactional(readOnly = true)
public class Timeline {

    /** Farther back nobody scrolls; reports look there. */
    private static final int DEEPEST = 1000;

    private static final int MOST_DEALS = 200;

    private final Deals deals;
    private final DealTasks tasks;
    private final ClientFiles files;
    private final EntityManager entities;
    private final DealSight sight;

    Timeline(Deals deals, DealTasks tasks, ClientFiles files, EntityManager entities, DealSight sight) {
        this.sight = sight;
        this.deals = deals;
        this.tasks = tasks;
        this.files = files;
        this.entities = entities;
    }

    /** What may be looked at alone. */
    public enum Kind {
        LETTERS("Письма"),
        CALLS("Звонки"),
        MEETINGS("Встречи и касания"),
        DOCUMENTS("Документы"),
        TASKS("Задачи");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** One event; {@code what} is the thing itself, of the kind's own type. */
    public record Entry<T>(Kind kind, Instant at, String dealNumber, T what) {}

    /** @param more whether there are older ones */
    public record Stretch(List<Entry<?>> entries, boolean more) {}

    /**
     * @param kind null for all
     * @return newest first; a document is a {@link ClientFile} or an issued {@link Policy}
     */
    public Stretch of(Client client, Kind kind, int most) {
        int depth = Math.min(most, DEEPEST) + 1;
        List<Entry<?>> found = new ArrayList<>();
        if (kind == null || kind == Kind.LETTERS) {
            found.addAll(letters(client, depth));
        }
        if (kind == null || kind == Kind.CALLS) {
            found.addAll(calls(client, depth));
        }
        if (kind == null || kind == Kind.MEETINGS) {
            found.addAll(touches(client, depth));
        }
        if (kind == null || kind == Kind.DOCUMENTS) {
            found.addAll(documents(client, depth));
            found.addAll(policies(client, depth));
        }
        if (kind == null || kind == Kind.TASKS) {
            found.addAll(tasks(client, depth));
        }
        List<Entry<?>> ordered = found.stream()
                .sorted(Comparator.<Entry<?>, Instant>comparing(Entry::at).reversed())
                .limit(depth)
                .toList();
        return new Stretch(ordered.stream().limit(depth - 1L).toList(), ordered.size() == depth && depth <= DEEPEST);
    }

    private List<Entry<?>> letters(Client client, int most) {
        return read(
                "select l from Letter l join fetch l.deal d where d.client = :client and :seen"
                        + " order by coalesce(l.sentAt, l.createdAt) desc, l.id desc",
                Letter.class,
                client,
                most,
                letter -> new Entry<>(
                        Kind.LETTERS,
                        letter.sentAt() == null ? letter.createdAt() : letter.sentAt(),
                        letter.deal().number(),
                        letter));
    }

    /** Those of the client's deals, and those with its people that belong to no deal. */
    private List<Entry<?>> calls(Client client, int most) {
        return read(
                "select c from CallRecord c left join fetch c.deal d left join fetch c.contact p"
                        + " where c.startedAt is not null and (d is null or :seen) and c.id in ("
                        + "select a.id from CallRecord a where a.deal.id in (select x.id from Deal x where x.client = :client)"
                        + " union select b.id from CallRecord b where b.deal is null and b.contact.id in"
                        + " (select k.id from Contact k where k.clientId = (select y.id from Client y where y = :client)))"
                        + " order by c.startedAt desc, c.id desc",
                CallRecord.class,
                client,
                most,
                call -> new Entry<>(
                        Kind.CALLS,
                        call.startedAt(),
                        call.deal() == null ? null : call.deal().number(),
                        call));
    }

    private List<Entry<?>> touches(Client client, int most) {
        return read(
                "select a from Activity a join fetch a.deal d where d.client = :client and :seen"
                        + " and a.state = io.polisflow.crm.deal.Activity.State.HELD order by a.heldAt desc, a.id desc",
                Activity.class,
                client,
                most,
                touch -> new Entry<>(Kind.MEETINGS, touch.heldAt(), touch.deal().number(), touch));
    }

    private List<Entry<?>> documents(Client client, int most) {
        return files.documentsOf(client, most).stream()
                .<Entry<?>>map(file ->
                        new Entry<ClientFile>(Kind.DOCUMENTS, file.file().createdAt(), file.dealNumber(), file))
                .toList();
    }

    private List<Entry<?>> policies(Client client, int most) {
        return read(
                "select p from Policy p join fetch p.deal d where p.client = :client and :seen"
                        + " order by p.issuedAt desc, p.id desc",
                Policy.class,
                client,
                most,
                policy -> new Entry<>(
                        Kind.DOCUMENTS, policy.issuedAt(), policy.deal().number(), policy));
    }

    private List<Entry<?>> tasks(Client client, int most) {
        List<String> numbers =
                deals.of(client).stream().limit(MOST_DEALS).map(Deal::number).toList();
        return tasks.done(numbers, most).stream()
                .<Entry<?>>map(task -> new Entry<DoneWork>(Kind.TASKS, task.at(), task.dealNumber(), task))
                .toList();
    }

    private <T> List<Entry<?>> read(String query, Class<T> type, Client client, int most, Function<T, Entry<T>> entry) {
        SightCondition seen = sight.deals("d");
        return seen
                .bind(entities.createQuery(query.replace(":seen", seen.text()), type))
                .setParameter("client", client)
                .setMaxResults(most)
                .getResultList()
                .stream()
                .<Entry<?>>map(entry)
                .toList();
    }
}
