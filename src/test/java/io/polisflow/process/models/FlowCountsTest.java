package io.polisflow.process.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.engine.ActivityFigures.Passage;
import io.polisflow.process.models.ModelStatistics.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.Test;

/** Numbers of passages tell most flows; the others are told by runs, and said to be at least as many when not all runs were looked at. */
class FlowCountsTest {

    /** Work that is asked about afterwards, and either done again or not: the way back runs into the way in. */
    private static final BpmnModelInstance MODEL = Bpmn.createExecutableProcess("round")
            .startEvent("start")
            .sequenceFlowId("in")
            .exclusiveGateway("merge")
            .sequenceFlowId("on")
            .userTask("work")
            .sequenceFlowId("asked")
            .exclusiveGateway("again")
            .sequenceFlowId("out")
            .endEvent("end")
            .moveToNode("again")
            .sequenceFlowId("back")
            .condition("yes", "${again}")
            .connectTo("merge")
            .done();

    private static final Map<String, Long> PASSED =
            Map.of("start", 5L, "merge", 7L, "work", 6L, "again", 6L, "end", 4L);

    private static FlowCounts counts() {
        return new FlowCounts(MODEL, node -> PASSED.get(node.getId()), node -> PASSED.get(node.getId()));
    }

    private static Passage passage(String run, String element, long order) {
        return new Passage(run + order, "model", run, element, run, order, order, order, false);
    }

    private static Map<String, Flow> with(List<Passage> passages, boolean complete) {
        return counts().with(passages, complete).stream().collect(Collectors.toMap(Flow::flow, flow -> flow));
    }

    @Test
    void onlyWhereAChosenWayMeetsAnotherRunsAreLookedAt() {
        assertThat(counts().needed())
                .extracting(FlowNode::getId)
                .containsExactlyInAnyOrder("merge", "start", "again", "end");
    }

    @Test
    void aWayBackIsCountedByWhatCameBeforeIt() {
        List<Passage> passages = List.of(
                passage("one", "start", 1),
                passage("one", "merge", 2),
                passage("one", "again", 4),
                passage("one", "merge", 5),
                passage("one", "again", 7),
                passage("one", "end", 8),
                passage("two", "start", 1),
                passage("two", "merge", 2),
                passage("two", "again", 4),
                passage("two", "end", 5));

        assertThat(with(passages, true))
                .containsEntry("in", new Flow("in", 5, false))
                .containsEntry("on", new Flow("on", 7, false))
                .containsEntry("asked", new Flow("asked", 6, false))
                .containsEntry("out", new Flow("out", 4, false))
                .containsEntry("back", new Flow("back", 1, false));
    }

    @Test
    void whatWasNotLookedAtWholeIsSaidToBeAtLeastSo() {
        assertThat(with(List.of(), false))
                .containsEntry("back", new Flow("back", 0, true))
                .containsEntry("out", new Flow("out", 4, false));
        List<Passage> wild = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            wild.add(passage("wild", i % 2 == 0 ? "merge" : "again", i));
        }
        assertThat(with(wild, true).get("back").atLeast()).isTrue();
        assertThat(with(wild, true).get("back").times()).isBetween(990L, 1_500L);
    }
}
