package io.polisflow.process.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What processes have asked a decision table and what it answered, from the engine's history.
 *
 * <p>The engine's own query reads inputs and outputs of one evaluation after the other; here a year comes with three queries, and what
 * is equal is kept once.
 */
@Component
public class PastDecisions {

    private static final String WHERE =
            """
            where d.DEC_DEF_KEY_ = :decision and d.PROC_INST_ID_ is not null
            and d.EVAL_TIME_ >= :since and d.EVAL_TIME_ <= :until
            """;

    private static final String EVALUATIONS =
            """
            select d.ID_, d.DEC_DEF_ID_, d.EVAL_TIME_, d.PROC_INST_ID_, d.COLLECT_VALUE_, p.BUSINESS_KEY_,
                   a.ACT_TYPE_, a.EXECUTION_ID_, a.SEQUENCE_COUNTER_
            from ACT_HI_DECINST d
            left join ACT_HI_PROCINST p on p.PROC_INST_ID_ = d.PROC_INST_ID_
            left join ACT_HI_ACTINST a on a.ID_ = d.ACT_INST_ID_
            """
                    + WHERE + "order by d.EVAL_TIME_ desc, d.ID_ limit :most";

    private static final String INPUTS =
            """
            select v.DEC_INST_ID_, v.CLAUSE_ID_, v.VAR_TYPE_, v.TEXT_, v.LONG_, v.DOUBLE_
            from ACT_HI_DECINST d join ACT_HI_DEC_IN v on v.DEC_INST_ID_ = d.ID_
            """
                    + WHERE + "order by v.DEC_INST_ID_";

    private static final String OUTPUTS =
            """
            select v.DEC_INST_ID_, v.RULE_ID_, v.VAR_NAME_, v.VAR_TYPE_, v.TEXT_, v.LONG_, v.DOUBLE_
            from ACT_HI_DECINST d join ACT_HI_DEC_OUT v on v.DEC_INST_ID_ = d.ID_
            """
                    + WHERE + "order by v.DEC_INST_ID_, v.RULE_ORDER_, v.ID_";

    private final NamedParameterJdbcTemplate jdbc;

    PastDecisions(DataSource database) {
        JdbcTemplate plain = new JdbcTemplate(database);
        // PostgreSQL's driver would otherwise hold a year of rows at once.
        plain.setFetchSize(1_000);
        jdbc = new NamedParameterJdbcTemplate(plain);
    }

    /**
     * One time that a process asked.
     *
     * @param definition id of the table's version
     * @param instance of the process
     * @param businessKey the number of the deal or request, or null
     * @param byModel whether a step of the model asked, which offers all variables of its process; otherwise code that hands over its own
     * @param execution in which that step ran, and {@code sequence} its place there
     * @param inputs id of the column → value; a value that is not plain is left out
     * @param rows what was answered, in order
     * @param collected what the answers were summed up to, or null
     */
    public record Evaluation(
            String id,
            String definition,
            Instant at,
            String instance,
            String businessKey,
            boolean byModel,
            String execution,
            long sequence,
            Map<String, Object> inputs,
            List<Row> rows,
            Double collected) {

        private Evaluation with(Map<String, Object> newInputs, List<Row> newRows) {
            return new Evaluation(
                    id,
                    definition,
                    at,
                    instance,
                    businessKey,
                    byModel,
                    execution,
                    sequence,
                    newInputs,
                    newRows,
                    collected);
        }
    }

    /** @param rule id of the table's row @param values name of the answer → value */
    public record Row(String rule, Map<String, Object> values) {}

    /** @param more whether there are older ones that were left out */
    public record Past(List<Evaluation> evaluations, boolean more) {}

    /** @return the newest first, no more than {@code most} */
    @Transactional(readOnly = true)
    public Past of(String decision, Instant since, Instant until, int most) {
        MapSqlParameterSource asked = new MapSqlParameterSource("decision", decision)
                .addValue("since", Timestamp.from(since))
                .addValue("until", Timestamp.from(until))
                .addValue("most", most + 1);
        List<Evaluation> found = jdbc.query(EVALUATIONS, asked, (row, number) -> evaluation(row));
        boolean more = found.size() > most;
        List<Evaluation> kept = more ? found.subList(0, most) : found;
        if (kept.isEmpty()) {
            return new Past(List.of(), more);
        }
        asked.addValue("since", Timestamp.from(kept.get(kept.size() - 1).at()));
        Map<String, Map<String, Object>> inputs = new HashMap<>();
        new EachDecision<Map<String, Object>>(inputs) {
            @Override
            Map<String, Object> start() {
                return new HashMap<>();
            }

            @Override
            void add(ResultSet row, Map<String, Object> values) throws SQLException {
                HistoricValues.read(row, row.getString("CLAUSE_ID_"), values);
            }
        }.read(jdbc, INPUTS, asked);
        Map<String, List<Row>> outputs = new HashMap<>();
        new EachDecision<List<Row>>(outputs) {
            @Override
            List<Row> start() {
                return new ArrayList<>();
            }

            @Override
            void add(ResultSet row, List<Row> rows) throws SQLException {
                String rule = row.getString("RULE_ID_");
                if (rows.isEmpty() || !rows.get(rows.size() - 1).rule().equals(rule)) {
                    rows.add(new Row(rule, new LinkedHashMap<>()));
                }
                HistoricValues.read(
                        row,
                        row.getString("VAR_NAME_"),
                        rows.get(rows.size() - 1).values());
            }
        }.read(jdbc, OUTPUTS, asked);
        return new Past(
                kept.stream()
                        .map(each -> each.with(
                                inputs.getOrDefault(each.id(), Map.of()), outputs.getOrDefault(each.id(), List.of())))
                        .toList(),
                more);
    }

    private static Evaluation evaluation(ResultSet row) throws SQLException {
        double collected = row.getDouble("COLLECT_VALUE_");
        Double sum = row.wasNull() ? null : collected;
        return new Evaluation(
                row.getString("ID_"),
                row.getString("DEC_DEF_ID_"),
                row.getTimestamp("EVAL_TIME_").toInstant(),
                row.getString("PROC_INST_ID_"),
                row.getString("BUSINESS_KEY_"),
                "businessRuleTask".equals(row.getString("ACT_TYPE_")),
                row.getString("EXECUTION_ID_"),
                row.getLong("SEQUENCE_COUNTER_"),
                Map.of(),
                List.of(),
                sum);
    }

    /** Gathers the rows of one evaluation, which come one behind the other, and keeps equal gatherings once. */
    private abstract static class EachDecision<T> implements RowCallbackHandler {

        private final Map<String, T> byDecision;
        private final Map<T, T> once = new HashMap<>();
        private String decision;
        private T gathered;

        EachDecision(Map<String, T> byDecision) {
            this.byDecision = byDecision;
        }

        abstract T start();

        abstract void add(ResultSet row, T gathered) throws SQLException;

        void read(NamedParameterJdbcTemplate jdbc, String sql, MapSqlParameterSource asked) {
            jdbc.query(sql, asked, this);
            finish();
        }

        @Override
        public void processRow(ResultSet row) throws SQLException {
            String id = row.getString("DEC_INST_ID_");
            if (!id.equals(decision)) {
                finish();
                decision = id;
                gathered = start();
            }
            add(row, gathered);
        }

        private void finish() {
            if (decision != null) {
                T same = once.putIfAbsent(gathered, gathered);
                byDecision.put(decision, same == null ? gathered : same);
            }
        }
    }
}
