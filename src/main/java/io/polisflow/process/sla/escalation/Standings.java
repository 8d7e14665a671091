package io.polisflow.process.sla.escalation;

import io.polisflow.crm.deal.Staff;
import io.polisflow.process.sla.DeadlineMark;
import io.polisflow.process.sla.DeadlineState;
import io.polisflow.process.sla.WorkingHoursText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads how deadlines stand and who has been told of them, one query for however many. */
@Service
@Transactional(readOnly = true)
public class Standings {

    /** Of earlier dates of a deadline somebody may have been told as well: that is history. */
    private static final String SELECT =
            """
            select d.id, d.kind, d.subject, d.element, d.name, d.instance_id, d.task_group, d.assignee, d.owner, d.calendar, d.taken_at, d.take_by, d.warn_at, d.due_at, d.paused_at,
              d.pause_reason, d.table_row, d.fixed,
              (select max(e.level) from escalation e where e.deadline_id = d.id and e.level > 0 and e.due_at = d.due_at) as told
            from deadline d where\s""";

    private static final Map<String, String> DONE = Map.of(
            "DEADLINE_EXTENDED", "срок продлён",
            "DEADLINE_MOVED", "срок пересчитан",
            "CLOCK_STOPPED", "часы остановлены",
            "CLOCK_RESUMED", "часы пошли снова",
            "TASK_REASSIGNED", "задача передана");

    private final NamedParameterJdbcTemplate jdbc;
    private final WorkingTerms terms;
    private final Staff staff;
    private final Clock clock;

    Standings(NamedParameterJdbcTemplate jdbc, WorkingTerms terms, Staff staff, Clock clock) {
        this.jdbc = jdbc;
        this.terms = terms;
        this.staff = staff;
        this.clock = clock;
    }

    /**
     * That somebody was told.
     *
     * @param told what, Russian
     * @param letter what became of the letter, Russian
     */
    public record Telling(Instant at, String told, String person, String letter) {}

    /**
     * What was done to a deadline.
     *
     * @param what Russian
     * @param person null when the system did it
     * @param reason may be null
     */
    public record Change(Instant at, String what, String person, String reason) {}

    /** @return by the task's id; tasks without a deadline are left out */
    public Map<String, Standing> ofTasks(Collection<String> tasks) {
        return tasks.isEmpty()
                ? Map.of()
                : read("d.kind = 'TASK' and d.subject in (:tasks)", Map.of("tasks", tasks)).stream()
                        .collect(Collectors.toMap(Standing::subject, Function.identity()));
    }

    /** @return the deal's own deadline, its stage's and those of its open tasks, in this order */
    public List<Standing> ofDeal(String number) {
        return read(
                "d.deal_number = :deal order by case d.kind when 'DEAL' then 0 when 'STAGE' then 1 else 2 end, d.due_at, d.id",
                Map.of("deal", number));
    }

    /** @return newest first */
    public List<Telling> tellings(long deadline) {
        return jdbc.query(
                """
                select e.at_, e.level, e.recipient, e.letter, l.sent_at, l.failure from escalation e
                  left join deadline_letter l on l.id = e.letter_id
                where e.deadline_id = :deadline order by e.at_ desc, e.level desc, e.recipient""",
                Map.of("deadline", deadline),
                (row, number) -> new Telling(
                        DueDeadline.moment(row, "at_"),
                        Rung.of(row.getInt("level")).told(),
                        row.getString("recipient").equals(Escalations.NOBODY)
                                ? "некому"
                                : staff.nameOf(row.getString("recipient")),
                        letter(row)));
    }

    /** @return what people and tables did to the deadline of a task, newest first */
    public List<Change> changes(Standing task) {
        return jdbc.query(
                """
                select at_, kind, actor, detail from work_event where instance_id = :instance and task_id = :task
                  and kind in ('DEADLINE_EXTENDED', 'DEADLINE_MOVED', 'CLOCK_STOPPED', 'CLOCK_RESUMED', 'TASK_REASSIGNED')
                order by at_ desc, id desc""",
                Map.of("instance", task.instance() == null ? "" : task.instance(), "task", task.subject()),
                (row, number) -> new Change(
                        DueDeadline.moment(row, "at_"),
                        DONE.get(row.getString("kind")),
                        row.getString("actor") == null ? null : staff.nameOf(row.getString("actor")),
                        row.getString("detail")));
    }

    /** @return who may be given the task, by name; empty when it is offered to no group */
    public List<Staff.Employee> candidates(Standing task) {
        return task.group() == null
                ? List.of()
                : staff.membersOf(task.group()).stream()
                        .filter(one -> !one.id().equals(task.holder()))
                        .sorted(Comparator.comparing(Staff.Employee::name))
                        .toList();
    }

    private static String letter(ResultSet row) throws SQLException {
        String failure = row.getString("failure");
        return switch (row.getString("letter")) {
            case "NOW", "DIGEST" -> "письмо уйдёт со следующей сводкой";
            case "WRITTEN" -> {
                if (failure != null) {
                    yield "почтовый сервер не принял письмо: " + failure;
                }
                yield row.getTimestamp("sent_at") == null ? "письмо ещё не ушло" : "письмо отправлено";
            }
            case "NEEDLESS" -> "письмо не понадобилось";
            case "NO_ADDRESS" -> "письма нет: не указана почта";
            default -> "только отметка";
        };
    }

    private List<Standing> read(String condition, Map<String, Object> parameters) {
        Instant now = clock.instant();
        return jdbc.query(SELECT + condition, parameters, (row, number) -> standing(row, now));
    }

    private Standing standing(ResultSet row, Instant now) throws SQLException {
        Instant pausedAt = DueDeadline.moment(row, "paused_at");
        Instant dueAt = DueDeadline.moment(row, "due_at");
        Instant takeBy = DueDeadline.moment(row, "take_by");
        DeadlineState state = DeadlineState.of(pausedAt != null, DueDeadline.moment(row, "warn_at"), dueAt, now);
        Instant counted = pausedAt == null ? now : pausedAt;
        String calendar = row.getString("calendar");
        int told = row.getInt("told");
        return new Standing(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("subject"),
                DueDeadline.title(row.getString("kind"), row.getString("element"), row.getString("name")),
                row.getString("instance_id"),
                row.getString("task_group"),
                row.getString(row.getString("kind").equals("TASK") ? "assignee" : "owner"),
                state,
                row.getString("kind").equals("TASK")
                        && DeadlineMark.isNotTaken(pausedAt != null, DueDeadline.moment(row, "taken_at"), takeBy, now),
                takeBy,
                dueAt,
                dueAt.isBefore(counted)
                        ? WorkingHoursText.late(terms.hoursBetween(calendar, dueAt, counted))
                        : WorkingHoursText.left(terms.hoursBetween(calendar, counted, dueAt)),
                pausedAt,
                row.getString("pause_reason"),
                row.getString("table_row") == null && !row.getBoolean("fixed"),
                told == 0 ? null : Rung.of(told));
    }
}
