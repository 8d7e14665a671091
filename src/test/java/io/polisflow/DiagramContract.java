package io.polisflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** What the picture of a model must show: each node once, each flow, and nothing upon something else. */
final class DiagramContract {

    private DiagramContract() {}

    static void check(BpmnModelInstance model, Consumer<String> found) {
        Map<String, Bounds> shapes = new HashMap<>();
        for (BpmnShape shape : model.getModelElementsByType(BpmnShape.class)) {
            if (shape.getBpmnElement() != null) {
                shapes.put(shape.getBpmnElement().getId(), shape.getBounds());
            }
        }
        Map<String, BpmnEdge> edges = new HashMap<>();
        for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
            if (edge.getBpmnElement() != null) {
                edges.put(edge.getBpmnElement().getId(), edge);
            }
        }
        List<FlowNode> drawn = new ArrayList<>();
        for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
            if (shapes.containsKey(node.getId())) {
                drawn.add(node);
            } else {
                found.accept(node.getId() + " has no shape");
            }
        }
        for (SequenceFlow flow : model.getModelElementsByType(SequenceFlow.class)) {
            BpmnEdge edge = edges.get(flow.getId());
            if (edge == null || edge.getWaypoints().size() < 2) {
                found.accept(flow.getId() + " has no edge");
            }
        }
        drawn.sort(Comparator.comparing(FlowNode::getId));
        for (int i = 0; i < drawn.size(); i++) {
            for (int j = i + 1; j < drawn.size(); j++) {
                FlowNode one = drawn.get(i);
                FlowNode other = drawn.get(j);
                if (!belongTogether(one, other) && overlap(shapes.get(one.getId()), shapes.get(other.getId()))) {
                    found.accept(one.getId() + " and " + other.getId() + " overlap");
                }
            }
        }
    }

    private static boolean belongTogether(FlowNode one, FlowNode other) {
        return isIn(one, other) || isIn(other, one) || isOn(one, other) || isOn(other, one);
    }

    private static boolean isIn(FlowNode inner, FlowNode outer) {
        ModelElementInstance parent = inner.getParentElement();
        while (parent != null) {
            if (parent.equals(outer)) {
                return true;
            }
            parent = parent.getParentElement();
        }
        return false;
    }

    /** A boundary event sits on its host, and on the border of a sub-process it may touch what lies inside. */
    private static boolean isOn(FlowNode event, FlowNode node) {
        return event instanceof BoundaryEvent boundary
                && (node.equals(boundary.getAttachedTo()) || isIn(node, boundary.getAttachedTo()));
    }

    private static boolean overlap(Bounds one, Bounds other) {
        return one.getX() < other.getX() + other.getWidth()
                && other.getX() < one.getX() + one.getWidth()
                && one.getY() < other.getY() + other.getHeight()
                && other.getY() < one.getY() + one.getHeight();
    }
}
