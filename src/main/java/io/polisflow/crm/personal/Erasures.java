package io.polisflow.crm.personal;

import io.polisflow.crm.Fingerprint;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import jakarta.persistence.EntityManager;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Forgets one person in one transaction, everywhere, except for what the law orders to keep, and leaves a proof without the data. */
@Service
@EnableConfigurationProperties(KeptByLaw.class)
public class Erasures {

    private static final String FILE = "stored_file";
    private static final int SHORTEST_BASIS = 10;
    private static final int LONGEST_BASIS = 1_000;

    private final Subjects subjects;
    private final ObjectProvider<Places> places;
    private final PlaceRows rows;
    private final PersonFiles files;
    private final PersonRows people;
    private final Holds holds;
    private final Files contents;
    private final KeptByLaw kept;
    private final JdbcTemplate jdbc;
    private final InsertOnce ids;
    private final EntityManager entities;
    private final SealedWords sealed;
    private final PlatformTransactionManager transactions;
    private final AuditTrail audit;
    private final Clock clock;

    Erasures(
            Subjects subjects,
            ObjectProvider<Places> places,
            PlaceRows rows,
            PersonFiles files,
            PersonRows people,
            Holds holds,
            Files contents,
            KeptByLaw kept,
            JdbcTemplate jdbc,
            InsertOnce ids,
            EntityManager entities,
            SealedWords sealed,
            PlatformTransactionManager transactions,
            AuditTrail audit,
            Clock clock) {
        this.subjects = subjects;
        this.places = places;
        this.rows = rows;
        this.files = files;
        this.people = people;
        this.holds = holds;
        this.contents = contents;
        this.kept = kept;
        this.jdbc = jdbc;
        this.ids = ids;
        this.entities = entities;
        this.sealed = sealed;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** What happened in one place. */
    public enum Action {
        ERASED("удалено"),
        FILE("файл удалён"),
        HELD("заблокировано, хранится по закону");

        private final String label;

        Action(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * @param place table, and column where there is but one
     * @param label what stands there, Russian
     * @param pieces how many values, 1 for a file
     * @param sha256 of the erased file, or null
     * @param reason why it is kept, or null
     * @param until how long it is kept, or null
     */
    public record Item(
            Action action, String place, String label, int pieces, String sha256, String reason, LocalDate until) {}

    /** @param id null of a preview */
    public record Report(
            Long id, long contactId, Instant at, String actor, String basis, String sha256, List<Item> items) {

        public List<Item> erased() {
            return items.stream().filter(item -> item.action() != Action.HELD).toList();
        }

        public List<Item> held() {
            return items.stream().filter(item -> item.action() == Action.HELD).toList();
        }
    }

    /** Does it all and takes it back: what is shown beforehand is what will happen. */
    public Report preview(long contactId) {
        TransactionTemplate trial = new TransactionTemplate(transactions);
        trial.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
        return trial.execute(status -> {
            status.setRollbackOnly();
            return forget(contactId, "preview", "предварительный просмотр");
        });
    }

    /**
     * @param basis why: the subject's request, the end of a purpose …
     * @throws RefusedException when there is no such contact or the basis says nothing
     */
    @Transactional
    public Report erase(long contactId, String actor, String basis) {
        String why = basis == null ? "" : basis.strip();
        if (why.length() < SHORTEST_BASIS || why.length() > LONGEST_BASIS) {
            throw new RefusedException(
                    "basis",
                    "Основание: напишите, почему удаляете, например «Заявление от 12.11.2026», до 1000 знаков");
        }
        Report report = forget(contactId, actor, why);
        audit.event(AuditAction.ERASED, AuditSubject.of("subject", contactId), Map.of("erasure", report.id()));
        return report;
    }

    private Report forget(long contactId, String actor, String basis) {
        entities.flush();
        Person person = subjects.of(contactId);
        jdbc.queryForList("select id from contact where id = ? for update", contactId);
        Tokens tokens = new Tokens(person);
        long id = ids.nextId();
        Instant now = clock.instant();
        List<Item> items = new ArrayList<>();
        String said = tokens.without(basis, true);
        jdbc.update(
                "insert into erasure (id, contact_id, erased_at, actor, basis, sha256) values (?, ?, ?, ?, ?, ?)",
                id,
                contactId,
                Timestamp.from(now),
                actor,
                said,
                "");
        hold(id, person, tokens, items);
        files.of(person, tokens).forEach(file -> file(id, file, items));
        entities.flush();
        people.forget(person).forEach(emptied -> add(items, emptied.table(), emptied.label(), emptied.rows()));
        sealed.open(() -> sweep(person, tokens, items));
        people.forgetWords(person, tokens);
        entities.clear();
        String digest = Fingerprint.of(items.stream().map(Item::toString).collect(Collectors.joining("\n")));
        jdbc.update("update erasure set sha256 = ? where id = ?", digest, id);
        for (int i = 0; i < items.size(); i++) {
            keep(id, i, items.get(i));
        }
        return new Report(id, contactId, now, actor, said, digest, List.copyOf(items));
    }

    private void hold(long id, Person person, Tokens tokens, List<Item> items) {
        LocalDate consents = LocalDate.now(clock).plus(kept.consents());
        LocalDate contracts = LocalDate.now(clock).plus(kept.contracts());
        people.heldValues(person, tokens).forEach(value -> {
            boolean consent = value.table().equals("consent");
            String reason = consent ? KeptByLaw.CONSENT : KeptByLaw.CONTRACT;
            LocalDate until = consent ? consents : contracts;
            holds.value(id, value.table(), value.column(), value.row(), value.text(), reason, until);
            rows.write(
                    value.table(),
                    Map.of("id", value.row()),
                    Map.of(value.column(), value.column().endsWith("phone") ? "[скрыто]" : "[заблокировано]"));
            items.add(new Item(Action.HELD, value.place(), value.label(), 1, null, reason, until));
        });
    }

    private void file(long id, PersonFiles.Finding finding, List<Item> items) {
        Optional<StoredFile> file = contents.find(finding.file());
        if (file.isEmpty()) {
            return;
        }
        if (finding.fate() == PersonFiles.Fate.ERASE) {
            items.add(new Item(Action.FILE, FILE, finding.what(), 1, file.get().sha256(), null, null));
            contents.erase(finding.file());
            return;
        }
        boolean consent = finding.fate() == PersonFiles.Fate.CONSENT;
        String reason = consent ? KeptByLaw.CONSENT : KeptByLaw.CONTRACT;
        LocalDate until = LocalDate.now(clock).plus(consent ? kept.consents() : kept.contracts());
        holds.file(id, finding.file(), reason, until);
        items.add(new Item(Action.HELD, FILE, finding.what(), 1, file.get().sha256(), reason, until));
    }

    private void sweep(Person person, Tokens tokens, List<Item> items) {
        places.orderedStream()
                .flatMap(part -> part.places().stream())
                .filter(Place::mayHoldPeople)
                .forEach(place -> {
                    int[] pieces = new int[1];
                    rows.each(place, person, tokens, row -> pieces[0] += rows.forget(place, row, tokens));
                    add(items, place.table(), place.purpose(), pieces[0]);
                });
    }

    private static void add(List<Item> items, String place, String label, int pieces) {
        if (pieces > 0) {
            items.add(new Item(Action.ERASED, place, label, pieces, null, null, null));
        }
    }

    private void keep(long id, int position, Item item) {
        jdbc.update(
                "insert into erasure_item (erasure_id, position, action, place, label, pieces, sha256, reason, keep_until)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                position,
                item.action().name(),
                item.place(),
                item.label(),
                item.pieces(),
                item.sha256(),
                item.reason(),
                item.until() == null ? null : Date.valueOf(item.until()));
    }

    /** @return the proof, as it was written then */
    @Transactional(readOnly = true)
    public Optional<Report> find(long id) {
        return jdbc
                .query(
                        "select contact_id, erased_at, actor, basis, sha256 from erasure where id = ?",
                        (row, i) -> new Report(
                                id,
                                row.getLong(1),
                                row.getTimestamp(2).toInstant(),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                items(id)),
                        id)
                .stream()
                .findFirst();
    }

    private List<Item> items(long id) {
        return jdbc.query(
                "select action, place, label, pieces, sha256, reason, keep_until from erasure_item"
                        + " where erasure_id = ? order by position",
                (row, i) -> new Item(
                        Action.valueOf(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getString(6),
                        row.getDate(7) == null ? null : row.getDate(7).toLocalDate()),
                id);
    }
}
