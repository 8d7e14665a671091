package io.polisflow.process.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/**
 * Tells by which sequence flows a run came to where it is; the engine's history keeps activities only.
 *
 * <p>Each visit of an element was entered by one flow: the one whose source was the last to be left before. The engine counts the events along
 * a token's way, which orders also what happened within one millisecond.
 */
final class TakenFlows {

    /**
     * @param order the engine's count at the visit's beginning
     * @param left in milliseconds; null while it lasts, and when it was interrupted
     */
    record Visit(String id, String element, String execution, long order, long entered, Long left) {}

    /** @param by the flow by which a visit was entered @param from the visit that was left by it */
    record Entrance(Visit from, SequenceFlow by) {}

    private final Map<String, Integer> taken = new LinkedHashMap<>();
    private final Map<String, String> exits = new HashMap<>();
    private final Map<String, Entrance> entrances = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    private final BpmnModelInstance model;
    private final Map<String, List<Visit>> byElement = new HashMap<>();

    TakenFlows(BpmnModelInstance model, List<Visit> visits) {
        this.model = model;
        List<Visit> ordered = new ArrayList<>(visits);
        ordered.sort(Comparator.comparingLong(Visit::order).thenComparingLong(Visit::entered));
        ordered.forEach(visit -> byElement
                .computeIfAbsent(visit.element(), element -> new ArrayList<>())
                .add(visit));
        ordered.forEach(this::enter);
    }

    List<String> ids() {
        return List.copyOf(taken.keySet());
    }

    /** @return how often each flow was taken that was taken at all, by its id */
    Map<String, Integer> times() {
        return taken;
    }

    /** @return the name of the flow by which that visit of a gateway was left, or null */
    String exit(Visit visit) {
        return exits.get(visit.id());
    }

    /** @return null when no flow led to that visit */
    Entrance entrance(Visit visit) {
        return entrances.get(visit.id());
    }

    private void enter(Visit visit) {
        if (!(model.getModelElementById(visit.element()) instanceof FlowNode node)) {
            return;
        }
        Visit from = null;
        SequenceFlow by = null;
        for (SequenceFlow flow : node.getIncoming()) {
            for (Visit source : byElement.getOrDefault(flow.getSource().getId(), List.of())) {
                if (leads(source, flow, visit) && (from == null || closer(source, from, visit))) {
                    from = source;
                    by = flow;
                }
            }
        }
        if (by == null) {
            return;
        }
        taken.merge(by.getId(), 1, Integer::sum);
        entrances.put(visit.id(), new Entrance(from, by));
        used.add(use(from, by));
        if (by.getSource() instanceof ExclusiveGateway && by.getName() != null) {
            exits.put(from.id(), by.getName());
        }
    }

    private boolean leads(Visit source, SequenceFlow flow, Visit visit) {
        return source.left() != null
                && source.left() <= visit.entered()
                && source.order() < visit.order()
                && !used.contains(use(source, flow));
    }

    /** Of two tokens that have come as far, the one that comes in is nearer to itself. */
    private static boolean closer(Visit source, Visit other, Visit visit) {
        return source.order() > other.order()
                || source.order() == other.order() && source.execution().equals(visit.execution());
    }

    /** A gateway that decides is left once, by one flow; what forks is left by each flow once. */
    private static String use(Visit source, SequenceFlow flow) {
        return flow.getSource() instanceof ExclusiveGateway ? source.id() : source.id() + ' ' + flow.getId();
    }
}
