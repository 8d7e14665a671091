package io.polisflow.process.sla;

import io.polisflow.crm.exchange.OutsideSystem;
import io.polisflow.process.engine.EngineBacklog;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Deadlines, the job executor's backlog and incidents for Prometheus, counted anew each time it asks.
 *
 * <p>Every node tells the figures of all: they are the database's. When that cannot be read, {@code polisflow_supervision_readable} is 0
 * and the other figures are missing, so that the node's own can still be had.
 */
@Component
class SupervisionMetrics implements MultiCollector {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisionMetrics.class);

    private static final String READABLE = "polisflow_supervision_readable";

    private static final String COUNTS =
            "select kind, coalesce(process, '') as process, coalesce(task_group, '') as grp, "
                    + Arrays.stream(DeadlineState.values())
                            .map(state ->
                                    "sum(case when " + state.condition() + " then 1 else 0 end) as " + state.name())
                            .collect(Collectors.joining(", "))
                    + ", sum(case when taken_at is null and take_by < :now and paused_at is null then 1 else 0 end) as not_taken"
                    + ", sum(case when table_row is null and fixed = false then 1 else 0 end) as by_default"
                    + ", min(began_at) as oldest"
                    + ", min(case when " + DeadlineState.OVERDUE.condition() + " then due_at end) as most_overdue"
                    + " from deadline group by kind, process, task_group";

    private final NamedParameterJdbcTemplate jdbc;
    private final EngineBacklog backlog;
    private final Clock clock;

    SupervisionMetrics(
            NamedParameterJdbcTemplate jdbc,
            EngineBacklog backlog,
            Clock clock,
            ObjectProvider<PrometheusRegistry> registry) {
        this.jdbc = jdbc;
        this.backlog = backlog;
        this.clock = clock;
        registry.ifAvailable(prometheus -> prometheus.register(this));
    }

    private record Line(
            Labels labels,
            Map<DeadlineState, Long> states,
            long notTaken,
            long byDefault,
            Instant oldest,
            Instant overdue) {}

    @Override
    public MetricSnapshots collect() {
        try {
            return figures(clock.instant());
        } catch (DataAccessException e) {
            LOG.warn("Figures for Prometheus cannot be read: {}", e.getMessage());
            return MetricSnapshots.of(readable(0));
        }
    }

    private MetricSnapshots figures(Instant now) {
        List<Line> lines = jdbc.query(COUNTS, Map.of("now", Timestamp.from(now)), (row, i) -> line(row));
        EngineBacklog.DueJobs due = backlog.dueJobs(now);
        return MetricSnapshots.of(
                readable(1),
                states(lines),
                gauge(
                        "polisflow_deadlines_not_taken_in_time",
                        "Tasks that nobody took within the time for it.",
                        lines.stream().map(line -> point(line.notTaken(), line.labels()))),
                gauge(
                        "polisflow_deadlines_by_default",
                        "Deadlines that the default set, because the table has no row.",
                        lines.stream().map(line -> point(line.byDefault(), line.labels()))),
                gauge(
                        "polisflow_deadlines_oldest_seconds",
                        "How long the oldest open work has been open.",
                        lines.stream().map(line -> point(seconds(line.oldest(), now), line.labels()))),
                gauge(
                        "polisflow_deadlines_most_overdue_seconds",
                        "By how much the deadline that passed first is exceeded, in seconds of the clock on the wall.",
                        lines.stream().map(line -> point(seconds(line.overdue(), now), line.labels()))),
                gauge(
                        "polisflow_jobs_due",
                        "Jobs that are due and that nobody works on.",
                        Stream.of(point(due.count(), Labels.EMPTY))),
                gauge(
                        "polisflow_jobs_oldest_due_seconds",
                        "For how long the oldest of them has been due.",
                        Stream.of(point(seconds(due.oldest(), now), Labels.EMPTY))),
                incidents());
    }

    private static Line line(ResultSet row) throws SQLException {
        Map<DeadlineState, Long> states = new EnumMap<>(DeadlineState.class);
        for (DeadlineState state : DeadlineState.values()) {
            states.put(state, row.getLong(state.name()));
        }
        Labels labels = Labels.of(
                "kind",
                row.getString("kind").toLowerCase(),
                "process",
                row.getString("process"),
                "group",
                row.getString("grp"));
        return new Line(
                labels,
                states,
                row.getLong("not_taken"),
                row.getLong("by_default"),
                row.getTimestamp("oldest").toInstant(),
                row.getTimestamp("most_overdue") == null
                        ? null
                        : row.getTimestamp("most_overdue").toInstant());
    }

    private static GaugeSnapshot states(List<Line> lines) {
        return gauge(
                "polisflow_deadlines",
                "Open deadlines of tasks, stages and deals by how they stand.",
                lines.stream().flatMap(line -> line.states().entrySet().stream()
                        .map(state -> point(
                                state.getValue(),
                                line.labels()
                                        .merge(Labels.of(
                                                "state", state.getKey().name().toLowerCase()))))));
    }

    private GaugeSnapshot incidents() {
        Map<Labels, Long> counts = backlog.incidents().stream()
                .collect(Collectors.groupingBy(
                        incident -> Labels.of("process", incident.process(), "system", system(incident.fault())),
                        Collectors.summingLong(EngineBacklog.Incidents::count)));
        return gauge(
                "polisflow_incidents",
                "Steps that have used up their attempts, by the outside system that failed; none when it was our own fault.",
                counts.entrySet().stream().map(count -> point(count.getValue(), count.getKey())));
    }

    private static String system(String fault) {
        return OutsideSystem.failedIn(fault)
                .map(system -> system.name().toLowerCase())
                .orElse("none");
    }

    private static double seconds(Instant from, Instant now) {
        return from == null ? 0 : Math.max(0, Duration.between(from, now).toMillis() / 1000.0);
    }

    private static GaugeSnapshot readable(int value) {
        return gauge(
                READABLE,
                "1 when the figures of deadlines, jobs and incidents could be read from the database.",
                Stream.of(point(value, Labels.EMPTY)));
    }

    private static GaugeSnapshot gauge(String name, String help, Stream<GaugeDataPointSnapshot> points) {
        return new GaugeSnapshot(new MetricMetadata(name, help), points.toList());
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return new GaugeDataPointSnapshot(value, labels, null);
    }
}
