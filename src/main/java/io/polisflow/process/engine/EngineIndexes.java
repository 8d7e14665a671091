package io.polisflow.process.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * Indexes that the stock engine lacks and without which its polling, its task completions and its task lists slow down as
 * deals pile up.
 */
final class EngineIndexes {

    // Made here and not by Flyway, whose migrations run before the engine has made its tables.
    private static final List<Index> INDEXES = List.of(
            // The job executor asks what is due: with a million waiting timers three pages instead of the whole table.
            new Index("POLISFLOW_IDX_JOB_DUE", "ACT_RU_JOB (DUEDATE_)", "RETRIES_ > 0 and SUSPENSION_STATE_ = 1"),
            new Index("POLISFLOW_IDX_JOB_LOCK", "ACT_RU_JOB (LOCK_EXP_TIME_)", "LOCK_OWNER_ is not null"),
            // Asked at every completion of a task.
            new Index("POLISFLOW_IDX_TASK_PARENT", "ACT_RU_TASK (PARENT_TASK_ID_)", "PARENT_TASK_ID_ is not null"),
            // Task lists of a group, the most urgent first.
            new Index("POLISFLOW_IDX_TASK_DUE", "ACT_RU_TASK (DUE_DATE_)", null),
            new Index("POLISFLOW_IDX_LINK_GROUP", "ACT_RU_IDENTITYLINK (GROUP_ID_, TYPE_, TASK_ID_)", null));

    private EngineIndexes() {}

    /** @param where which rows, for databases with partial indexes; null for all */
    private record Index(String name, String columns, String where) {

        String sql(boolean partial) {
            return "create index if not exists " + name + " on " + columns
                    + (partial && where != null ? " where " + where : "");
        }
    }

    /**
     * Makes those that are not there yet; a second call changes nothing.
     *
     * @throws IllegalStateException when the database refuses, for instance because the engine's tables are missing
     */
    static void create(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            boolean partial = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
            for (Index index : INDEXES) {
                statement.execute(index.sql(partial));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The engine's indexes could not be made: " + e.getMessage(), e);
        }
    }
}
