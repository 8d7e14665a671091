package io.polisflow.bench.harness;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

/** The settings in force behind a measurement, as the engine, the pool and the server tell them. */
public final class Settings {

    private static final String CHANGED =
            "select name, setting || coalesce(' × ' || unit, '') from pg_settings where source not in ('default', 'client', 'override')"
                    + " and name !~ '(directory|file|locale|_connections_|log_|lc_|TimeZone|DateStyle|text_search|listen|port)' order by name";

    private Settings() {}

    public static Map<String, String> of(ProcessEngine engine) {
        ProcessEngineConfigurationImpl in = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        JobExecutor executor = in.getJobExecutor();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "engine",
                "history " + in.getHistoryLevel().getName() + ", removal time at " + in.getHistoryRemovalTimeStrategy()
                        + ", authorizations " + on(in.isAuthorizationEnabled()) + ", checks of revokes "
                        + in.getAuthorizationCheckRevokes() + ", metrics " + on(in.isMetricsEnabled())
                        + ", JDBC batches " + on(in.isJdbcBatchProcessing()) + ", due date of every job "
                        + on(in.isEnsureJobDueDateNotNull()) + ", " + in.getDefaultSerializationFormat());
        facts.put(
                "job executor",
                (executor.isActive() ? "" : "off; ") + "acquisition of " + executor.getMaxJobsPerAcquisition()
                        + (in.isJobExecutorAcquireByDueDate() ? " by due date" : " as they come") + ", pause "
                        + executor.getWaitTimeInMillis() + " to " + executor.getMaxWait() + " ms, back-off "
                        + executor.getBackoffTimeInMillis() + " ms");
        facts.putAll(of(in.getDataSource()));
        return facts;
    }

    public static Map<String, String> of(DataSource database) {
        Map<String, String> facts = new LinkedHashMap<>();
        try (Connection connection = database.getConnection()) {
            if (database.isWrapperFor(HikariDataSource.class)) {
                HikariDataSource pool = database.unwrap(HikariDataSource.class);
                facts.put("pool", "HikariCP of " + pool.getMaximumPoolSize());
            }
            facts.put(
                    "database",
                    connection.getMetaData().getDatabaseProductName() + " "
                            + connection.getMetaData().getDatabaseProductVersion());
            if (facts.get("database").startsWith("PostgreSQL")) {
                facts.put("its settings other than the default", changed(connection));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return facts;
    }

    private static String changed(Connection connection) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CHANGED)) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        }
        return settings.toString().replaceAll("[{}]", "");
    }

    private static String on(boolean yes) {
        return yes ? "on" : "off";
    }
}
