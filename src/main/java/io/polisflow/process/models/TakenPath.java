package io.polisflow.process.models;

import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.models.TakenFlows.Visit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/**
 * The way of one instance through its model: user tasks, calls and the answers of decisions, without what is automatic.
 *
 * <p>Parallel branches stand one after the other in an order of their own, whichever was sooner: mere interleaving makes no other way.
 */
final class TakenPath {

    /**
     * What an instance has passed.
     *
     * @param activity as the engine names it
     * @param type as BPMN names it; asked only where the model does not know the element
     * @param order of its end among all that ended
     */
    record Passage(String id, String activity, String type, long order, long began, long ended, boolean cancelled) {

        String element() {
            return ModelElements.element(activity);
        }

        boolean isWork() {
            return type.equals("userTask") || type.equals("callActivity");
        }
    }

    /**
     * How often an instance did one step.
     *
     * @param took milliseconds of all its passages @param repeated of all but the first
     */
    record Work(String element, int times, long took, long repeated) {}

    private final BpmnModelInstance model;
    private final List<Passage> passages;
    private final List<String> steps = new ArrayList<>();
    private final Map<String, Integer> flows = new TreeMap<>();
    private final List<String> jumps = new ArrayList<>();

    /** @param model null when the version is gone @param told in any order */
    TakenPath(BpmnModelInstance model, Collection<Passage> told) {
        this.model = model;
        Set<String> repeated = told.stream()
                .map(Passage::activity)
                .filter(ModelElements::isBody)
                .map(ModelElements::element)
                .collect(Collectors.toSet());
        // What is done several times at once is one step: its body.
        passages = told.stream()
                .filter(passage -> ModelElements.isBody(passage.activity()) || !repeated.contains(passage.activity()))
                .sorted(Comparator.comparingLong(Passage::order))
                .toList();
        if (model == null) {
            passages.stream().filter(Passage::isWork).map(TakenPath::work).forEach(steps::add);
        } else {
            follow();
        }
    }

    private void follow() {
        Map<String, Visit> visits = new LinkedHashMap<>();
        passages.forEach(passage -> visits.put(
                passage.id(),
                new Visit(
                        passage.id(),
                        passage.element(),
                        "",
                        passage.order(),
                        passage.began(),
                        passage.cancelled() ? null : passage.ended())));
        TakenFlows taken = new TakenFlows(model, List.copyOf(visits.values()));
        flows.putAll(taken.times());
        PathOrder order = new PathOrder(model, passages, passage -> taken.entrance(visits.get(passage.id())));
        for (Passage passage : order.passages()) {
            TakenFlows.Entrance entrance = taken.entrance(visits.get(passage.id()));
            if (entrance != null && decides(entrance.by())) {
                steps.add("flow " + entrance.by().getId());
            }
            if (isWork(passage)) {
                steps.add(work(passage));
            }
            if (entrance == null && misses(node(passage))) {
                jumps.add(passage.element());
            }
        }
    }

    private FlowNode node(Passage passage) {
        return model.getModelElementById(passage.element()) instanceof FlowNode node ? node : null;
    }

    private boolean isWork(Passage passage) {
        FlowNode node = node(passage);
        return node == null ? passage.isWork() : node instanceof UserTask || node instanceof CallActivity;
    }

    private static String work(Passage passage) {
        return (passage.cancelled() ? "interrupted " : "done ") + passage.element();
    }

    /** @return whether the flow is one of several of which not all are taken */
    private static boolean decides(SequenceFlow flow) {
        FlowNode source = flow.getSource();
        boolean decision = source instanceof ExclusiveGateway || source instanceof InclusiveGateway;
        return decision && source.getOutgoing().size() > 1 || !decision && flow.getConditionExpression() != null;
    }

    /** Only by hand does one come to where flows lead without having taken any of them. */
    private static boolean misses(FlowNode node) {
        return node != null && !node.getIncoming().isEmpty() && !(node instanceof BoundaryEvent);
    }

    /** @return {@code done} or {@code interrupted} and the element, or {@code flow} and the flow by which a decision was left */
    List<String> steps() {
        return steps;
    }

    /** @return id → how often */
    Map<String, Integer> flows() {
        return flows;
    }

    /** @return the elements that were come to by no flow of the model */
    List<String> jumps() {
        return jumps;
    }

    /** @return the task or call that ended last, null when there was none */
    String last() {
        return passages.stream()
                .filter(passage -> model == null ? passage.isWork() : isWork(passage))
                .reduce((one, later) -> later)
                .map(Passage::element)
                .orElse(null);
    }

    List<Work> work() {
        Map<String, List<Long>> took = new HashMap<>();
        passages.stream()
                .filter(passage -> model == null ? passage.isWork() : isWork(passage))
                .forEach(passage -> took.computeIfAbsent(passage.element(), element -> new ArrayList<>())
                        .add(Math.max(0, passage.ended() - passage.began())));
        return took.entrySet().stream()
                .map(each -> new Work(
                        each.getKey(),
                        each.getValue().size(),
                        sum(each.getValue()),
                        sum(each.getValue().subList(1, each.getValue().size()))))
                .sorted(Comparator.comparing(Work::element))
                .toList();
    }

    private static long sum(List<Long> millis) {
        return millis.stream().mapToLong(Long::longValue).sum();
    }
}
