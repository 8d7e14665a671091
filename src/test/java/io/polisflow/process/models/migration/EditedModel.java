package io.polisflow.process.models.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;

/** A model of the product as an analyst would change it, deployed with its forms and deadlines. */
public final class EditedModel {

    private final String key;
    private final Map<String, String> renamedTasks = new HashMap<>();
    private String xml;
    private boolean deadlines;

    private EditedModel(String key) {
        this.key = key;
        this.xml = read(Path.of("bpmn", key + ".bpmn"));
    }

    public static EditedModel of(String key) {
        return new EditedModel(key);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public EditedModel with(String before, String after) {
        if (!xml.contains(before)) {
            throw new IllegalArgumentException(key + " has no " + before);
        }
        xml = xml.replace(before, after);
        return this;
    }

    /** The element goes on under another id and label, also in the diagram. */
    public EditedModel renamed(String id, String newId, String label, String newLabel) {
        if (id.startsWith("Task_")) {
            renamedTasks.put(id, newId);
        }
        return with("\"" + id + "\"", "\"" + newId + "\"")
                .with("id=\"" + newId + "\" name=\"" + label + "\"", "id=\"" + newId + "\" name=\"" + newLabel + "\"");
    }

    /** The deadlines come along though no task has another name. */
    public EditedModel withDeadlines() {
        deadlines = true;
        return this;
    }

    /** Something that happens a while after the task was begun, and leads to an end of its own. */
    public EditedModel withTimer(String task, String timer, String label, String when) {
        String end = "End_" + timer;
        String flow = "Flow_" + timer;
        xml = xml.replace(
                "</bpmn:process>",
                "<bpmn:boundaryEvent id=\"%s\" name=\"%s\" cancelActivity=\"false\" attachedToRef=\"%s\">"
                                .formatted(timer, label, task)
                        + "<bpmn:outgoing>%s</bpmn:outgoing><bpmn:timerEventDefinition id=\"Definition_%s\">"
                                .formatted(flow, timer)
                        + when + "</bpmn:timerEventDefinition></bpmn:boundaryEvent>"
                        + "<bpmn:endEvent id=\"%s\" name=\"Прошло\"><bpmn:incoming>%s</bpmn:incoming></bpmn:endEvent>"
                                .formatted(end, flow)
                        + "</bpmn:process>");
        return drawn(timer, 1000, 1000, 36, 36).drawn(end, 1100, 1000, 36, 36).connected(flow, timer, end);
    }

    private EditedModel drawn(String id, int x, int y, int width, int height) {
        xml = xml.replace(
                "</bpmndi:BPMNPlane>",
                "<bpmndi:BPMNShape id=\"%s_di\" bpmnElement=\"%s\"><dc:Bounds x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/></bpmndi:BPMNShape></bpmndi:BPMNPlane>"
                        .formatted(id, id, x, y, width, height));
        return this;
    }

    private EditedModel connected(String id, String from, String to) {
        xml = xml.replaceFirst(
                        "</bpmn:process>",
                        "<bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\"/></bpmn:process>"
                                .formatted(id, from, to))
                .replace(
                        "</bpmndi:BPMNPlane>",
                        "<bpmndi:BPMNEdge id=\"%s_di\" bpmnElement=\"%s\"><di:waypoint x=\"1000\" y=\"900\"/><di:waypoint x=\"1100\" y=\"900\"/></bpmndi:BPMNEdge></bpmndi:BPMNPlane>"
                                .formatted(id, id));
        return this;
    }

    /** @return the deployment's id; delete it when the test is over, other tests share the engine */
    public String deploy(RepositoryService repository) {
        return deploy(repository, key);
    }

    /** The same under a name of its own. */
    public String deploy(RepositoryService repository, String name) {
        DeploymentBuilder deployment = repository.createDeployment().name(name).addString("bpmn/" + key + ".bpmn", xml);
        Path folder = Path.of("forms", key);
        try (Stream<Path> forms = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            forms.forEach(form -> deployment.addString("forms/" + key + "/" + form.getFileName(), read(form)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (deadlines || !renamedTasks.isEmpty()) {
            deployment.addString("bpmn/task-sla.dmn", deadlines());
        }
        return deployment.deploy().getId();
    }

    /** The deadlines of the renamed tasks go on under their new ids. */
    private String deadlines() {
        String rule = "<rule ";
        return Arrays.stream(read(Path.of("bpmn", "task-sla.dmn")).split("(?=" + rule + ")"))
                .map(part -> part.startsWith(rule) && part.contains(">\"" + key + "\"<") ? withNewIds(part) : part)
                .collect(Collectors.joining());
    }

    private String withNewIds(String row) {
        for (Map.Entry<String, String> task : renamedTasks.entrySet()) {
            row = row.replace(">\"" + task.getKey() + "\"<", ">\"" + task.getValue() + "\"<");
        }
        return row;
    }
}
