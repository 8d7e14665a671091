package io.polisflow.process.engine;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** What the engine's job executor has not got to, and what it has given up: both by an index, however many timers wait. */
@Component
public class EngineBacklog {

    private static final String DUE =
            """
            select count(*) as jobs, min(DUEDATE_) as oldest from ACT_RU_JOB
            where RETRIES_ > 0 and SUSPENSION_STATE_ = 1 and DUEDATE_ <= :now
              and (LOCK_EXP_TIME_ is null or LOCK_EXP_TIME_ < :now)""";

    /** An incident of a called model is told of its callers too, by rows of their own. */
    private static final String INCIDENTS =
            """
            select d.KEY_ as process, j.EXCEPTION_MSG_ as fault, count(*) as incidents
            from ACT_RU_INCIDENT i
              join ACT_RE_PROCDEF d on d.ID_ = i.PROC_DEF_ID_
              left join ACT_RU_JOB j on j.ID_ = i.CONFIGURATION_
            where i.ID_ = i.ROOT_CAUSE_INCIDENT_ID_
            group by d.KEY_, j.EXCEPTION_MSG_""";

    private final NamedParameterJdbcTemplate jdbc;

    EngineBacklog(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param oldest when the first of them was to be done; null when there is none */
    public record DueJobs(long count, Instant oldest) {}

    /** @param fault what the last attempt died of, null when it is no failed job's */
    public record Incidents(String process, String fault, long count) {}

    /** @return jobs that are due, are not suspended, have attempts left and that nobody works on */
    public DueJobs dueJobs(Instant now) {
        return jdbc.queryForObject(DUE, Map.of("now", Timestamp.from(now)), (row, i) -> {
            Timestamp oldest = row.getTimestamp("oldest");
            return new DueJobs(row.getLong("jobs"), oldest == null ? null : oldest.toInstant());
        });
    }

    /** @return by model and fault, each incident once */
    public List<Incidents> incidents() {
        return jdbc.query(
                INCIDENTS,
                (row, i) -> new Incidents(row.getString("process"), row.getString("fault"), row.getLong("incidents")));
    }
}
