package io.polisflow.process.sla;

import io.polisflow.process.sla.Deadline.Dates;
import io.polisflow.process.sla.Deadline.Kind;
import io.polisflow.process.sla.Deadline.Question;
import io.polisflow.process.sla.Deadline.Run;
import io.polisflow.process.sla.Deadline.Terms;
import io.polisflow.process.sla.Deadline.Work;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Writes the table of deadlines, one statement for each change, in the transaction of the work itself. */
@Repository
class DeadlineRows {

    private static final String INSERT =
            """
            insert into deadline (id, kind, subject, deal_number, client_id, owner, process, model_version, instance_id, element, name,
              task_group, assignee, product, sum_insured, client_class, priority, calendar, take_hours, finish_hours, warning_share,
              table_row, table_version, fixed, began_at, taken_at, clock_from, spent_hours, extra_hours, take_by, warn_at, due_at,
              level, lock_version)
            values (nextval('deadline_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
              0, 0)""";

    private static final String TAKE =
            """
            update deadline set assignee = ?, taken_at = coalesce(taken_at, ?), lock_version = lock_version + 1
            where kind = 'TASK' and subject = ?""";
    private static final String GIVE_BACK =
            """
            update deadline set assignee = null, taken_at = null, lock_version = lock_version + 1
            where kind = 'TASK' and subject = ?""";
    private static final String SET_BY_HAND =
            """
            update deadline set due_at = ?, warn_at = least(warn_at, ?), fixed = true, level = 0, lock_version = lock_version + 1
            where kind = 'TASK' and subject = ? and paused_at is null and due_at <> ?""";
    private static final String REMOVE = "delete from deadline where kind = ? and subject = ?";
    private static final String MIGRATE =
            "update deadline set process = ?, model_version = ?, element = ?, lock_version = lock_version + 1"
                    + " where kind = 'TASK' and subject = ?";

    private final JdbcTemplate jdbc;
    /** The assignee that a new row already has: the engine tells of it once more, as of a task that somebody takes. */
    private final ThreadLocal<String> written = new ThreadLocal<>();

    DeadlineRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Deadline deadline) {
        Work work = deadline.work();
        Question question = deadline.question();
        Terms terms = deadline.terms();
        Run run = deadline.run();
        Dates dates = deadline.dates();
        jdbc.update(INSERT, statement -> {
            int i = 0;
            statement.setString(++i, deadline.kind().name());
            statement.setString(++i, deadline.subject());
            statement.setString(++i, deadline.deal());
            statement.setObject(++i, deadline.client(), Types.BIGINT);
            statement.setString(++i, deadline.owner());
            statement.setString(++i, work == null ? null : work.process());
            statement.setObject(++i, work == null ? null : work.version(), Types.INTEGER);
            statement.setString(++i, work == null ? null : work.instance());
            statement.setString(++i, work == null ? deadline.stage() : work.element());
            statement.setString(++i, work == null ? null : work.name());
            statement.setString(++i, deadline.group());
            statement.setString(++i, deadline.assignee());
            statement.setString(++i, question.product());
            statement.setBigDecimal(++i, question.sum());
            statement.setString(++i, question.clientClass());
            statement.setString(++i, question.priority());
            statement.setString(++i, deadline.calendar());
            statement.setBigDecimal(++i, terms.takeHours());
            statement.setBigDecimal(++i, terms.finishHours());
            statement.setBigDecimal(++i, terms.warningShare());
            statement.setString(++i, terms.row());
            statement.setObject(++i, terms.tableVersion(), Types.INTEGER);
            statement.setBoolean(++i, deadline.fixed());
            statement.setTimestamp(++i, timestamp(deadline.began()));
            statement.setTimestamp(++i, timestamp(deadline.taken()));
            statement.setTimestamp(++i, timestamp(run.from()));
            statement.setBigDecimal(++i, run.spentHours());
            statement.setBigDecimal(++i, run.extraHours());
            statement.setTimestamp(++i, timestamp(dates.takeBy()));
            statement.setTimestamp(++i, timestamp(dates.warnAt()));
            statement.setTimestamp(++i, timestamp(dates.dueAt()));
        });
        written.set(deadline.assignee() == null ? null : deadline.subject() + deadline.assignee());
    }

    /** @param assignee null when the task was given back; whoever gets it from another has it as taken as before */
    void assign(String task, String assignee, Instant now) {
        String known = written.get();
        written.remove();
        if (assignee == null) {
            jdbc.update(GIVE_BACK, task);
        } else if (!(task + assignee).equals(known)) {
            jdbc.update(TAKE, assignee, timestamp(now), task);
        }
    }

    /** Does nothing when the row says so already. */
    void setByHand(String task, Instant due) {
        jdbc.update(SET_BY_HAND, timestamp(due), timestamp(due), task, timestamp(due));
    }

    void removeTask(String task) {
        jdbc.update(REMOVE, Kind.TASK.name(), task);
    }

    void remove(Kind kind, String subject) {
        jdbc.update(REMOVE, kind.name(), subject);
    }

    void migrate(String task, String process, int version, String element) {
        jdbc.update(MIGRATE, process, version, element, task);
    }

    static Timestamp timestamp(Instant moment) {
        return moment == null ? null : Timestamp.from(moment);
    }
}
