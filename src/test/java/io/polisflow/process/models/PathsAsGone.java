package io.polisflow.process.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.FlowRecorder;
import io.polisflow.process.models.PathFigures.Asked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.springframework.jdbc.core.JdbcTemplate;

/** Holds the paths that are kept of a deal against the flows that its tokens really took. */
public final class PathsAsGone {

    private final JdbcTemplate jdbc;
    private final RepositoryService repository;

    public PathsAsGone(PathFigures figures, JdbcTemplate jdbc, RepositoryService repository) {
        this.jdbc = jdbc;
        this.repository = repository;
        // Whoever asks has read on whatever has ended since.
        figures.of(new Asked("nothing", null, Instant.EPOCH, Instant.EPOCH));
    }

    /** @return process and steps of each ended instance of the deal, in the order of their ends */
    public List<String> stepsOf(String deal, String process) {
        return jdbc.queryForList(
                "select r.steps from taken_path p join taken_route r on r.id = p.route_id where p.deal_number = ? and p.process = ?"
                        + " order by p.ended_at, p.instance_id",
                String.class,
                deal,
                process);
    }

    /** How often a step was done in each ended instance of that process. */
    public List<Integer> timesOf(String deal, String process, String element) {
        return jdbc.queryForList(
                "select s.times from taken_step s join taken_path p on p.instance_id = s.instance_id where p.deal_number = ? and p.process = ?"
                        + " and s.element = ?",
                Integer.class,
                deal,
                process,
                element);
    }

    public void areThoseOfTheTokens(String deal) {
        List<Map<String, Object>> paths = jdbc.queryForList(
                "select p.instance_id, p.process, p.model_version, r.flows, r.jumps from taken_path p join taken_route r on r.id = p.route_id"
                        + " where p.deal_number = ?",
                deal);
        assertThat(paths).isNotEmpty();
        for (Map<String, Object> path : paths) {
            Map<String, Integer> told = new TreeMap<>();
            TakenFlow.of(String.valueOf(path.get("flows"))).forEach(flow -> told.put(flow.id(), (int) flow.times()));
            unheard(String.valueOf(path.get("process")), (Integer) path.get("model_version"))
                    .forEach(told::remove);
            assertThat(told)
                    .as(path.get("process") + " " + path.get("instance_id"))
                    .isEqualTo(FlowRecorder.timesTakenBy(String.valueOf(path.get("instance_id"))));
            assertThat(path.get("jumps")).as("nobody moved it by hand").isEqualTo("");
        }
    }

    /** The engine tells no listener of the flow to the event that came first. */
    private List<String> unheard(String process, int version) {
        BpmnModelInstance model = repository.getBpmnModelInstance(repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .processDefinitionVersion(version)
                .singleResult()
                .getId());
        return model.getModelElementsByType(SequenceFlow.class).stream()
                .filter(flow -> flow.getSource() instanceof EventBasedGateway)
                .map(SequenceFlow::getId)
                .toList();
    }
}
