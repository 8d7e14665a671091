package io.polisflow.process.engine;

import io.polisflow.crm.worklog.Beginnings;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Looks up in the engine's history when that began which ends in a later transaction; of what has not ended it is never cleaned up. */
@Component
class EngineBeginnings implements Beginnings {

    private static final String STARTS =
            """
            select ID_, START_TIME_ from ACT_HI_ACTINST where ID_ in (:passages)
            union all
            select ID_, START_TIME_ from ACT_HI_PROCINST where ID_ in (:passages)""";

    private final NamedParameterJdbcTemplate jdbc;

    EngineBeginnings(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Instant> of(Collection<String> passages) {
        Map<String, Instant> starts = new HashMap<>();
        jdbc.query(STARTS, Map.of("passages", passages), row -> {
            starts.put(row.getString(1), row.getTimestamp(2).toInstant());
        });
        return starts;
    }
}
