package io.polisflow.process.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Finds the open tasks of models that were there before deadlines had a table. */
@Repository
public class TasksWithoutDeadline {

    private static final String SELECT =
            """
            select t.ID_, t.NAME_, t.TASK_DEF_KEY_, t.ASSIGNEE_, t.CREATE_TIME_, t.DUE_DATE_, t.FOLLOW_UP_DATE_, t.PROC_INST_ID_,
              d.KEY_, d.VERSION_, e.BUSINESS_KEY_,
              (select min(l.GROUP_ID_) from ACT_RU_IDENTITYLINK l where l.TASK_ID_ = t.ID_ and l.TYPE_ = 'candidate') as group_
            from ACT_RU_TASK t
              join ACT_RE_PROCDEF d on d.ID_ = t.PROC_DEF_ID_
              join ACT_RU_EXECUTION e on e.ID_ = t.PROC_INST_ID_
            where t.ID_ > ? and not exists (select 1 from deadline x where x.kind = 'TASK' and x.subject = t.ID_)
            order by t.ID_ limit ?""";

    private final JdbcTemplate jdbc;

    TasksWithoutDeadline(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param businessKey null for none
     * @param due null for none
     * @param followUp null for none
     * @param group to whom it is offered, null for nobody in particular
     */
    public record OpenTask(
            String id,
            String name,
            String element,
            String process,
            int version,
            String instance,
            String businessKey,
            String assignee,
            String group,
            Instant created,
            Instant due,
            Instant followUp) {}

    /** @return the first ones by id */
    public List<OpenTask> after(String id, int most) {
        return jdbc.query(SELECT, (row, i) -> task(row), id, most);
    }

    private static OpenTask task(ResultSet row) throws SQLException {
        return new OpenTask(
                row.getString("ID_"),
                row.getString("NAME_"),
                row.getString("TASK_DEF_KEY_"),
                row.getString("KEY_"),
                row.getInt("VERSION_"),
                row.getString("PROC_INST_ID_"),
                row.getString("BUSINESS_KEY_"),
                row.getString("ASSIGNEE_"),
                row.getString("group_"),
                instant(row, "CREATE_TIME_"),
                instant(row, "DUE_DATE_"),
                instant(row, "FOLLOW_UP_DATE_"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp moment = row.getTimestamp(column);
        return moment == null ? null : moment.toInstant();
    }
}
