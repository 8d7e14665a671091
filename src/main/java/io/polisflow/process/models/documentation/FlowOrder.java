package io.polisflow.process.models.documentation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;

/** Puts the elements of a model into the order in which one reads it: each behind what leads to it, loops cut. */
final class FlowOrder {

    private final List<FlowNode> nodes;
    private final LinkedList<FlowNode> ordered = new LinkedList<>();
    private final Set<FlowNode> seen = new HashSet<>();

    private FlowOrder(Collection<FlowElement> elements) {
        this.nodes = elements.stream()
                .filter(FlowNode.class::isInstance)
                .map(FlowNode.class::cast)
                .toList();
    }

    /** @param elements of a process or sub-process; what lies in a sub-process among them comes right behind it */
    static List<FlowNode> of(Collection<FlowElement> elements) {
        FlowOrder order = new FlowOrder(elements);
        // What is visited last comes first: what an event begins by itself, beside the flow, is put at the end.
        order.inReverse(node -> node.getIncoming().isEmpty() && isBeside(node));
        order.inReverse(node -> node.getIncoming().isEmpty() && !isBeside(node) && !(node instanceof BoundaryEvent));
        // A loop without a way in is reached from nowhere.
        order.nodes.stream().filter(node -> !order.seen.contains(node)).forEach(order.ordered::addLast);
        return order.ordered.stream()
                .flatMap(node -> Stream.concat(
                        Stream.of(node),
                        node instanceof SubProcess scope ? of(scope.getFlowElements()).stream() : Stream.of()))
                .toList();
    }

    private static boolean isBeside(FlowNode node) {
        return node instanceof SubProcess scope && scope.triggeredByEvent();
    }

    private void inReverse(Predicate<FlowNode> which) {
        List<FlowNode> begin = nodes.stream().filter(which).toList();
        for (int i = begin.size() - 1; i >= 0; i--) {
            visit(begin.get(i));
        }
    }

    private void visit(FlowNode node) {
        if (!seen.add(node)) {
            return;
        }
        List<FlowNode> next = new ArrayList<>(next(node));
        for (int i = next.size() - 1; i >= 0; i--) {
            visit(next.get(i));
        }
        ordered.addFirst(node);
    }

    /** What happens on the edge of a step comes before what follows the step. */
    private Set<FlowNode> next(FlowNode node) {
        Set<FlowNode> next = new LinkedHashSet<>();
        nodes.stream()
                .filter(BoundaryEvent.class::isInstance)
                .map(BoundaryEvent.class::cast)
                .filter(event -> node.equals(event.getAttachedTo()))
                .forEach(next::add);
        node.getOutgoing().stream().map(SequenceFlow::getTarget).forEach(next::add);
        return next;
    }
}
