package io.polisflow.process.engine;

import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;

/** Leads from the engine's activities to the elements that a model draws. */
public final class ModelElements {

    private static final String BODY = "#" + ActivityTypes.MULTI_INSTANCE_BODY;

    private ModelElements() {}

    /** @return whether the activity is the body that the engine gives to what is done several times */
    public static boolean isBody(String activity) {
        return activity.endsWith(BODY);
    }

    /** @return the id of the activity's element in the model */
    public static String element(String activity) {
        return isBody(activity) ? activity.substring(0, activity.length() - BODY.length()) : activity;
    }

    /** @return the activity that the engine makes the body of an element that is done several times */
    public static String body(String element) {
        return element + BODY;
    }

    /** @return the element's label, or null when the model gives it none */
    public static String label(BpmnModelInstance model, String element) {
        return model.getModelElementById(element) instanceof FlowElement named ? named.getName() : null;
    }
}
