package io.polisflow.process.sla;

import io.polisflow.process.sla.Deadline.Dates;
import io.polisflow.process.sla.Deadline.Kind;
import io.polisflow.process.sla.Deadline.Question;
import io.polisflow.process.sla.Deadline.Run;
import io.polisflow.process.sla.Deadline.Stop;
import io.polisflow.process.sla.Deadline.Terms;
import io.polisflow.process.sla.Deadline.Work;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Writes the table of deadlines in the transaction of the work itself, many rows of a kind at once. */
@Repository
class DeadlineRows {

    private static final String INSERT =
            """
            insert into deadline (id, kind, subject, deal_number, client_id, owner, process, model_version, instance_id, element, name,
              task_group, assignee, product, sum_insured, client_class, priority, calendar, take_hours, finish_hours, warning_share,
              table_row, table_version, fixed, began_at, taken_at, clock_from, spent_hours, extra_hours, paused_ms, paused_at, pause_cause,
              pause_reason, take_by, warn_at, due_at, level, lock_version)
            values (nextval('deadline_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
              ?, ?, ?, ?, 0, 0)""";
    private static final String UPDATE =
            """
            update deadline set owner = ?, assignee = ?, product = ?, sum_insured = ?, client_class = ?, priority = ?, calendar = ?,
              take_hours = ?, finish_hours = ?, warning_share = ?, table_row = ?, table_version = ?, taken_at = ?, clock_from = ?,
              spent_hours = ?, extra_hours = ?, paused_ms = ?, paused_at = ?, pause_cause = ?, pause_reason = ?, take_by = ?, warn_at = ?, due_at = ?,
              level = ?, lock_version = lock_version + 1
            where id = ? and lock_version = ?""";
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
    private static final String MIGRATE = "update deadline set process = ?, model_version = ?, element = ?,"
            + " lock_version = lock_version + 1 where kind = 'TASK' and subject = ?";

    private static final int BATCH = 500;

    private final JdbcTemplate jdbc;

    DeadlineRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param assignee null when the task was given back */
    record Hands(String task, String assignee, Instant at) {}

    record Migrated(String task, String process, int version, String element) {}

    void insert(Collection<Deadline> deadlines) {
        jdbc.batchUpdate(INSERT, deadlines, BATCH, DeadlineRows::set);
    }

    private static void set(PreparedStatement row, Deadline deadline) throws SQLException {
        Work work = deadline.work();
        int i = 0;
        row.setString(++i, deadline.kind().name());
        row.setString(++i, deadline.subject());
        row.setString(++i, deadline.deal());
        row.setObject(++i, deadline.client(), Types.BIGINT);
        row.setString(++i, deadline.owner());
        row.setString(++i, work == null ? null : work.process());
        row.setObject(++i, work == null ? null : work.version(), Types.INTEGER);
        row.setString(++i, work == null ? null : work.instance());
        row.setString(++i, work == null ? deadline.stage() : work.element());
        row.setString(++i, work == null ? null : work.name());
        row.setString(++i, deadline.group());
        row.setString(++i, deadline.assignee());
        i = set(row, i, deadline.question());
        row.setString(++i, deadline.calendar());
        i = set(row, i, deadline.terms());
        row.setBoolean(++i, deadline.fixed());
        row.setTimestamp(++i, timestamp(deadline.began()));
        row.setTimestamp(++i, timestamp(deadline.taken()));
        i = set(row, i, deadline.run());
        set(row, i, deadline.dates());
    }

    private static int set(PreparedStatement row, int from, Question question) throws SQLException {
        int i = from;
        row.setString(++i, question.product());
        row.setBigDecimal(++i, question.sum());
        row.setString(++i, question.clientClass());
        row.setString(++i, question.priority());
        return i;
    }

    private static int set(PreparedStatement row, int from, Terms terms) throws SQLException {
        int i = from;
        row.setBigDecimal(++i, terms.takeHours());
        row.setBigDecimal(++i, terms.finishHours());
        row.setBigDecimal(++i, terms.warningShare());
        row.setString(++i, terms.row());
        row.setObject(++i, terms.tableVersion(), Types.INTEGER);
        return i;
    }

    private static int set(PreparedStatement row, int from, Run run) throws SQLException {
        int i = from;
        Stop stop = run.stop();
        row.setTimestamp(++i, timestamp(run.from()));
        row.setBigDecimal(++i, run.spentHours());
        row.setBigDecimal(++i, run.extraHours());
        row.setLong(++i, run.pausedMillis());
        row.setTimestamp(++i, stop == null ? null : timestamp(stop.at()));
        row.setString(++i, stop == null ? null : stop.cause().name());
        row.setString(++i, stop == null ? null : stop.reason());
        return i;
    }

    private static int set(PreparedStatement row, int from, Dates dates) throws SQLException {
        int i = from;
        row.setTimestamp(++i, timestamp(dates.takeBy()));
        row.setTimestamp(++i, timestamp(dates.warnAt()));
        row.setTimestamp(++i, timestamp(dates.dueAt()));
        return i;
    }

    /**
     * Writes what may change of rows that were read before.
     *
     * @throws OptimisticLockingFailureException when another transaction has changed or ended one of them meanwhile
     */
    void update(Collection<Deadline> deadlines) {
        for (int[] counts : jdbc.batchUpdate(UPDATE, deadlines, BATCH, (row, deadline) -> {
            int i = 0;
            row.setString(++i, deadline.owner());
            row.setString(++i, deadline.assignee());
            i = set(row, i, deadline.question());
            row.setString(++i, deadline.calendar());
            i = set(row, i, deadline.terms());
            row.setTimestamp(++i, timestamp(deadline.taken()));
            i = set(row, i, deadline.run());
            i = set(row, i, deadline.dates());
            row.setInt(++i, deadline.level());
            row.setLong(++i, deadline.id());
            row.setInt(++i, deadline.lockVersion());
        })) {
            for (int count : counts) {
                if (count == 0) {
                    throw new OptimisticLockingFailureException("A deadline was changed by somebody else meanwhile");
                }
            }
        }
    }

    /** Whoever gets a task from another has it as taken as before. */
    void assign(Collection<Hands> hands) {
        List<Hands> given =
                hands.stream().filter(each -> each.assignee() != null).toList();
        List<Hands> returned =
                hands.stream().filter(each -> each.assignee() == null).toList();
        jdbc.batchUpdate(TAKE, given, BATCH, (row, each) -> {
            row.setString(1, each.assignee());
            row.setTimestamp(2, timestamp(each.at()));
            row.setString(3, each.task());
        });
        jdbc.batchUpdate(GIVE_BACK, returned, BATCH, (row, each) -> row.setString(1, each.task()));
    }

    /** Does nothing when the row says so already. */
    void setByHand(String task, Instant due) {
        jdbc.update(SET_BY_HAND, timestamp(due), timestamp(due), task, timestamp(due));
    }

    void remove(Kind kind, Collection<String> subjects) {
        jdbc.batchUpdate(REMOVE, subjects, BATCH, (row, subject) -> {
            row.setString(1, kind.name());
            row.setString(2, subject);
        });
    }

    void migrate(Collection<Migrated> tasks) {
        jdbc.batchUpdate(MIGRATE, tasks, BATCH, (row, each) -> {
            row.setString(1, each.process());
            row.setInt(2, each.version());
            row.setString(3, each.element());
            row.setString(4, each.task());
        });
    }

    static Timestamp timestamp(Instant moment) {
        return moment == null ? null : Timestamp.from(moment);
    }
}
