package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.dmn.DmnModelInstance;

/**
 * The files of a set that could be read, by path; what is in force already and not replaced belongs to it, since models refer to each other.
 *
 * @param examined the paths that findings may speak of: what was handed in, not what is in force beside it
 * @param oldTasks what instances of older versions may still come to, though the models of the set lack it
 */
record ModelSet(
        Map<String, BpmnModelInstance> models,
        Map<String, DmnModelInstance> decisions,
        Map<String, JsonNode> forms,
        Set<String> examined,
        List<OldTask> oldTasks) {

    ModelSet(
            Map<String, BpmnModelInstance> models,
            Map<String, DmnModelInstance> decisions,
            Map<String, JsonNode> forms,
            Set<String> examined) {
        this(models, decisions, forms, examined, List.of());
    }
}
