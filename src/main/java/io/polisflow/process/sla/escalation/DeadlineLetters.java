package io.polisflow.process.sla.escalation;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.deal.Staff.Employee;
import io.polisflow.crm.letter.LetterBlock;
import io.polisflow.crm.letter.LetterTemplates;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.letter.MailTransport;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import io.polisflow.crm.letter.MailTransport.Refusal;
import io.polisflow.process.sla.escalation.DigestRows.Item;
import io.polisflow.process.sla.escalation.DigestRows.Owed;
import io.polisflow.process.sla.escalation.DigestTimes.Occasion;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts what a person has to be told into one letter, and hands it to the mail server in a step of its own. */
@Service
@Transactional
public class DeadlineLetters {

    private static final String TEMPLATE = "deadline-letter";

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineLetters.class);

    private final JdbcTemplate jdbc;
    private final LetterRows letters;
    private final InsertOnce insertOnce;
    private final DigestTimes times;
    private final DigestRows rows;
    private final DigestTables tables;
    private final Told told;
    private final LetterTemplates templates;
    private final MailTransport transport;
    private final Clock clock;
    private final String domain;
    private final Duration keep;

    DeadlineLetters(
            JdbcTemplate jdbc,
            LetterRows letters,
            InsertOnce insertOnce,
            DigestTimes times,
            DigestRows rows,
            DigestTables tables,
            Told told,
            LetterTemplates templates,
            MailTransport transport,
            Clock clock,
            @Value("${polisflow.mail.from}") String from,
            @Value("${polisflow.escalation.keep:90d}") Duration keep) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.insertOnce = insertOnce;
        this.times = times;
        this.rows = rows;
        this.tables = tables;
        this.told = told;
        this.templates = templates;
        this.transport = transport;
        this.clock = clock;
        this.domain = from.substring(from.indexOf('@') + 1);
        this.keep = keep;
    }

    interface LetterRows extends Repository<DeadlineLetter, Long> {
        DeadlineLetter save(DeadlineLetter letter);

        @Query("select d from DeadlineLetter d where d.sweep = :sweep and d.position = :position")
        Optional<DeadlineLetter> findBySweepAndPosition(long sweep, int position);
    }

    /**
     * What one sweep has written.
     *
     * @param sweep under which its letters are found
     * @param letters how many
     */
    public record Written(long sweep, int letters) {}

    /** @return whether the time has come to put together what was held back, or anything waits for no such time */
    @Transactional(readOnly = true)
    public boolean anythingToWrite() {
        return times.due()
                || jdbc.queryForObject("select count(*) from escalation where letter = 'NOW'", Integer.class) > 0;
    }

    /** Writes one letter to each person who has to be told of something now, and in the morning also of the day. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Written write() {
        Instant now = clock.instant();
        long sweep = insertOnce.nextId();
        Occasion occasion = times.take();
        Instant tomorrow =
                LocalDate.now(clock).plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        Map<String, Owed> owed = occasion == Occasion.MORNING ? rows.owedBefore(tomorrow) : Map.of();
        Told.People people = told.people();
        Set<String> readers = new TreeSet<>(jdbc.queryForList(
                "select distinct recipient from escalation where letter in ('NOW', ?)",
                String.class,
                occasion == Occasion.NONE ? "NOW" : "DIGEST"));
        readers.addAll(owed.keySet());
        Set<String> overseers = new HashSet<>();
        if (occasion == Occasion.MORNING) {
            forget(now.minus(keep));
            overseers.addAll(people.overseers());
            readers.addAll(overseers);
        }
        int written = 0;
        for (String reader : readers) {
            Optional<Employee> employee = people.employee(reader).filter(DeadlineLetters::hasAddress);
            if (employee.isPresent()
                    && write(
                            sweep,
                            written,
                            employee.get(),
                            owed.get(reader),
                            overseers.contains(reader) ? overview(people, reader, now, tomorrow) : List.of(),
                            now)) {
                written++;
            }
        }
        return new Written(sweep, written);
    }

    private static boolean hasAddress(Employee employee) {
        return employee.email() != null && !employee.email().isBlank();
    }

    private List<LetterBlock.Table> overview(Told.People people, String reader, Instant now, Instant tomorrow) {
        Set<String> owners = people.overseenBy(reader);
        return tables.overview(
                rows.totals(now, tomorrow, owners),
                rows.loads(now, tomorrow, owners),
                rows.worst(now, owners),
                now,
                clock.getZone());
    }

    /** @return false when there is nothing to tell */
    private boolean write(
            long sweep, int position, Employee reader, Owed owed, List<LetterBlock.Table> overview, Instant now) {
        long id = insertOnce.nextId();
        // Whoever takes the rows first writes the letter: what is held back goes along with what may not wait.
        int taken = jdbc.update(
                "update escalation set letter = 'WRITTEN', letter_id = ? where recipient = ? and letter in ('NOW', 'DIGEST')",
                id,
                reader.id());
        List<Item> news = taken == 0 ? List.of() : rows.of(id);
        Map<Long, Item> once = new LinkedHashMap<>();
        news.forEach(item -> once.putIfAbsent(item.deadline().id(), item));
        if (once.size() < taken) {
            setAside(id, once.values());
        }
        List<LetterBlock.Table> shown = new ArrayList<>(tables.told(List.copyOf(once.values()), now, clock.getZone()));
        Optional<Owed> rest = Optional.ofNullable(owed)
                .map(all -> without(all, once.keySet()))
                .filter(left -> left.total() > 0);
        rest.ifPresent(left -> shown.add(tables.owed(left, now, clock.getZone())));
        if (shown.isEmpty() && overview.isEmpty()) {
            return false;
        }
        Map<String, Object> model = new HashMap<>();
        model.put("name", reader.name());
        model.put("summary", summary(once.values(), rest.map(Owed::items).orElse(List.of()), now));
        model.put("deadlines", new LetterBlock(shown));
        model.put("overview", new LetterBlock(overview));
        RenderedLetter rendered = templates.render(TEMPLATE, model);
        letters.save(new DeadlineLetter(
                id,
                sweep,
                position,
                reader.id(),
                reader.email(),
                "<" + UUID.randomUUID() + "@" + domain + ">",
                rendered.subject(),
                rendered.text(),
                rendered.html(),
                now));
        return true;
    }

    /** What is done, moved or handed on by now, or is told by a higher rung of the same letter, needs no words. */
    private void setAside(long letterId, Collection<Item> told) {
        Set<String> kept = new HashSet<>();
        told.forEach(item -> kept.add(item.deadline().id() + "/" + item.rung().level()));
        jdbc.query(
                "select id, deadline_id, level from escalation where letter_id = ?",
                row -> {
                    if (!kept.contains(row.getLong("deadline_id") + "/" + row.getInt("level"))) {
                        jdbc.update("update escalation set letter = 'NEEDLESS' where id = ?", row.getLong("id"));
                    }
                },
                letterId);
    }

    private static Owed without(Owed owed, Set<Long> told) {
        List<Item> items = owed.items().stream()
                .filter(item -> !told.contains(item.deadline().id()))
                .toList();
        return new Owed(items, owed.total() - (owed.items().size() - items.size()));
    }

    private static String summary(Collection<Item> told, List<Item> owed, Instant now) {
        long overdue = told.stream().filter(item -> isOverdue(item, now)).count()
                + owed.stream().filter(item -> isOverdue(item, now)).count();
        long coming = told.size() + owed.size() - overdue;
        List<String> parts = new ArrayList<>();
        if (overdue > 0) {
            parts.add("просрочено " + overdue);
        }
        if (coming > 0) {
            parts.add("скоро срок у " + coming);
        }
        return parts.isEmpty() ? "сводка на сегодня" : String.join(", ", parts);
    }

    private static boolean isOverdue(Item item, Instant now) {
        return item.deadline().dueAt().isBefore(now);
    }

    /** The deadlines themselves are told in {@code work_event} for good. */
    private void forget(Instant before) {
        Timestamp old = Timestamp.from(before);
        jdbc.update("delete from deadline_digest where due_at < ?", old);
        jdbc.update("delete from deadline_letter where created_at < ?", old);
        jdbc.update(
                "delete from escalation where at_ < ? and not exists (select 1 from deadline d where d.id = escalation.deadline_id)",
                old);
    }

    /**
     * Hands the letter to the mail server; one that was taken or refused before is left alone.
     *
     * @throws io.polisflow.crm.UnavailableException when the server neither took nor refused it
     */
    public void deliver(long sweep, int position) {
        DeadlineLetter letter = letters.findBySweepAndPosition(sweep, position).orElseThrow();
        if (letter.isDone()) {
            return;
        }
        Optional<Refusal> refusal = transport.send(new OutgoingMail(
                letter.messageId(),
                null,
                List.of(letter.address()),
                letter.subject(),
                letter.text(),
                letter.html(),
                List.of()));
        if (refusal.isPresent()) {
            LOG.warn(
                    "The mail server refused the letter on deadlines to {}: {}",
                    letter.recipient(),
                    refusal.get().reason());
            letter.refused(refusal.get().reason(), clock.instant());
        } else {
            letter.sent(clock.instant());
        }
    }
}
