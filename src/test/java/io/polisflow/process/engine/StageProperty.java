package io.polisflow.process.engine;

import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;

/** Writes the stage into a model that a test builds. */
final class StageProperty {

    private StageProperty() {}

    static void add(BpmnModelInstance model, String element, String stage) {
        ExtensionElements extensions = ((BaseElement) model.getModelElementById(element)).getExtensionElements();
        CamundaProperties properties = model.newInstance(CamundaProperties.class);
        CamundaProperty property = model.newInstance(CamundaProperty.class);
        property.setCamundaName("stage");
        property.setCamundaValue(stage);
        properties.addChildElement(property);
        if (extensions == null) {
            extensions = model.newInstance(ExtensionElements.class);
            ((BaseElement) model.getModelElementById(element)).setExtensionElements(extensions);
        }
        extensions.addChildElement(properties);
    }
}
