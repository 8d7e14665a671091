package io.polisflow.bench;

import io.polisflow.seed.LaidAside;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Gives the seed's open deals processes like that of one deal that really runs, and those that ended within a year its history,
 * so that pages which ask the engine find it as full as the CRM.
 *
 * <p>Rows are copied with ids of their own; variables are not, for no page reads them.
 */
final class EngineCopies {

    /** Nobody has a task of one in so many. */
    private static final int IDLE = 50;

    private static final Pattern ELSEWHERE = Pattern.compile(".*(def_id|deployment_id|bytearray_id|stack_id)_");
    private static final String HAS_ID = "~ '[0-9a-f]{8}-[0-9a-f]{4}-'";
    private static final String OPEN = "stage not in ('WON', 'LOST') and number <> '%s' and id %% " + IDLE + " <> 0";
    private static final String ENDED = "closed_at >= (select max(closed_at) from deal) - interval '1 year'";

    private final DataSource database;
    private final String template;

    /** @param template number of the deal that runs */
    EngineCopies(DataSource database, String template) {
        this.database = database;
        this.template = template;
    }

    void make() throws SQLException {
        String instances = "(select id_ from act_ru_execution where business_key_ = '" + template + "')";
        Map<String, String> running = new LinkedHashMap<>();
        running.put("act_ru_execution", "proc_inst_id_ in " + instances);
        running.put("act_ru_task", "proc_inst_id_ in " + instances);
        running.put(
                "act_ru_identitylink",
                "task_id_ in (select id_ from act_ru_task where proc_inst_id_ in " + instances + ")");
        running.put("act_ru_event_subscr", "proc_inst_id_ in " + instances);
        running.put("act_ru_job", "process_instance_id_ in " + instances);
        Map<String, String> told = new LinkedHashMap<>();
        told.put("act_hi_procinst", "proc_inst_id_ in " + instances);
        told.put("act_hi_taskinst", "proc_inst_id_ in " + instances);
        List<String> tables = new ArrayList<>(running.keySet());
        tables.addAll(told.keySet());
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local maintenance_work_mem = '256MB'");
            LaidAside aside = LaidAside.of(statement, tables);
            String open = OPEN.formatted(template);
            for (Map<String, String> parts : List.of(running, told)) {
                for (Map.Entry<String, String> part : parts.entrySet()) {
                    copy(statement, part.getKey(), part.getValue(), open, Map.of("assignee_", "d.owner"));
                }
            }
            copy(
                    statement,
                    "act_hi_procinst",
                    told.get("act_hi_procinst"),
                    ENDED,
                    Map.of("end_time_", "d.closed_at at time zone 'UTC'", "state_", "'COMPLETED'"));
            copy(
                    statement,
                    "act_hi_taskinst",
                    told.get("act_hi_taskinst"),
                    ENDED,
                    Map.of(
                            "assignee_",
                            "d.owner",
                            "end_time_",
                            "d.closed_at at time zone 'UTC'",
                            "delete_reason_",
                            "'completed'"));
            aside.putBack(line -> {});
            connection.commit();
            connection.setAutoCommit(true);
            for (String table : tables) {
                statement.execute("vacuum analyze " + table);
            }
        }
    }

    /** @param other column → what it holds instead of the template's value */
    private void copy(Statement statement, String table, String rows, String deals, Map<String, String> other)
            throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (ResultSet found = statement.executeQuery(
                "select column_name, data_type from information_schema.columns" + " where table_name = '" + table
                        + "' and table_schema = current_schema() order by ordinal_position")) {
            while (found.next()) {
                String name = found.getString(1);
                boolean own = found.getString(2).equals("character varying")
                        && !ELSEWHERE.matcher(name).matches();
                columns.put(name, other.getOrDefault(name, own ? copied("t." + name) : "t." + name));
            }
        }
        statement.executeUpdate("insert into " + table + " (" + String.join(", ", columns.keySet()) + ") select "
                + columns.values().stream().collect(Collectors.joining(", ")) + " from " + table
                + " t cross join (select number, owner, closed_at from deal where " + deals + ") d where t." + rows);
    }

    /** An id becomes another one, the same in every table; the business key is the other deal's. */
    private String copied(String column) {
        return "case when " + column + " = '" + template + "' then d.number when " + column + " " + HAS_ID
                + " then md5(" + column + " || d.number) else " + column + " end";
    }
}
