package io.polisflow.process.models;

import static java.util.stream.Collectors.groupingBy;

import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.models.TakenPath.Passage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Draws from the events of work by which way each ended instance went, once.
 *
 * <p>It is done when somebody asks for paths, and by one at a time: whoever comes meanwhile does not wait.
 */
@Service
class TakenPaths {

    private static final int AT_ONCE = 200;

    /** Events before the mark that are looked at again: their ids are given out a little before they can be read. */
    private static final int OVERLAP = 10_000;

    /** More than that, and somebody goes in circles; the way is told up to there. */
    private static final int MOST_STEPS = 1_000;

    private static final int LONGEST = 65_000;

    private static final String MARK = "select read_to from taken_path_mark where id = 1 for update skip locked";

    private static final String ENDED =
            """
            select e.id, e.instance_id, e.process, e.model_version, e.deal_number, e.began_at, e.at_
            from work_event e
            where e.id > :after and e.kind = 'INSTANCE_ENDED' and e.process is not null
              and not exists (select 1 from taken_path p where p.instance_id = e.instance_id)
            order by e.id limit :most""";

    private static final String PASSED =
            """
            select id, instance_id, kind, passage, element, element_type, at_, began_at, due_at
            from work_event
            where instance_id in (:instances) and element is not null
              and kind in ('TASK_COMPLETED', 'TASK_CANCELLED', 'STEP_DONE', 'STEP_CANCELLED')
            order by id""";

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final TransactionTemplate transaction;
    private final RepositoryService repository;
    private final OwnWork ownWork;

    TakenPaths(
            JdbcTemplate jdbc,
            NamedParameterJdbcTemplate named,
            TransactionTemplate transaction,
            RepositoryService repository,
            OwnWork ownWork) {
        this.jdbc = jdbc;
        this.named = named;
        this.transaction = transaction;
        this.repository = repository;
        this.ownWork = ownWork;
    }

    private record Ended(
            long id, String instance, String process, int version, String deal, Timestamp began, Timestamp at) {}

    private record Event(String instance, String kind, Passage passage, Timestamp due, Timestamp at) {

        boolean isTask() {
            return kind.startsWith("TASK_");
        }

        boolean late() {
            return due != null && at.after(due);
        }
    }

    /**
     * Reads on in the events.
     *
     * @param most instances
     * @return whether nothing is left to read, or somebody else is reading it
     */
    boolean readOn(int most) {
        for (int read = 0; read < most; read += AT_ONCE) {
            if (ownWork.call(() -> Boolean.TRUE.equals(transaction.execute(status -> readNext())))) {
                return true;
            }
        }
        return false;
    }

    private boolean readNext() {
        List<Long> mark = jdbc.queryForList(MARK, Long.class);
        if (mark.isEmpty()) {
            return true;
        }
        List<Ended> ended = named.query(
                ENDED,
                Map.of("after", mark.get(0) - OVERLAP, "most", AT_ONCE),
                (row, i) -> new Ended(
                        row.getLong("id"),
                        row.getString("instance_id"),
                        row.getString("process"),
                        row.getInt("model_version"),
                        row.getString("deal_number"),
                        row.getTimestamp("began_at"),
                        row.getTimestamp("at_")));
        if (ended.isEmpty()) {
            return true;
        }
        Map<String, List<Event>> events = named
                .query(
                        PASSED,
                        Map.of("instances", ended.stream().map(Ended::instance).toList()),
                        TakenPaths::event)
                .stream()
                .collect(groupingBy(Event::instance));
        keep(ended, events);
        jdbc.update(
                "update taken_path_mark set read_to = ? where id = 1",
                Math.max(mark.get(0), ended.get(ended.size() - 1).id()));
        return ended.size() < AT_ONCE;
    }

    private static Event event(ResultSet row, int i) throws SQLException {
        String kind = row.getString("kind");
        Timestamp at = row.getTimestamp("at_");
        Timestamp began = row.getTimestamp("began_at");
        String passage = row.getString("passage");
        String type = row.getString("element_type");
        return new Event(
                row.getString("instance_id"),
                kind,
                new Passage(
                        passage == null ? "event " + row.getLong("id") : passage,
                        row.getString("element"),
                        type == null ? "" : type,
                        row.getLong("id"),
                        (began == null ? at : began).getTime(),
                        at.getTime(),
                        kind.endsWith("_CANCELLED")),
                row.getTimestamp("due_at"),
                at);
    }

    private void keep(List<Ended> ended, Map<String, List<Event>> events) {
        Map<String, BpmnModelInstance> models = new HashMap<>();
        List<Object[]> paths = new ArrayList<>();
        List<Object[]> steps = new ArrayList<>();
        for (Ended instance : ended) {
            String version = instance.process() + ' ' + instance.version();
            if (!models.containsKey(version)) {
                models.put(version, model(instance));
            }
            List<Event> passed = events.getOrDefault(instance.instance(), List.of());
            TakenPath path = new TakenPath(
                    models.get(version),
                    passed.stream().limit(MOST_STEPS).map(Event::passage).toList());
            paths.add(new Object[] {
                instance.instance(),
                route(instance, path, models.get(version)),
                instance.process(),
                instance.version(),
                instance.deal(),
                instance.began(),
                instance.at(),
                instance.began() == null
                        ? null
                        : instance.at().getTime() - instance.began().getTime(),
                path.last()
            });
            path.work().forEach(work -> {
                List<Event> tasks = passed.stream()
                        .filter(event ->
                                event.isTask() && event.passage().element().equals(work.element()))
                        .toList();
                steps.add(new Object[] {
                    instance.instance(),
                    work.element(),
                    instance.process(),
                    instance.version(),
                    instance.at(),
                    work.times(),
                    work.took(),
                    work.repeated(),
                    tasks.stream().filter(task -> task.due() != null).count(),
                    tasks.stream().filter(Event::late).count()
                });
            });
        }
        jdbc.batchUpdate("insert into taken_path values (?, ?, ?, ?, ?, ?, ?, ?, ?)", paths);
        jdbc.batchUpdate("insert into taken_step values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", steps);
    }

    /** @return null when the version is gone, or never was */
    private BpmnModelInstance model(Ended instance) {
        if (instance.version() < 1) {
            return null;
        }
        ProcessDefinition definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(instance.process())
                .processDefinitionVersion(instance.version())
                .singleResult();
        return definition == null ? null : repository.getBpmnModelInstance(definition.getId());
    }

    private long route(Ended instance, TakenPath path, BpmnModelInstance model) {
        String steps = shortened(String.join("\n", path.steps()));
        String flows = shortened(path.flows().entrySet().stream()
                .map(flow -> TakenFlow.line(flow.getValue(), model.getModelElementById(flow.getKey())))
                .collect(Collectors.joining("\n")));
        String jumps = shortened(path.jumps().stream().sorted().distinct().collect(Collectors.joining("\n")));
        String hash = hash(steps + "\n\n" + flows + "\n\n" + jumps);
        List<Long> known = jdbc.queryForList(
                "select id from taken_route where process = ? and model_version = ? and hash = ?",
                Long.class,
                instance.process(),
                instance.version(),
                hash);
        if (!known.isEmpty()) {
            return known.get(0);
        }
        long id = jdbc.queryForObject("select nextval('id_seq')", Long.class);
        jdbc.update(
                "insert into taken_route values (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                instance.process(),
                instance.version(),
                hash,
                hash(steps),
                steps,
                flows,
                jumps);
        return id;
    }

    /** By whole lines. */
    private static String shortened(String lines) {
        return lines.length() <= LONGEST ? lines : lines.substring(0, lines.lastIndexOf('\n', LONGEST));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
