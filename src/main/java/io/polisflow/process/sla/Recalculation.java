package io.polisflow.process.sla;

import io.polisflow.crm.calendar.CalendarDependents;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.process.engine.TaskRows;
import io.polisflow.process.sla.Deadline.Kind;
import io.polisflow.process.sla.Deadline.Question;
import io.polisflow.process.sla.Deadline.Terms;
import io.polisflow.process.sla.DeadlineChanges.Change;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts open deadlines anew when a table of terms or a calendar has changed, from the facts in their rows and page by page; a preview does
 * the same and writes nothing.
 *
 * <p>Fixed dates stay, extensions stay, stopped clocks stay stopped. A reminder or an escalation that was told is taken back where the
 * deadline moves into the future, so that it is told again when the new date is missed.
 */
@Service
public class Recalculation implements CalendarDependents {

    private static final Logger LOG = LoggerFactory.getLogger(Recalculation.class);
    private static final int PAGE = 2000;
    private static final String TABLE_TASKS = "kind = 'TASK'";
    private static final String TABLE_STAGES = "kind <> 'TASK'";
    private static final String CALENDAR = "calendar = :calendar";

    private final NamedParameterJdbcTemplate jdbc;
    private final TermsTables tables;
    private final DeadlineChanges changes;
    private final WorkingCalendars calendars;
    private final CalendarTimers timers;
    private final TaskRows tasks;
    private final Clock clock;

    Recalculation(
            NamedParameterJdbcTemplate jdbc,
            TermsTables tables,
            DeadlineChanges changes,
            WorkingCalendars calendars,
            CalendarTimers timers,
            TaskRows tasks,
            Clock clock) {
        this.tasks = tasks;
        this.timers = timers;
        this.jdbc = jdbc;
        this.tables = tables;
        this.changes = changes;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** @return whether deadlines depend on the table of that key */
    public static boolean isTable(String key) {
        return TermsTable.OF_TASKS.equals(key) || TermsTable.OF_STAGES.equals(key);
    }

    /**
     * What a table would move if it were in force; changes nothing.
     *
     * @param key for which {@link #isTable} holds
     * @param dmn the file
     */
    @Transactional(readOnly = true)
    public DeadlineMoves preview(String key, byte[] dmn) {
        Instant now = now();
        return each(condition(key), Map.of(), asking(tables.draft(key, dmn), now), now, null);
    }

    /** Called in the transaction that deploys the table. */
    @Transactional(propagation = Propagation.MANDATORY)
    DeadlineMoves followTable(String key, int version, byte[] xml, String actor) {
        Instant now = now();
        AskedTable table = tables.deployed(key, version, xml);
        DeadlineMoves moves =
                each(condition(key), Map.of(), asking(table, now), now, page -> changes.save(page, actor, now));
        LOG.info(
                "Decision {}: {} of {} open deadlines moved, {} different questions asked",
                key,
                moves.moved(),
                moves.open(),
                table.questions());
        return moves;
    }

    private static String condition(String key) {
        return TermsTable.OF_TASKS.equals(key) ? TABLE_TASKS : TABLE_STAGES;
    }

    @Override
    @Transactional(readOnly = true)
    public Moves preview(String calendar, WorkingTime changed) {
        Instant now = now();
        DeadlineMoves moves = each(CALENDAR, Map.of("calendar", calendar), recounting(code -> changed, now), now, null);
        return new Moves(moves.earlier(), moves.later(), moves.becomeOverdue(), moves.open());
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(String calendar) {
        Instant now = now();
        DeadlineMoves moves = each(
                CALENDAR,
                Map.of("calendar", calendar),
                recounting(calendars::of, now),
                now,
                page -> changes.save(page, null, now));
        int rung = WorkingCalendars.COUNTRY.equals(calendar) ? timers.follow(calendars.country()) : 0;
        LOG.info(
                "Calendar {}: {} of {} open deadlines moved, and {} timers",
                calendar,
                moves.moved(),
                moves.open(),
                rung);
    }

    private interface Saving {
        void save(List<Change> page);
    }

    /**
     * What another priority of a deal would move; changes nothing.
     *
     * @param priority {@code normal} or {@code urgent}
     */
    @Transactional(readOnly = true)
    public DeadlineMoves previewPriority(String dealNumber, String priority) {
        Instant now = now();
        UnaryOperator<Question> asked = each -> new Question(each.product(), each.sum(), each.clientClass(), priority);
        UnaryOperator<Deadline> ofTask = asking(tables.inForce(TermsTable.OF_TASKS), asked, now);
        UnaryOperator<Deadline> ofStage = asking(tables.inForce(TermsTable.OF_STAGES), asked, now);
        return each(
                "deal_number = :deal",
                Map.of("deal", dealNumber),
                deadline -> (deadline.kind() == Kind.TASK ? ofTask : ofStage).apply(deadline),
                now,
                null);
    }

    private UnaryOperator<Deadline> asking(AskedTable table, Instant now) {
        return asking(table, UnaryOperator.identity(), now);
    }

    private UnaryOperator<Deadline> asking(AskedTable table, UnaryOperator<Question> as, Instant now) {
        Map<String, WorkingTime> times = new HashMap<>();
        return deadline -> {
            Question question = as.apply(deadline.question());
            Terms answered = deadline.kind() == Kind.TASK
                    ? table.ask(
                            TermsTable.questionOfTask(
                                    deadline.work().process(), deadline.work().element(), question),
                            deadline.work().process() + "/" + deadline.work().element())
                    : table.ask(TermsTable.questionOfStage(subject(deadline), question), subject(deadline));
            WorkingTime time = times.computeIfAbsent(deadline.calendar(), calendars::of);
            return DeadlineClock.recount(deadline, time, question, answered, now);
        };
    }

    private static String subject(Deadline deadline) {
        return deadline.kind() == Kind.DEAL ? TermsTable.WHOLE_DEAL : deadline.stage();
    }

    private static UnaryOperator<Deadline> recounting(Function<String, WorkingTime> calendars, Instant now) {
        Map<String, WorkingTime> times = new HashMap<>();
        return deadline -> DeadlineClock.recount(
                deadline,
                times.computeIfAbsent(deadline.calendar(), calendars),
                deadline.question(),
                deadline.terms(),
                now);
    }

    /** @param saving null for a preview */
    private DeadlineMoves each(
            String condition, Map<String, ?> parameters, UnaryOperator<Deadline> recount, Instant now, Saving saving) {
        String sql = "select * from deadline where fixed = false and id > :after and " + condition
                + " order by id limit " + PAGE;
        MoveCount count = new MoveCount(now);
        Map<String, Object> values = new HashMap<>(parameters);
        long after = 0;
        List<Deadline> page;
        do {
            values.put("after", after);
            page = jdbc.query(sql, values, (row, i) -> Deadlines.deadline(row));
            after = page.isEmpty() ? after : page.get(page.size() - 1).id();
            List<Change> changed = new ArrayList<>();
            for (Deadline before : saving == null ? page : locked(page, condition, parameters)) {
                Deadline counted = recount.apply(before);
                count.add(before, counted);
                boolean moved = !counted.dates().equals(before.dates());
                if (moved || !counted.terms().equals(before.terms())) {
                    boolean told =
                            !counted.dates().dueAt().equals(before.dates().dueAt());
                    changed.add(new Change(
                            before,
                            counted,
                            told ? WorkEvent.Kind.DEADLINE_MOVED : null,
                            told ? DeadlineText.moved(before, counted, clock.getZone()) : null));
                }
            }
            if (saving != null) {
                saving.save(changed);
            }
        } while (page.size() == PAGE);
        return count.result();
    }

    /** @return those of the page that are still to be counted, read anew when nobody else can change them any more */
    private List<Deadline> locked(List<Deadline> page, String condition, Map<String, ?> parameters) {
        if (page.isEmpty()) {
            return page;
        }
        tasks.lock(page.stream()
                .filter(each -> each.kind() == Kind.TASK)
                .map(Deadline::subject)
                .toList());
        Map<String, Object> values = new HashMap<>(parameters);
        values.put("ids", page.stream().map(Deadline::id).toList());
        return jdbc.query(
                "select * from deadline where fixed = false and id in (:ids) and " + condition
                        + " order by id for update",
                values,
                (row, i) -> Deadlines.deadline(row));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
