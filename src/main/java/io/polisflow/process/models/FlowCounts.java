package io.polisflow.process.models;

import io.polisflow.process.engine.ActivityFigures.Passage;
import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.models.TakenFlows.Visit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/**
 * Counts how often the flows of one version of a model were taken; the engine's history keeps activities only.
 *
 * <p>Most flows are the only way out of an element or the only way into one, so that the number of its passages is theirs. Where a way that
 * was chosen runs into others, each run is looked at by itself, as the deal's diagram does.
 */
final class FlowCounts {

    /** Of one run; nobody goes round more often but a model gone wild, and each passage is compared with those before. */
    private static final int MOST_OF_A_RUN = 2_000;

    private final BpmnModelInstance model;
    private final Map<String, Long> counted = new LinkedHashMap<>();
    private final Set<SequenceFlow> unclear = new LinkedHashSet<>();

    /**
     * @param entered how often the element was come to
     * @param left how often it was left in the ordinary way
     */
    FlowCounts(BpmnModelInstance model, ToLongFunction<FlowNode> entered, ToLongFunction<FlowNode> left) {
        this.model = model;
        for (SequenceFlow flow : model.getModelElementsByType(SequenceFlow.class)) {
            if (tellsByItsSource(flow)) {
                counted.put(flow.getId(), left.applyAsLong(flow.getSource()));
            } else if (flow.getTarget().getIncoming().size() == 1) {
                counted.put(flow.getId(), entered.applyAsLong(flow.getTarget()));
            } else {
                unclear.add(flow);
            }
        }
    }

    /** A join is passed by each token that it waits for and left once. */
    private static boolean tellsByItsSource(SequenceFlow flow) {
        FlowNode source = flow.getSource();
        Collection<SequenceFlow> ways = source.getOutgoing();
        boolean joins =
                source.getIncoming().size() > 1 && source instanceof Gateway && !(source instanceof ExclusiveGateway);
        boolean forks = source instanceof ParallelGateway
                || !(source instanceof Gateway) && ways.stream().allMatch(way -> way.getConditionExpression() == null);
        return !joins && (ways.size() == 1 && flow.getConditionExpression() == null || forks);
    }

    /** @return whether what the element does is done several times, each with a passage, within a body that has one */
    static boolean isRepeated(FlowNode node) {
        return node instanceof Activity activity
                && activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics;
    }

    /** @return the elements whose passages are needed to tell the flows that their numbers do not tell */
    Set<FlowNode> needed() {
        Set<FlowNode> nodes = new LinkedHashSet<>();
        unclear.stream().map(SequenceFlow::getTarget).forEach(target -> {
            nodes.add(target);
            target.getIncoming().forEach(way -> {
                nodes.add(way.getSource());
                // What decides is left by one way: where it went otherwise, it did not come here.
                way.getSource().getOutgoing().forEach(other -> nodes.add(other.getTarget()));
            });
        });
        return nodes;
    }

    /**
     * @param passages of the needed elements, in any order, a repeated element's bodies only
     * @param complete whether there are no more of them
     */
    List<ModelStatistics.Flow> with(List<Passage> passages, boolean complete) {
        Map<String, Long> matched = new HashMap<>();
        boolean whole = complete;
        if (!unclear.isEmpty()) {
            for (List<Passage> run : passages.stream()
                    .collect(Collectors.groupingBy(Passage::instance))
                    .values()) {
                whole &= run.size() <= MOST_OF_A_RUN;
                new TakenFlows(model, visits(run))
                        .times()
                        .forEach((flow, times) -> matched.merge(flow, (long) times, Long::sum));
            }
        }
        List<ModelStatistics.Flow> flows = new ArrayList<>();
        for (SequenceFlow flow : model.getModelElementsByType(SequenceFlow.class)) {
            String id = flow.getId();
            flows.add(
                    unclear.contains(flow)
                            ? new ModelStatistics.Flow(id, matched.getOrDefault(id, 0L), !whole)
                            : new ModelStatistics.Flow(id, counted.get(id), false));
        }
        return flows;
    }

    private static List<Visit> visits(List<Passage> run) {
        return run.stream()
                .limit(MOST_OF_A_RUN)
                .map(passage -> new Visit(
                        passage.id(),
                        ModelElements.element(passage.activity()),
                        passage.execution(),
                        passage.order(),
                        passage.began(),
                        passage.cancelled() ? null : passage.ended()))
                .toList();
    }
}
