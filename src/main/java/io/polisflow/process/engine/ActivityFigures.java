package io.polisflow.process.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Counts and measures what has passed through models and what stands in them: the engine's own queries would fetch every step for it.
 *
 * <p>Each method is one statement, however many versions are asked about and however much has passed.
 */
@Component
public class ActivityFigures {

    private static final String RECENT = "(START_TIME_ >= :since or END_TIME_ >= :since or END_TIME_ is null)";

    private static final String FINISHED = "END_TIME_ >= :since and STATE_ = 'COMPLETED'";
    private static final String DONE = "END_TIME_ >= :since and ACT_INST_STATE_ <> 2";

    private static final String PERCENTILES = "percentile_disc(0.5) within group (order by DURATION_) as median,"
            + " percentile_disc(0.9) within group (order by DURATION_) as most";

    private static final String INSTANCES = "select sum(case when END_TIME_ is null then 1 else 0 end) as running,"
            + " sum(case when START_TIME_ >= :since then 1 else 0 end) as begun,"
            + " sum(case when " + FINISHED + " then 1 else 0 end) as finished,"
            + " sum(case when END_TIME_ >= :since and STATE_ <> 'COMPLETED' then 1 else 0 end) as interrupted"
            + " from ACT_HI_PROCINST where PROC_DEF_ID_ in (:models) and " + RECENT;

    private static final String INSTANCE_TIMES =
            "select " + PERCENTILES + " from ACT_HI_PROCINST where PROC_DEF_ID_ in (:models) and " + FINISHED;

    private static final String STEPS = "select PROC_DEF_ID_ as model, ACT_ID_ as activity,"
            + " sum(case when START_TIME_ >= :since then 1 else 0 end) as begun,"
            + " sum(case when END_TIME_ is null then 1 else 0 end) as running,"
            + " sum(case when " + DONE + " then 1 else 0 end) as finished,"
            + " sum(case when END_TIME_ >= :since and ACT_INST_STATE_ = 2 then 1 else 0 end) as interrupted"
            + " from ACT_HI_ACTINST where PROC_DEF_ID_ in (:models) and " + RECENT
            + " group by PROC_DEF_ID_, ACT_ID_";

    private static final String STEP_TIMES = "select ACT_ID_ as activity, " + PERCENTILES
            + " from ACT_HI_ACTINST where PROC_DEF_ID_ in (:models) and " + DONE + " group by ACT_ID_";

    /** A token is an execution without others below it; what only waits to be compensated is none. */
    private static final String TOKENS =
            """
            select e.PROC_DEF_ID_ as model, e.ACT_ID_ as activity, count(*) as tokens
            from ACT_RU_EXECUTION e
            where e.PROC_DEF_ID_ in (:models) and e.ACT_ID_ is not null and e.IS_EVENT_SCOPE_ = false
              and not exists (select 1 from ACT_RU_EXECUTION below where below.PARENT_ID_ = e.ID_)
            group by e.PROC_DEF_ID_, e.ACT_ID_""";

    private static final String VISITS =
            """
            select ID_, PROC_DEF_ID_, PROC_INST_ID_, ACT_ID_, EXECUTION_ID_, SEQUENCE_COUNTER_, START_TIME_, END_TIME_,
              case when ACT_INST_STATE_ = 2 then 1 else 0 end as cancelled
            from ACT_HI_ACTINST
            where PROC_DEF_ID_ in (:models) and ACT_ID_ in (:activities) and (START_TIME_ >= :since or END_TIME_ >= :since)
            order by START_TIME_ desc, ID_ limit :most""";

    private static final String RULES =
            """
            select o.RULE_ID_ as rule_, count(distinct d.ID_) as fired
            from ACT_HI_DECINST d join ACT_HI_DEC_OUT o on o.DEC_INST_ID_ = d.ID_
            where d.DEC_DEF_ID_ in (:tables) and d.EVAL_TIME_ >= :since
            group by o.RULE_ID_""";

    private static final String EVALUATIONS =
            "select count(*) from ACT_HI_DECINST where DEC_DEF_ID_ in (:tables) and EVAL_TIME_ >= :since";

    private final NamedParameterJdbcTemplate jdbc;

    ActivityFigures(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What became of the instances of models; all but {@code running} within the period that was asked about.
     *
     * @param interrupted ended before their end event
     */
    public record Instances(long running, long begun, long finished, long interrupted) {}

    /**
     * What became of an activity of a version of a model; all but {@code running} within the period that was asked about.
     *
     * @param activity as the engine names it, so that a body of several has its own
     * @param running begun at any time and not ended
     * @param interrupted ended before its work was done
     */
    public record Step(String model, String activity, long begun, long running, long finished, long interrupted) {}

    /**
     * How long it took what was finished in the period.
     *
     * @param median half of it took no longer
     * @param most nine of ten took no longer
     */
    public record Times(Duration median, Duration most) {}

    /** @param tokens that stand at the activity, those too that wait for a job to go on */
    public record Tokens(String model, String activity, long tokens) {}

    /**
     * One passage of an activity.
     *
     * @param order the engine's count of events on the token's way
     * @param ended in milliseconds, null while it lasts
     */
    public record Passage(
            String id,
            String model,
            String instance,
            String activity,
            String execution,
            long order,
            long began,
            Long ended,
            boolean cancelled) {}

    /** @param models ids of versions, at least one */
    public Instances instances(Collection<String> models, Instant since) {
        return jdbc.queryForObject(
                INSTANCES,
                values(models, since),
                (row, i) -> new Instances(
                        row.getLong("running"),
                        row.getLong("begun"),
                        row.getLong("finished"),
                        row.getLong("interrupted")));
    }

    /** @return empty when no instance was finished */
    public Optional<Times> instanceTimes(Collection<String> models, Instant since) {
        return jdbc.query(INSTANCE_TIMES, values(models, since), (row, i) -> Optional.ofNullable(times(row)))
                .get(0);
    }

    /** @param models ids of versions, at least one */
    public List<Step> steps(Collection<String> models, Instant since) {
        return jdbc.query(
                STEPS,
                values(models, since),
                (row, i) -> new Step(
                        row.getString("model"),
                        row.getString("activity"),
                        row.getLong("begun"),
                        row.getLong("running"),
                        row.getLong("finished"),
                        row.getLong("interrupted")));
    }

    /** @return activity, whatever its version → how long it took */
    public Map<String, Times> stepTimes(Collection<String> models, Instant since) {
        Map<String, Times> times = new HashMap<>();
        jdbc.query(STEP_TIMES, values(models, since), row -> {
            times.put(row.getString("activity"), times(row));
        });
        return times;
    }

    private static Times times(ResultSet row) throws SQLException {
        long median = row.getLong("median");
        return row.wasNull() ? null : new Times(Duration.ofMillis(median), Duration.ofMillis(row.getLong("most")));
    }

    /** @param models ids of versions, at least one */
    public List<Tokens> tokens(Collection<String> models) {
        return jdbc.query(
                TOKENS,
                Map.of("models", models),
                (row, i) -> new Tokens(row.getString("model"), row.getString("activity"), row.getLong("tokens")));
    }

    /**
     * @param activities at least one
     * @param most of them, the latest
     * @return passages that began or ended in the period
     */
    public List<Passage> passages(Collection<String> models, Collection<String> activities, Instant since, int most) {
        return jdbc.query(
                VISITS,
                Map.of("models", models, "activities", activities, "since", Timestamp.from(since), "most", most),
                (row, i) -> {
                    Timestamp ended = row.getTimestamp("END_TIME_");
                    return new Passage(
                            row.getString("ID_"),
                            row.getString("PROC_DEF_ID_"),
                            row.getString("PROC_INST_ID_"),
                            row.getString("ACT_ID_"),
                            row.getString("EXECUTION_ID_"),
                            row.getLong("SEQUENCE_COUNTER_"),
                            row.getTimestamp("START_TIME_").getTime(),
                            ended == null ? null : ended.getTime(),
                            row.getInt("cancelled") == 1);
                });
    }

    /**
     * How often decision tables were asked and which of their rows answered.
     *
     * @param evaluations however many rows answered
     * @param rows id of the row → how many evaluations it had a part in
     */
    public record Answers(long evaluations, Map<String, Long> rows) {}

    /** @param tables ids of versions, at least one */
    public Answers answers(Collection<String> tables, Instant since) {
        Map<String, Object> values = Map.of("tables", tables, "since", Timestamp.from(since));
        Map<String, Long> fired = new HashMap<>();
        jdbc.query(RULES, values, row -> {
            fired.put(row.getString("rule_"), row.getLong("fired"));
        });
        return new Answers(jdbc.queryForObject(EVALUATIONS, values, Long.class), fired);
    }

    private static Map<String, Object> values(Collection<String> models, Instant since) {
        return Map.of("models", models, "since", Timestamp.from(since));
    }
}
