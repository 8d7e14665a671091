package io.polisflow.process.models.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.stereotype.Component;

/** The picture of a model shows each node once, each flow, and nothing upon something else. */
@Component
class DiagramRules implements ModelRule {

    static final String DIAGRAM = "diagram";
    static final String OVERLAP = "diagram-overlap";

    private static final String REDRAW = "Откройте модель в Camunda Modeler, нарисуйте недостающее и сохраните.";

    @Override
    public void check(ModelSet set, Findings findings) {
        BpmnFile.each(set, file -> check(file, findings));
    }

    private static void check(BpmnFile file, Findings findings) {
        Map<String, BpmnShape> shapes = new HashMap<>();
        for (BpmnShape shape : file.model().getModelElementsByType(BpmnShape.class)) {
            if (shape.getBpmnElement() == null) {
                findings.error(
                        DIAGRAM,
                        file.place(),
                        "Фигура «" + shape.getId() + "» на диаграмме не относится ни к одному элементу",
                        "Удалите фигуру в Camunda Modeler и сохраните модель.");
            } else if (shape.getBounds() != null) {
                shapes.put(shape.getBpmnElement().getId(), shape);
            }
        }
        if (shapes.isEmpty()) {
            findings.error(DIAGRAM, file.place(), "В файле нет диаграммы: процесс не увидеть", REDRAW);
            return;
        }
        List<FlowNode> drawn = new ArrayList<>();
        for (FlowNode node : file.model().getModelElementsByType(FlowNode.class)) {
            if (shapes.containsKey(node.getId())) {
                drawn.add(node);
            } else {
                findings.error(DIAGRAM, file.place(node), "Элемента нет на диаграмме", REDRAW);
            }
        }
        checkFlows(file, findings);
        checkOverlaps(file, drawn, shapes, findings);
    }

    private static void checkFlows(BpmnFile file, Findings findings) {
        Map<String, BpmnEdge> edges = new HashMap<>();
        for (BpmnEdge edge : file.model().getModelElementsByType(BpmnEdge.class)) {
            if (edge.getBpmnElement() != null) {
                edges.put(edge.getBpmnElement().getId(), edge);
            }
        }
        for (SequenceFlow flow : file.model().getModelElementsByType(SequenceFlow.class)) {
            BpmnEdge edge = edges.get(flow.getId());
            if (edge == null || edge.getWaypoints().size() < 2) {
                findings.error(DIAGRAM, file.place(flow), "Стрелки нет на диаграмме", REDRAW);
            }
        }
    }

    private static void checkOverlaps(
            BpmnFile file, List<FlowNode> drawn, Map<String, BpmnShape> shapes, Findings findings) {
        drawn.sort(Comparator.comparing(FlowNode::getId));
        for (int i = 0; i < drawn.size(); i++) {
            for (int j = i + 1; j < drawn.size(); j++) {
                FlowNode one = drawn.get(i);
                FlowNode other = drawn.get(j);
                if (!belongTogether(one, other) && overlap(shapes.get(one.getId()), shapes.get(other.getId()))) {
                    findings.warning(
                            OVERLAP,
                            file.place(one),
                            "Элемент лежит на диаграмме поверх «" + other.getId() + "»",
                            "Раздвиньте элементы в Camunda Modeler.");
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

    /** What lies in a collapsed sub-process is drawn on a plane of its own. */
    private static boolean overlap(BpmnShape one, BpmnShape other) {
        return one.getParentElement().equals(other.getParentElement()) && overlap(one.getBounds(), other.getBounds());
    }

    private static boolean overlap(Bounds one, Bounds other) {
        return one.getX() < other.getX() + other.getWidth()
                && other.getX() < one.getX() + one.getWidth()
                && one.getY() < other.getY() + other.getHeight()
                && other.getY() < one.getY() + one.getHeight();
    }
}
