package io.polisflow.process.engine;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Sets dates and priorities of many of the engine's tasks at once: its own service reads and writes them one by one.
 *
 * <p>Must not be called inside a command of the engine, which would write back what it has read before. The revision rises, so that
 * whoever has read a task before and writes it afterwards is told.
 */
@Repository
public class TaskRows {

    private static final List<String> DATES = List.of(
            "update ACT_RU_TASK set DUE_DATE_ = ?, FOLLOW_UP_DATE_ = ?, REV_ = REV_ + 1 where ID_ = ?",
            "update ACT_HI_TASKINST set DUE_DATE_ = ?, FOLLOW_UP_DATE_ = ? where ID_ = ?");
    private static final List<String> PRIORITIES = List.of(
            "update ACT_RU_TASK set PRIORITY_ = ?, REV_ = REV_ + 1 where ID_ = ?",
            "update ACT_HI_TASKINST set PRIORITY_ = ? where ID_ = ?");
    private static final int BATCH = 1000;

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;

    TaskRows(JdbcTemplate jdbc, NamedParameterJdbcTemplate named) {
        this.jdbc = jdbc;
        this.named = named;
    }

    /** @param due null for none @param followUp null for none */
    public record Dated(String task, Instant due, Instant followUp) {}

    public record Prioritised(String task, int priority) {}

    /**
     * Waits for whoever is writing one of the tasks and keeps others from it until the transaction ends. The engine writes a task before what
     * is kept beside it: whoever is going to write both begins here, or the two would wait for one another.
     */
    public void lock(Collection<String> tasks) {
        List<String> ids = tasks.stream().sorted().toList();
        for (int from = 0; from < ids.size(); from += BATCH) {
            named.queryForList(
                    "select ID_ from ACT_RU_TASK where ID_ in (:tasks) order by ID_ for update",
                    Map.of("tasks", ids.subList(from, Math.min(ids.size(), from + BATCH))),
                    String.class);
        }
    }

    public void date(Collection<Dated> tasks) {
        for (String sql : DATES) {
            jdbc.batchUpdate(sql, tasks, BATCH, (row, task) -> {
                set(row, 1, task.due());
                set(row, 2, task.followUp());
                row.setString(3, task.task());
            });
        }
    }

    public void prioritise(Collection<Prioritised> tasks) {
        for (String sql : PRIORITIES) {
            jdbc.batchUpdate(sql, tasks, BATCH, (row, task) -> {
                row.setInt(1, task.priority());
                row.setString(2, task.task());
            });
        }
    }

    private static void set(PreparedStatement row, int place, Instant moment) throws SQLException {
        if (moment == null) {
            row.setNull(place, Types.TIMESTAMP);
        } else {
            row.setTimestamp(place, Timestamp.from(moment));
        }
    }
}
