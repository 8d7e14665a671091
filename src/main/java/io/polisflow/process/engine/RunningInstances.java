package io.polisflow.process.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Counts what runs on models, with one query for all of them: the engine's own asks for one model each and knows no deals. */
@Component
public class RunningInstances {

    private static final String COUNT =
            """
            select d.KEY_ as key_, count(*) as instances, count(distinct root.BUSINESS_KEY_) as deals
            from ACT_RU_EXECUTION e
            join ACT_RE_PROCDEF d on d.ID_ = e.PROC_DEF_ID_
            join ACT_RU_EXECUTION root on root.ID_ = e.ROOT_PROC_INST_ID_
            where e.PARENT_ID_ is null and d.KEY_ in (:keys)
            group by d.KEY_""";

    private final NamedParameterJdbcTemplate jdbc;

    RunningInstances(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param deals how many different business keys the instances have */
    public record Count(long instances, long deals) {}

    /** @return key of the process → what runs on any of its versions; absent when nothing does */
    public Map<String, Count> of(Collection<String> processKeys) {
        Map<String, Count> counts = new LinkedHashMap<>();
        if (!processKeys.isEmpty()) {
            jdbc.query(COUNT, Map.of("keys", processKeys), row -> {
                counts.put(row.getString("key_"), new Count(row.getLong("instances"), row.getLong("deals")));
            });
        }
        return counts;
    }
}
