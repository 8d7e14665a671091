package io.polisflow.process.engine;

import io.polisflow.process.engine.PastDecisions.Evaluation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What variables a process had when it asked a decision, as far as the engine's history tells for certain. */
@Component
public class PastVariables {

    private static final int AT_ONCE = 500;

    private static final String UPDATES =
            """
            select v.PROC_INST_ID_, v.NAME_, v.TIME_, v.EXECUTION_ID_, v.INITIAL_, v.REV_, v.VAR_TYPE_, v.TEXT_, v.LONG_, v.DOUBLE_,
                   i.STATE_, a.EXECUTION_ID_ as SETTER_, a.SEQUENCE_COUNTER_ as SETTER_PLACE_
            from ACT_HI_DETAIL v
            left join ACT_HI_VARINST i on i.ID_ = v.VAR_INST_ID_
            left join ACT_HI_ACTINST a on a.ID_ = v.ACT_INST_ID_
            where v.TYPE_ = 'VariableUpdate' and v.NAME_ in (:names) and v.PROC_INST_ID_ in (:instances)
            order by v.PROC_INST_ID_, v.NAME_, v.TIME_, v.SEQUENCE_COUNTER_""";

    private final NamedParameterJdbcTemplate jdbc;

    PastVariables(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param initial whether the process began with it: no step has set it
     * @param decidable whether the history tells all: the process's own variable, of a plain type, and never removed, since when it was
     *     removed is not kept
     */
    private record Update(
            Instant at,
            boolean initial,
            boolean decidable,
            String setter,
            long setterPlace,
            Map<String, Object> value) {

        /** @return whether it was there when that step asked; null when both happened at the same moment and the order is not known */
        Boolean isBefore(Evaluation asked) {
            if (!at.equals(asked.at())) {
                return at.isBefore(asked.at());
            }
            if (initial) {
                return true;
            }
            boolean samePath = setter != null && setter.equals(asked.execution());
            return samePath ? setterPlace < asked.sequence() : null;
        }
    }

    /**
     * @param asked by steps of models
     * @return id of the evaluation → the variables that it could have been asked with; one that cannot be told is left out
     */
    @Transactional(readOnly = true)
    public Map<String, Map<String, Object>> of(Collection<Evaluation> asked, Collection<String> names) {
        Map<String, Map<String, Object>> known = new HashMap<>();
        List<Evaluation> all = new ArrayList<>(asked);
        for (int from = 0; from < all.size() && !names.isEmpty(); from += AT_ONCE) {
            List<Evaluation> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            Map<String, Map<String, List<Update>>> updates = updates(some, names);
            for (Evaluation each : some) {
                Map<String, Object> values = new HashMap<>();
                updates.getOrDefault(each.instance(), Map.of())
                        .forEach((name, list) -> values.putAll(last(list, each)));
                known.put(each.id(), values);
            }
        }
        return known;
    }

    /** @return the value that counted, under its name; nothing when it is not known */
    private static Map<String, Object> last(List<Update> updates, Evaluation asked) {
        Map<String, Object> value = Map.of();
        for (Update update : updates) {
            Boolean before = update.isBefore(asked);
            if (before == null || !update.decidable()) {
                return Map.of();
            }
            if (before) {
                value = update.value();
            }
        }
        return value;
    }

    private Map<String, Map<String, List<Update>>> updates(List<Evaluation> asked, Collection<String> names) {
        Map<String, Map<String, List<Update>>> updates = new HashMap<>();
        List<String> instances =
                asked.stream().map(Evaluation::instance).distinct().toList();
        jdbc.query(UPDATES, Map.of("names", names, "instances", instances), row -> {
            String name = row.getString("NAME_");
            updates.computeIfAbsent(row.getString("PROC_INST_ID_"), id -> new HashMap<>())
                    .computeIfAbsent(name, each -> new ArrayList<>())
                    .add(update(row, name));
        });
        return updates;
    }

    private static Update update(ResultSet row, String name) throws SQLException {
        Map<String, Object> value = new HashMap<>();
        HistoricValues.read(row, name, value);
        String setter = row.getString("SETTER_");
        boolean ofProcess = row.getString("PROC_INST_ID_").equals(row.getString("EXECUTION_ID_"));
        return new Update(
                row.getTimestamp("TIME_").toInstant(),
                row.getBoolean("INITIAL_") || setter == null && row.getInt("REV_") == 0,
                ofProcess && value.containsKey(name) && !"DELETED".equals(row.getString("STATE_")),
                setter,
                row.getLong("SETTER_PLACE_"),
                value);
    }
}
