package io.polisflow.process.models.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Which steps of a process may have run before another; where the diagram leaves it open, they may. */
final class StepOrder {

    /** A sub-process is entered at its own id and left here. */
    private static final String LEFT = "/left";

    private final Map<String, Set<String>> next = new HashMap<>();
    private final Map<String, Set<String>> previous = new HashMap<>();
    private final Set<String> forks = new HashSet<>();
    private final Map<String, Set<String>> alongside = new HashMap<>();

    /** @param scope the process or whatever else holds the nodes */
    StepOrder(ModelElementInstance scope, Collection<FlowNode> nodes) {
        List<SubProcess> aside = new ArrayList<>();
        for (FlowNode node : nodes) {
            connectOut(node);
            if (node instanceof SubProcess inner) {
                connectInner(inner, nodes);
                if (inner.triggeredByEvent()) {
                    aside.add(inner);
                }
            } else if (node instanceof BoundaryEvent event && event.getAttachedTo() != null) {
                connectBoundary(event, nodes);
            }
        }
        aside.forEach(inner -> connectAside(scope, inner, nodes));
    }

    /** @return ids of the steps whose traces may be there when the step begins; among them its own when it may run again */
    Set<String> before(String step) {
        Set<String> before = reach(previous, step);
        Set<String> after = reach(next, step);
        for (String fork : List.copyOf(before)) {
            if (forks.contains(fork)) {
                Set<String> meanwhile = reach(next, fork);
                meanwhile.removeAll(after);
                meanwhile.remove(step);
                before.addAll(meanwhile);
            }
        }
        before.addAll(alongside.getOrDefault(step, Set.of()));
        return before;
    }

    private void connectOut(FlowNode node) {
        Collection<SequenceFlow> flows = node.getOutgoing();
        String out = node instanceof SubProcess ? node.getId() + LEFT : node.getId();
        for (SequenceFlow flow : flows) {
            if (flow.getTarget() != null) {
                connect(out, flow.getTarget().getId());
            }
        }
        if (flows.size() > 1 && !(node instanceof ExclusiveGateway) && !(node instanceof EventBasedGateway)) {
            forks.add(out);
        }
        if (node.getParentElement() instanceof SubProcess around) {
            connect(node instanceof SubProcess ? out : node.getId(), around.getId() + LEFT);
        }
    }

    private void connectInner(SubProcess inner, Collection<FlowNode> nodes) {
        connect(inner.getId(), inner.getId() + LEFT);
        nodes.stream()
                .filter(node -> inner.equals(node.getParentElement()))
                .filter(node -> node instanceof StartEvent || node.getIncoming().isEmpty())
                .filter(node -> !(node instanceof BoundaryEvent) && !isAside(node))
                .forEach(start -> connect(inner.getId(), start.getId()));
        if (inner.getLoopCharacteristics() != null) {
            connect(inner.getId() + LEFT, inner.getId());
        }
    }

    private void connectBoundary(BoundaryEvent event, Collection<FlowNode> nodes) {
        Activity host = event.getAttachedTo();
        connect(host.getId(), event.getId());
        within(host, nodes).forEach(node -> connect(node.getId(), event.getId()));
        if (!event.cancelActivity()) {
            forks.add(host.getId());
        }
    }

    /** An event sub-process may begin after any step around it; one that does not interrupt runs beside all of them. */
    private void connectAside(ModelElementInstance scope, SubProcess inner, Collection<FlowNode> nodes) {
        Set<FlowNode> own = within(inner, nodes);
        ModelElementInstance around = inner.getParentElement();
        List<FlowNode> others = nodes.stream()
                .filter(node -> around.equals(scope) || isWithin(node, around))
                .filter(node -> !own.contains(node) && !node.equals(inner))
                .toList();
        others.forEach(node -> connect(node.getId(), inner.getId()));
        if (around instanceof SubProcess outer) {
            connect(outer.getId(), inner.getId());
        }
        boolean interrupts = own.stream()
                .filter(StartEvent.class::isInstance)
                .map(StartEvent.class::cast)
                .anyMatch(StartEvent::isInterrupting);
        if (!interrupts) {
            Set<String> steps = new HashSet<>();
            own.forEach(node -> steps.add(node.getId()));
            others.forEach(node -> alongside
                    .computeIfAbsent(node.getId(), id -> new HashSet<>())
                    .addAll(steps));
        }
    }

    private static boolean isAside(FlowNode node) {
        return node instanceof SubProcess inner && inner.triggeredByEvent();
    }

    private static Set<FlowNode> within(ModelElementInstance outer, Collection<FlowNode> nodes) {
        Set<FlowNode> within = new LinkedHashSet<>();
        nodes.stream().filter(node -> isWithin(node, outer)).forEach(within::add);
        return within;
    }

    private static boolean isWithin(ModelElementInstance node, ModelElementInstance outer) {
        ModelElementInstance parent = node.getParentElement();
        return parent != null && (parent.equals(outer) || isWithin(parent, outer));
    }

    private void connect(String from, String to) {
        if (from == null || to == null) {
            // A step without id is no step of the engine either.
            return;
        }
        next.computeIfAbsent(from, id -> new HashSet<>()).add(to);
        previous.computeIfAbsent(to, id -> new HashSet<>()).add(from);
    }

    private static Set<String> reach(Map<String, Set<String>> edges, String start) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(edges.getOrDefault(start, Set.of()));
        while (!open.isEmpty()) {
            String step = open.pop();
            if (reached.add(step)) {
                open.addAll(edges.getOrDefault(step, Set.of()));
            }
        }
        return reached;
    }
}
