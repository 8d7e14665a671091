package io.polisflow.process.models.whatif;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes into the engine's history what it would have written had a process asked a table. */
public final class RecordedDecisions {

    private final JdbcTemplate jdbc;
    private final List<Object[]> instances = new ArrayList<>();
    private final List<Object[]> decisions = new ArrayList<>();
    private final List<Object[]> inputs = new ArrayList<>();
    private final List<Object[]> outputs = new ArrayList<>();

    RecordedDecisions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** From now on nobody has ever asked a table. */
    public static void forget(JdbcTemplate jdbc) {
        jdbc.update("delete from ACT_HI_DEC_OUT");
        jdbc.update("delete from ACT_HI_DEC_IN");
        jdbc.update("delete from ACT_HI_DECINST");
    }

    /** @param answers the rows that fired: name of the answer → value */
    void add(
            String key,
            String definition,
            String deal,
            Instant at,
            Map<String, Object> asked,
            List<Map<String, Object>> answers) {
        String id = UUID.randomUUID().toString();
        String instance = UUID.randomUUID().toString();
        Timestamp time = Timestamp.from(at);
        instances.add(new Object[] {instance, instance, deal, time});
        decisions.add(new Object[] {id, definition, key, instance, time});
        asked.forEach((column, value) -> inputs.add(row(id, column, null, 0, null, value)));
        for (int i = 0; i < answers.size(); i++) {
            int order = i + 1;
            answers.get(i)
                    .forEach((name, value) ->
                            outputs.add(row(id, "Output_" + name, "Rule_" + order, order, name, value)));
        }
    }

    /** An approval without a discount that took the route in force, that many seconds ago. */
    void addRoute(String definition, int number, Instant now) {
        add(
                "approval-route",
                definition,
                "D-1999-%06d".formatted(number),
                now.minusSeconds(number),
                Map.of("Input_MaxDiscount", 0.0, "Input_SumInsured", 1e6),
                List.of(Map.of("approver", "underwriter"), Map.of("approver", "lawyer"), Map.of("approver", "head")));
    }

    private static Object[] row(String decision, String clause, String rule, int order, String name, Object value) {
        String type = value == null ? "null" : value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        boolean whole = value instanceof Integer || value instanceof Long;
        return new Object[] {
            UUID.randomUUID().toString(),
            decision,
            clause,
            type,
            value instanceof String ? value : null,
            whole ? ((Number) value).longValue() : null,
            value instanceof Double ? value : null,
            rule,
            order,
            name
        };
    }

    void write() {
        jdbc.batchUpdate(
                "insert into ACT_HI_PROCINST (ID_, PROC_INST_ID_, BUSINESS_KEY_, PROC_DEF_ID_, START_TIME_) values (?, ?, ?, 'none', ?)",
                instances);
        jdbc.batchUpdate(
                "insert into ACT_HI_DECINST (ID_, DEC_DEF_ID_, DEC_DEF_KEY_, PROC_INST_ID_, EVAL_TIME_) values (?, ?, ?, ?, ?)",
                decisions);
        jdbc.batchUpdate(
                "insert into ACT_HI_DEC_IN (ID_, DEC_INST_ID_, CLAUSE_ID_, VAR_TYPE_, TEXT_, LONG_, DOUBLE_)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                inputs.stream().map(row -> java.util.Arrays.copyOf(row, 7)).toList());
        jdbc.batchUpdate(
                "insert into ACT_HI_DEC_OUT (ID_, DEC_INST_ID_, CLAUSE_ID_, VAR_TYPE_, TEXT_, LONG_, DOUBLE_, RULE_ID_, RULE_ORDER_, VAR_NAME_)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                outputs);
    }

    /** Takes away the processes that never were. */
    static void removeProcesses(JdbcTemplate jdbc) {
        jdbc.update("delete from ACT_HI_PROCINST where PROC_DEF_ID_ = 'none'");
    }
}
