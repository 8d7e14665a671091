package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class EngineIndexesTest {

    @Test
    void postgresqlGetsPartialIndexesOnceHoweverOftenTheApplicationStarts() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            DataSource database = postgres.getPostgresDatabase();
            withEngineTables(database);

            EngineIndexes.create(database);
            EngineIndexes.create(database);

            Map<String, String> made = onPostgres(database);
            assertThat(made.keySet())
                    .containsExactly(
                            "polisflow_idx_job_due",
                            "polisflow_idx_job_lock",
                            "polisflow_idx_link_group",
                            "polisflow_idx_task_due",
                            "polisflow_idx_task_parent");
            assertThat(made.get("polisflow_idx_job_due"))
                    .contains("(duedate_)", "WHERE", "retries_ > 0", "suspension_state_ = 1");
            assertThat(made.get("polisflow_idx_task_parent")).contains("parent_task_id_ IS NOT NULL");
        }
    }

    @Test
    void h2GetsTheSameIndexesOverAllRows() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:engine-indexes;DB_CLOSE_DELAY=-1");
        withEngineTables(database);

        EngineIndexes.create(database);
        EngineIndexes.create(database);

        assertThat(onH2(database)).hasSize(5);
    }

    @Test
    void aDatabaseWithoutTheEnginesTablesIsNamedAsTheCause() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:no-engine");

        assertThatThrownBy(() -> EngineIndexes.create(database))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ACT_RU_JOB");
    }

    private static void withEngineTables(DataSource database) {
        ProcessEngine engine = new StandaloneProcessEngineConfiguration()
                .setProcessEngineName("indexes")
                .setDataSource(database)
                .setDatabaseSchemaUpdate("true")
                .setJobExecutorActivate(false)
                .buildProcessEngine();
        engine.close();
    }

    private static Map<String, String> onPostgres(DataSource database) throws SQLException {
        Map<String, String> made = new TreeMap<>();
        try (Connection connection = database.getConnection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery(
                                "select indexname, indexdef from pg_indexes where indexname like 'polisflow_idx_%'")) {
            while (rows.next()) {
                made.put(rows.getString(1), rows.getString(2));
            }
        }
        return made;
    }

    private static List<String> onH2(DataSource database) throws SQLException {
        List<String> made = new ArrayList<>();
        try (Connection connection = database.getConnection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select index_name from information_schema.indexes"
                                + " where index_name like 'POLISFLOW_IDX_%'")) {
            while (rows.next()) {
                made.add(rows.getString(1));
            }
        }
        return made;
    }
}
