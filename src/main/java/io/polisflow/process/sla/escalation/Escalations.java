package io.polisflow.process.sla.escalation;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.deal.Staff.Employee;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.crm.worklog.WorkLog;
import io.polisflow.process.sla.escalation.EscalationRule.Sending;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells people of deadlines that come near or have passed, each of each once. */
@Service
@Transactional
public class Escalations {

    /** A sweep holds no more rows than this at once; the next one goes on. */
    private static final int MOST_AT_ONCE = 1000;

    private static final List<String> KEY = List.of("deadline_id", "level", "due_at", "recipient");

    /** Stands for the recipient where there is nobody to tell. */
    static final String NOBODY = "-";

    private static final Logger LOG = LoggerFactory.getLogger(Escalations.class);

    private final DueDeadlines deadlines;
    private final EscalationTable table;
    private final Told told;
    private final WorkingTerms terms;
    private final InsertOnce insertOnce;
    private final WorkLog workLog;
    private final Journal journal;
    private final Clock clock;

    Escalations(
            DueDeadlines deadlines,
            EscalationTable table,
            Told told,
            WorkingTerms terms,
            InsertOnce insertOnce,
            WorkLog workLog,
            Journal journal,
            Clock clock) {
        this.deadlines = deadlines;
        this.table = table;
        this.told = told;
        this.terms = terms;
        this.insertOnce = insertOnce;
        this.workLog = workLog;
        this.journal = journal;
        this.clock = clock;
    }

    /** @return whether anybody has to be told of anything; deadlines that have moved on begin anew */
    public boolean anythingDue() {
        Instant now = clock.instant();
        deadlines.startAnew(now);
        EscalationTable.Answers answers = table.answers();
        for (Rung rung : Rung.values()) {
            boolean due =
                    deadlines.waiting(rung, now).stream().anyMatch(deadline -> isDue(rung, deadline, answers, now));
            if (due) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells of every deadline that has come to the rung.
     *
     * @return of how many deadlines
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int tell(Rung rung) {
        Instant now = clock.instant();
        EscalationTable.Answers answers = table.answers();
        List<Long> due = deadlines.waiting(rung, now).stream()
                .filter(deadline -> isDue(rung, deadline, answers, now))
                .limit(MOST_AT_ONCE)
                .map(DueDeadline::id)
                .toList();
        Told.People people = told.people();
        List<WorkEvent> events = new ArrayList<>();
        for (DueDeadline deadline : deadlines.lock(due)) {
            // Raising it is what decides which of two sweeps tells; nobody raises what was not taken, there the unique
            // key decides.
            if (rung != Rung.UNTAKEN && !deadlines.raise(deadline, rung)) {
                continue;
            }
            List<String> newly = tell(rung, deadline, answers.of(rung, deadline), people, now);
            if (!newly.isEmpty()) {
                String whom = named(newly, people);
                events.add(event(rung, deadline, whom, now));
                if (deadline.dealNumber() != null && rung.level() >= Rung.HEAD.level()) {
                    journal.record(
                            deadline.dealNumber(), "Прошёл срок " + subject(deadline) + ": " + rung.told() + whom);
                }
            }
        }
        workLog.append(events);
        return events.size();
    }

    private boolean isDue(Rung rung, DueDeadline deadline, EscalationTable.Answers answers, Instant now) {
        Instant at = terms.plus(
                deadline.calendar(),
                deadline.dateOf(rung),
                answers.of(rung, deadline).hours());
        return rung == Rung.REMINDER ? !at.isAfter(now) : at.isBefore(now);
    }

    /** @return who is told for the first time */
    private List<String> tell(Rung rung, DueDeadline deadline, EscalationRule rule, Told.People people, Instant now) {
        List<String> recipients = people.of(rule.whom(), deadline);
        if (recipients.isEmpty()) {
            LOG.warn("Nobody to tell of deadline {} of {}: {}", deadline.id(), deadline.subject(), rung);
            recipients = List.of(NOBODY);
        }
        return recipients.stream()
                .filter(recipient -> note(rung, deadline, recipient, letter(rule.letter(), recipient, people), now))
                .toList();
    }

    private static String letter(Sending sending, String recipient, Told.People people) {
        if (sending == Sending.NONE || recipient.equals(NOBODY)) {
            return Sending.NONE.name();
        }
        boolean reachable = people.employee(recipient)
                .map(Employee::email)
                .filter(email -> !email.isBlank())
                .isPresent();
        return reachable ? sending.name() : "NO_ADDRESS";
    }

    private boolean note(Rung rung, DueDeadline deadline, String recipient, String letter, Instant now) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", insertOnce.nextId());
        row.put("deadline_id", deadline.id());
        row.put("level", rung.level());
        row.put("due_at", Timestamp.from(rung == Rung.UNTAKEN ? deadline.takeBy() : deadline.dueAt()));
        row.put("recipient", recipient);
        row.put("at_", Timestamp.from(now));
        row.put("letter", letter);
        return insertOnce.insert("escalation", row, KEY);
    }

    /** @return « (…)» with the people's names, empty for nobody */
    private static String named(List<String> users, Told.People people) {
        return users.equals(List.of(NOBODY))
                ? " (некому)"
                : users.stream()
                        .map(user -> people.employee(user).map(Employee::name).orElse(user))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String subject(DueDeadline deadline) {
        return switch (deadline.kind()) {
            case "STAGE" -> "этапа «" + Stage.of(deadline.element()).label() + "»";
            case "DEAL" -> "сделки";
            default -> "задачи «" + deadline.name() + "»";
        };
    }

    private static WorkEvent event(Rung rung, DueDeadline deadline, String whom, Instant now) {
        return new WorkEvent(
                now,
                WorkEvent.Kind.TASK_ESCALATED,
                deadline.process() == null || deadline.modelVersion() == null
                        ? null
                        : new WorkEvent.Model(deadline.process(), deadline.modelVersion(), deadline.instance()),
                deadline.isTask()
                        ? new WorkEvent.Step(null, deadline.element(), "userTask", deadline.name(), deadline.subject())
                        : null,
                deadline.dealNumber() == null
                        ? null
                        : new WorkEvent.Deal(
                                deadline.dealNumber(),
                                deadline.client(),
                                deadline.kind().equals("STAGE") ? deadline.element() : null),
                null,
                deadline.doer(),
                deadline.group(),
                new WorkEvent.Span(deadline.beganAt(), deadline.takenAt(), deadline.dueAt(), 0),
                rung.told() + whom);
    }
}
