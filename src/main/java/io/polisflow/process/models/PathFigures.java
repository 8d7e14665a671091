package io.polisflow.process.models;

import static java.util.stream.Collectors.groupingBy;

import io.polisflow.crm.deal.Stage;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.models.PathStatistics.Flow;
import io.polisflow.process.models.PathStatistics.Step;
import io.polisflow.process.models.PathStatistics.Taken;
import io.polisflow.process.models.PathStatistics.Variant;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;

/** Tells the ways that instances really took through their model, with a handful of statements whatever has passed. */
@Service
public class PathFigures {

    private static final Logger log = LoggerFactory.getLogger(PathFigures.class);

    /** Of what has ended since somebody last asked: as much as one waits for; the rest goes on behind. */
    private static final int READ_FIRST = 2_000;

    private static final int MOST_TAKEN = 200;

    private static final String WON = "sum(case when d.stage = 'WON' then 1 else 0 end) as won";
    private static final String LOST = "sum(case when d.stage = 'LOST' then 1 else 0 end) as lost";
    private static final String PATHS = " from taken_path p left join deal d on d.number = p.deal_number";

    private final NamedParameterJdbcTemplate jdbc;
    private final TakenPaths taken;
    private final PathModels models;
    private final OwnWork ownWork;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "taken-paths");
        thread.setDaemon(true);
        return thread;
    });

    PathFigures(NamedParameterJdbcTemplate jdbc, TakenPaths taken, PathModels models, OwnWork ownWork) {
        this.jdbc = jdbc;
        this.taken = taken;
        this.models = models;
        this.ownWork = ownWork;
    }

    /**
     * Which instances are asked about: those that ended within the period.
     *
     * @param version of the model, null for all
     * @param to exclusive
     */
    public record Asked(String process, Integer version, Instant from, Instant to) {

        private String where() {
            return " where p.process = :process and p.ended_at >= :from and p.ended_at < :to"
                    + (version == null ? "" : " and p.model_version = :version");
        }

        private MapSqlParameterSource values() {
            return new MapSqlParameterSource()
                    .addValue("process", process)
                    .addValue("version", version)
                    .addValue("from", Timestamp.from(from))
                    .addValue("to", Timestamp.from(to));
        }
    }

    /** @param steps one a line */
    record Route(
            String variant,
            int version,
            String steps,
            String flows,
            String jumps,
            long instances,
            long won,
            long lost) {}

    private record Last(long instances, long lost) {}

    public PathStatistics of(Asked asked) {
        boolean partly = !taken.readOn(READ_FIRST);
        if (partly) {
            readOnBehind();
        }
        List<Route> routes = routes(asked);
        Map<String, Duration> medians = medians(asked);
        return ownWork.call(() -> {
            PathModels.Labels labels = models.labels(
                    asked.process(),
                    routes.stream().map(Route::version).distinct().toList());
            return new PathStatistics(
                    routes.stream().mapToLong(Route::instances).sum(),
                    routes.stream().mapToLong(Route::won).sum(),
                    routes.stream().mapToLong(Route::lost).sum(),
                    variants(routes, medians, labels),
                    steps(asked, labels),
                    flows(routes),
                    partly);
        });
    }

    private void readOnBehind() {
        if (reading.compareAndSet(false, true)) {
            reader.execute(() -> {
                try {
                    taken.readOn(Integer.MAX_VALUE);
                } catch (RuntimeException e) {
                    log.warn("The ways of what has ended could not be read on", e);
                } finally {
                    reading.set(false);
                }
            });
        }
    }

    private List<Route> routes(Asked asked) {
        return jdbc.query(
                "select r.variant, r.model_version, r.steps, r.flows, r.jumps, c.instances, c.won, c.lost from (select p.route_id,"
                        + " count(*) as instances, " + WON + ", " + LOST + PATHS + asked.where()
                        + " group by p.route_id) c join taken_route r on r.id = c.route_id order by r.id",
                asked.values(),
                (row, i) -> new Route(
                        row.getString("variant"),
                        row.getInt("model_version"),
                        row.getString("steps"),
                        row.getString("flows"),
                        row.getString("jumps"),
                        row.getLong("instances"),
                        row.getLong("won"),
                        row.getLong("lost")));
    }

    private Map<String, Duration> medians(Asked asked) {
        Map<String, Duration> medians = new HashMap<>();
        jdbc.query(
                "select r.variant, percentile_disc(0.5) within group (order by p.took_ms) as median from taken_path p"
                        + " join taken_route r on r.id = p.route_id" + asked.where()
                        + " and p.took_ms is not null group by r.variant",
                asked.values(),
                row -> {
                    medians.put(row.getString("variant"), Duration.ofMillis(row.getLong("median")));
                });
        return medians;
    }

    private static List<Variant> variants(List<Route> routes, Map<String, Duration> medians, PathModels.Labels labels) {
        Map<String, List<Route>> byVariant =
                routes.stream().collect(groupingBy(Route::variant, LinkedHashMap::new, Collectors.toList()));
        List<Variant> variants = new ArrayList<>();
        byVariant.forEach((id, ways) -> variants.add(new Variant(
                id,
                labels.marks(ways.get(ways.size() - 1).steps()),
                ways.stream().mapToLong(Route::instances).sum(),
                ways.stream().mapToLong(Route::won).sum(),
                ways.stream().mapToLong(Route::lost).sum(),
                medians.get(id),
                ways.stream().map(Route::version).distinct().sorted().toList(),
                ways.stream()
                        .flatMap(way -> TakenFlow.of(way.flows()).stream())
                        .map(TakenFlow::id)
                        .distinct()
                        .toList(),
                labels.gone(ways),
                ways.stream()
                        .flatMap(way -> way.jumps().lines())
                        .distinct()
                        .map(labels::label)
                        .toList())));
        variants.sort(Comparator.comparingLong(Variant::instances).reversed().thenComparing(Variant::id));
        return variants;
    }

    private static List<Flow> flows(List<Route> routes) {
        Map<String, Flow> flows = new LinkedHashMap<>();
        routes.forEach(route -> TakenFlow.of(route.flows())
                .forEach(flow -> flows.merge(
                        flow.id(),
                        new Flow(flow.id(), route.instances() * flow.times(), route.instances(), route.lost()),
                        (one, other) -> new Flow(
                                one.flow(),
                                one.times() + other.times(),
                                one.instances() + other.instances(),
                                one.lost() + other.lost()))));
        return List.copyOf(flows.values());
    }

    private List<Step> steps(Asked asked, PathModels.Labels labels) {
        Map<String, Last> last = new HashMap<>();
        jdbc.query(
                "select p.last_element, count(*) as instances, " + LOST + PATHS + asked.where()
                        + " and p.last_element is not null group by p.last_element",
                asked.values(),
                row -> {
                    last.put(row.getString("last_element"), new Last(row.getLong("instances"), row.getLong("lost")));
                });
        List<Step> steps = new ArrayList<>(jdbc.query(
                "select p.element, count(*) as passed, sum(p.times) as times,"
                        + " sum(case when p.times > 1 then 1 else 0 end) as repeated_in, sum(p.took_ms) as took,"
                        + " sum(p.repeated_ms) as repeated, sum(p.due) as due, sum(p.late) as late from taken_step p"
                        + asked.where() + " group by p.element",
                asked.values(),
                (row, i) -> {
                    String element = row.getString("element");
                    Last here = last.getOrDefault(element, new Last(0, 0));
                    return new Step(
                            element,
                            labels.label(element),
                            row.getLong("passed"),
                            row.getLong("times"),
                            row.getLong("repeated_in"),
                            Duration.ofMillis(row.getLong("took")),
                            Duration.ofMillis(row.getLong("repeated")),
                            row.getLong("due"),
                            row.getLong("late"),
                            here.instances(),
                            here.lost());
                }));
        steps.sort(Comparator.comparing(Step::repeated).reversed().thenComparing(Step::element));
        return steps;
    }

    /**
     * @param variant null for all @param last null for all, else only what ended with that step
     * @param lost only those whose deal is lost
     * @return at most 200, the latest first; those of no deal are left out
     */
    public List<Taken> taken(Asked asked, String variant, String last, boolean lost) {
        return jdbc.query(
                "select p.deal_number, d.stage, p.began_at, p.ended_at, p.took_ms from taken_path p"
                        + " join deal d on d.number = p.deal_number join taken_route r on r.id = p.route_id"
                        + asked.where()
                        + (variant == null ? "" : " and r.variant = :variant")
                        + (last == null ? "" : " and p.last_element = :last")
                        + (lost ? " and d.stage = 'LOST'" : "")
                        + " order by p.ended_at desc, p.instance_id limit " + MOST_TAKEN,
                asked.values().addValue("variant", variant).addValue("last", last),
                (row, i) -> {
                    Timestamp began = row.getTimestamp("began_at");
                    return new Taken(
                            row.getString("deal_number"),
                            Stage.valueOf(row.getString("stage")).label(),
                            began == null ? null : began.toInstant(),
                            row.getTimestamp("ended_at").toInstant(),
                            began == null ? null : Duration.ofMillis(row.getLong("took_ms")));
                });
    }
}
