package io.polisflow.process.models.migration;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.report.DealsAtStake.AtStake;
import io.polisflow.process.models.migration.InstanceLook.Standing;
import io.polisflow.process.models.migration.MovedInstance.Forecast;
import io.polisflow.process.models.migration.MovedInstance.Outcome;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps a migration's steps and instances past the entities: there may be many thousand. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class MigrationRows {

    private static final int LONGEST_REASON = 2000;
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_STEPS = 1000;

    private final JdbcTemplate jdbc;

    MigrationRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An instance that is to be moved. */
    record Instance(String id, String businessKey) {}

    /** @param atStake null when it belongs to no deal */
    record Looked(String id, AtStake atStake, InstanceLook look) {}

    /** @param outcome null when it is to be tried again */
    record Tried(String id, Outcome outcome, String reason) {}

    void keepSteps(long migrationId, List<MappedStep> steps) {
        List<Object[]> batch = new ArrayList<>();
        for (MappedStep step : steps) {
            batch.add(new Object[] {
                migrationId,
                batch.size(),
                step.source(),
                shortened(step.sourceName(), LONGEST_NAME),
                step.target(),
                shortened(step.targetName(), LONGEST_NAME)
            });
        }
        jdbc.batchUpdate(
                "insert into model_migration_step (migration_id, position, source_step, source_name, target_step,"
                        + " target_name) values (?, ?, ?, ?, ?, ?)",
                batch);
    }

    /** @return in the source's order */
    List<MappedStep> steps(long migrationId) {
        return jdbc.query(
                "select * from model_migration_step where migration_id = ? order by position",
                (row, i) -> new MappedStep(
                        row.getString("source_step"),
                        row.getString("source_name"),
                        row.getString("target_step"),
                        row.getString("target_name")),
                migrationId);
    }

    void keepInstances(long migrationId, List<Instance> instances) {
        jdbc.batchUpdate(
                "insert into model_migration_instance (migration_id, instance_id, business_key, attempts)"
                        + " values (?, ?, ?, 0)",
                instances.stream()
                        .map(each -> new Object[] {migrationId, each.id(), each.businessKey()})
                        .toList());
    }

    /** @return up to so many that nobody has looked at */
    List<Instance> toLookAt(long migrationId, int most) {
        return jdbc.query(
                "select instance_id, business_key from model_migration_instance where migration_id = ?"
                        + " and forecast is null order by instance_id fetch first ? rows only",
                (row, i) -> new Instance(row.getString(1), row.getString(2)),
                migrationId,
                most);
    }

    void looked(long migrationId, List<Looked> rows, Instant now) {
        jdbc.batchUpdate(
                "update model_migration_instance set forecast = ?, reason = ?, steps = ?, deal_id = ?, client_id = ?,"
                        + " stage = ?, premium = ?, at_ = ? where migration_id = ? and instance_id = ?",
                rows.stream().map(row -> values(migrationId, row, now)).toList());
        List<Object[]> tokens = new ArrayList<>();
        rows.forEach(row -> row.look()
                .standing()
                .forEach(standing -> tokens.add(
                        new Object[] {migrationId, row.id(), standing.step(), shortened(standing.name(), LONGEST_NAME)
                        })));
        jdbc.batchUpdate(
                "insert into model_migration_token (migration_id, instance_id, step, step_name) values (?, ?, ?, ?)",
                tokens);
    }

    private static Object[] values(long migrationId, Looked row, Instant now) {
        AtStake stake = row.atStake();
        String steps = String.join(
                ", ", row.look().standing().stream().map(Standing::name).toList());
        return new Object[] {
            Forecast.valueOf(row.look().verdict().name()).name(),
            shortened(row.look().reason(), LONGEST_REASON),
            shortened(steps, LONGEST_STEPS),
            stake == null ? null : stake.dealId(),
            stake == null ? null : stake.clientId(),
            stake == null ? null : stake.stage().name(),
            stake == null ? null : stake.premium(),
            Timestamp.from(now),
            migrationId,
            row.id()
        };
    }

    /** @return up to so many whose turn it is; those that had to wait come last */
    List<MovedInstance> toMove(long migrationId, int most) {
        return jdbc.query(
                "select * from model_migration_instance where migration_id = ? and outcome is null"
                        + " order by attempts, instance_id fetch first ? rows only",
                MigrationRows::instance,
                migrationId,
                most);
    }

    void tried(long migrationId, List<Tried> rows, Instant now) {
        jdbc.batchUpdate(
                "update model_migration_instance set outcome = ?, reason = ?, attempts = attempts + 1, at_ = ?"
                        + " where migration_id = ? and instance_id = ?",
                rows.stream()
                        .map(row -> new Object[] {
                            row.outcome() == null ? null : row.outcome().name(),
                            shortened(row.reason(), LONGEST_REASON),
                            Timestamp.from(now),
                            migrationId,
                            row.id()
                        })
                        .toList());
    }

    /** @return how many wait to be tried again */
    int reopenStayed(long migrationId) {
        return jdbc.update(
                "update model_migration_instance set outcome = null, attempts = 0 where migration_id = ? and outcome = ?",
                migrationId,
                Outcome.STAYED.name());
    }

    /** @return those that moved and may be moved back */
    List<Instance> moved(long migrationId) {
        return jdbc.query(
                "select instance_id, business_key from model_migration_instance where migration_id = ?"
                        + " and outcome = ? order by instance_id",
                (row, i) -> new Instance(row.getString(1), row.getString(2)),
                migrationId,
                Outcome.MOVED.name());
    }

    /** @return null for those that were not looked at → how many */
    Map<Forecast, Integer> forecasts(long migrationId) {
        Map<Forecast, Integer> counts = new EnumMap<>(Forecast.class);
        count(migrationId, "forecast", (name, rows) -> counts.put(Forecast.valueOf(name), rows));
        return counts;
    }

    Map<Outcome, Integer> outcomes(long migrationId) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        count(migrationId, "outcome", (name, rows) -> counts.put(Outcome.valueOf(name), rows));
        return counts;
    }

    private void count(long migrationId, String column, BiConsumer<String, Integer> counted) {
        jdbc.query(
                "select " + column + ", count(*) from model_migration_instance where migration_id = ? and " + column
                        + " is not null group by " + column,
                row -> {
                    counted.accept(row.getString(1), row.getInt(2));
                },
                migrationId);
    }

    int total(long migrationId) {
        return jdbc.queryForObject(
                "select count(*) from model_migration_instance where migration_id = ?", Integer.class, migrationId);
    }

    /**
     * @param column {@code forecast} or {@code outcome}
     * @param value of it, null for every instance
     * @param after id of the instance before, empty for the first
     */
    List<MovedInstance> page(long migrationId, Enum<?> value, String after, int most) {
        String condition = value == null
                ? ""
                : " and " + (value instanceof Forecast ? "forecast" : "outcome") + " = '" + value.name() + "'";
        return jdbc.query(
                "select * from model_migration_instance where migration_id = ? and instance_id > ?" + condition
                        + " order by instance_id fetch first ? rows only",
                MigrationRows::instance,
                migrationId,
                after,
                most);
    }

    private static MovedInstance instance(ResultSet row, int number) throws SQLException {
        String stage = row.getString("stage");
        String forecast = row.getString("forecast");
        String outcome = row.getString("outcome");
        Timestamp at = row.getTimestamp("at_");
        row.getLong("deal_id");
        boolean deal = !row.wasNull();
        return new MovedInstance(
                row.getString("instance_id"),
                row.getString("business_key"),
                deal,
                stage == null ? null : Stage.valueOf(stage),
                row.getBigDecimal("premium"),
                row.getString("steps"),
                forecast == null ? null : Forecast.valueOf(forecast),
                outcome == null ? null : Outcome.valueOf(outcome),
                row.getString("reason"),
                row.getInt("attempts"),
                at == null ? null : at.toInstant());
    }

    Stake stake(long migrationId) {
        String deals = "(select distinct deal_id, client_id, stage, premium from model_migration_instance"
                + " where migration_id = ? and deal_id is not null) d";
        return jdbc.queryForObject(
                "select count(*), count(distinct client_id), coalesce(sum(premium), 0) from " + deals,
                (row, i) -> new Stake(
                        total(migrationId),
                        row.getInt(1),
                        row.getInt(2),
                        row.getBigDecimal(3),
                        outside(migrationId),
                        stages(deals, migrationId),
                        tokens(migrationId),
                        obstacles(migrationId)),
                migrationId);
    }

    private int outside(long migrationId) {
        return jdbc.queryForObject(
                "select count(*) from model_migration_instance where migration_id = ? and deal_id is null",
                Integer.class,
                migrationId);
    }

    private List<Stake.OfStage> stages(String deals, long migrationId) {
        return jdbc
                .query(
                        "select stage, count(*), coalesce(sum(premium), 0) from " + deals + " group by stage",
                        (row, i) ->
                                new Stake.OfStage(Stage.valueOf(row.getString(1)), row.getInt(2), row.getBigDecimal(3)),
                        migrationId)
                .stream()
                .sorted(Comparator.comparing(Stake.OfStage::stage))
                .toList();
    }

    private List<Stake.OfStep> tokens(long migrationId) {
        return jdbc.query(
                "select t.step, max(t.step_name), count(*), sum(case when i.forecast = ? then 1 else 0 end),"
                        + " coalesce(sum(i.premium), 0) from model_migration_token t join model_migration_instance i"
                        + " on i.migration_id = t.migration_id and i.instance_id = t.instance_id"
                        + " where t.migration_id = ? group by t.step order by count(*) desc, t.step",
                (row, i) -> new Stake.OfStep(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        premium(row.getBigDecimal(5))),
                Forecast.CAN.name(),
                migrationId);
    }

    private static BigDecimal premium(BigDecimal sum) {
        return sum == null ? BigDecimal.ZERO : sum;
    }

    private List<Stake.Obstacle> obstacles(long migrationId) {
        return jdbc.query(
                "select reason, count(*) from model_migration_instance where migration_id = ? and forecast = ?"
                        + " group by reason order by count(*) desc, reason fetch first 20 rows only",
                (row, i) -> new Stake.Obstacle(row.getString(1), row.getInt(2)),
                migrationId,
                Forecast.CANNOT.name());
    }

    private static String shortened(String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most);
    }
}
