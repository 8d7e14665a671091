package io.polisflow.templates;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnPlane;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;

/** Draws on a model as an analyst does in Camunda Modeler: a step from a template, a gateway, a flow. */
final class Drawing {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final String PREFIX = "camunda:";
    /** Below everything that is drawn. */
    private static final int FREE = 3_000;

    private final BpmnModelInstance model;
    private int drawn;

    Drawing(BpmnModelInstance model) {
        this.model = model;
    }

    /** @param typed what the analyst types into the panel, by the name of the binding; the rest is as the template has it */
    FlowNode step(JsonNode template, String id, String label, Map<String, String> typed) {
        FlowNode node =
                create(template.path("elementType").path("value").asText().replaceFirst("bpmn:(.)", "$1"), id, label);
        node.setAttributeValueNs(CAMUNDA, "modelerTemplate", template.path("id").asText());
        node.setAttributeValueNs(
                CAMUNDA, "modelerTemplateVersion", template.path("version").asText());
        for (JsonNode property : template.path("properties")) {
            JsonNode binding = property.path("binding");
            String name = binding.path("name").asText();
            String value = name.equals("name")
                    ? label
                    : typed.getOrDefault(
                            name, property.has("value") ? property.path("value").asText() : null);
            bind(node, binding.path("type").asText(), name, value);
        }
        return node;
    }

    private void bind(FlowNode node, String type, String name, String value) {
        switch (type) {
            case "property" -> {
                if (value != null && name.startsWith(PREFIX)) {
                    node.setAttributeValueNs(CAMUNDA, name.substring(PREFIX.length()), value);
                } else if (value != null) {
                    node.setAttributeValue(name, value);
                }
            }
            case "camunda:property" -> {
                CamundaProperty written = model.newInstance(CamundaProperty.class);
                written.setCamundaName(name);
                written.setCamundaValue(value == null ? "" : value);
                extension(node, CamundaProperties.class).getCamundaProperties().add(written);
            }
            case "camunda:inputParameter" -> {
                CamundaInputParameter written = model.newInstance(CamundaInputParameter.class);
                written.setCamundaName(name);
                written.setTextContent(value);
                extension(node, CamundaInputOutput.class)
                        .getCamundaInputParameters()
                        .add(written);
            }
            default -> throw new IllegalArgumentException(type);
        }
    }

    private <T extends org.camunda.bpm.model.bpmn.instance.BpmnModelElementInstance> T extension(
            FlowNode node, Class<T> type) {
        if (node.getExtensionElements() == null) {
            node.setExtensionElements(model.newInstance(ExtensionElements.class));
        }
        return DrawnModels.extensions(node, type).stream().findFirst().orElseGet(() -> node.getExtensionElements()
                .addExtensionElement(type));
    }

    ExclusiveGateway gateway(String id, String label) {
        return (ExclusiveGateway) create("ExclusiveGateway", id, label);
    }

    private FlowNode create(String type, String id, String label) {
        FlowNode node = (FlowNode) model.newInstance(model.getModel()
                .getTypeForName(
                        "http://www.omg.org/spec/BPMN/20100524/MODEL",
                        type.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + type.substring(1)));
        node.setId(id);
        if (label != null) {
            node.setName(label);
        }
        process().addChildElement(node);
        BpmnShape shape = model.newInstance(BpmnShape.class);
        shape.setBpmnElement(node);
        Bounds bounds = model.newInstance(Bounds.class);
        bounds.setX(100 + 200 * drawn++);
        bounds.setY(FREE);
        bounds.setWidth(node instanceof ExclusiveGateway ? 50 : 120);
        bounds.setHeight(node instanceof ExclusiveGateway ? 50 : 80);
        shape.setBounds(bounds);
        plane().addChildElement(shape);
        return node;
    }

    /** Leads the flow to the first of the nodes and from the last to where it led. */
    void insert(String flowId, FlowNode first, FlowNode last) {
        SequenceFlow flow = model.getModelElementById(flowId);
        FlowNode target = flow.getTarget();
        target.getIncoming().remove(flow);
        flow.setTarget(first);
        first.getIncoming().add(flow);
        connect(last, target, null, null);
    }

    SequenceFlow connect(FlowNode from, FlowNode to, String label, String condition) {
        SequenceFlow flow = model.newInstance(SequenceFlow.class);
        flow.setId("Flow_" + from.getId().replaceFirst("\\w+_", "") + "_"
                + to.getId().replaceFirst("\\w+_", ""));
        flow.setSource(from);
        flow.setTarget(to);
        if (label != null) {
            flow.setName(label);
        }
        process().addChildElement(flow);
        if (condition != null) {
            ConditionExpression expression = model.newInstance(ConditionExpression.class);
            expression.setTextContent(condition);
            flow.setConditionExpression(expression);
        }
        from.getOutgoing().add(flow);
        to.getIncoming().add(flow);
        BpmnEdge edge = model.newInstance(BpmnEdge.class);
        edge.setBpmnElement(flow);
        for (int end = 0; end < 2; end++) {
            Waypoint point = model.newInstance(Waypoint.class);
            point.setX(100 * end);
            point.setY(FREE + 200);
            edge.getWaypoints().add(point);
        }
        plane().addChildElement(edge);
        return flow;
    }

    private Process process() {
        return model.getModelElementsByType(Process.class).iterator().next();
    }

    private BpmnPlane plane() {
        return model.getModelElementsByType(BpmnPlane.class).iterator().next();
    }

    String xml() {
        return Bpmn.convertToString(model);
    }
}
