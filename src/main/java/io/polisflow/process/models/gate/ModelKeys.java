package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;

/** Holds one file to one key that its name tells, so that whoever sees a file knows what it puts into force. */
final class ModelKeys {

    static final String RULE = "file-key";
    static final String TWICE = "duplicate-key";

    private final Findings findings;
    private final Map<String, String> files = new HashMap<>();

    ModelKeys(Findings findings) {
        this.findings = findings;
    }

    /** @return the key of the process that the file deploys, or null */
    static String keyOf(BpmnModelInstance model) {
        return executable(model).stream().map(Process::getId).findFirst().orElse(null);
    }

    private static List<Process> executable(BpmnModelInstance model) {
        return model.getModelElementsByType(Process.class).stream()
                .filter(Process::isExecutable)
                .toList();
    }

    void check(ModelFile file, BpmnModelInstance model) {
        List<Process> processes = executable(model);
        if (processes.size() > 1) {
            findings.error(
                    RULE,
                    place(file, processes.get(1)),
                    "Исполняемых процессов в файле %d, а должен быть один".formatted(processes.size()),
                    "Вынесите каждый процесс в свой файл с именем «ключ.bpmn».");
        }
        processes.stream()
                .limit(1)
                .filter(process -> !process.getId().equals(stem(file)))
                .forEach(process -> findings.error(
                        RULE,
                        place(file, process),
                        "Файл называется %s, а ключ процесса в нём — «%s»".formatted(file.name(), process.getId()),
                        "Назовите файл %s.bpmn или верните процессу ключ «%s»."
                                .formatted(process.getId(), stem(file))));
        processes.forEach(process -> once(file, "Процесс с ключом «%s»".formatted(process.getId())));
    }

    /** Each decision has its file as well; whether one is named as the file is {@link DecisionRule}'s to say. */
    void check(ModelFile file, DmnModelInstance model) {
        model.getModelElementsByType(Decision.class)
                .forEach(decision -> once(file, "Решение с ключом «%s»".formatted(decision.getId())));
    }

    /** Each form has its file as well; whether its id fits its path is {@link FormUseRule}'s to say. */
    void check(ModelFile file, JsonNode form) {
        once(file, "Форма с id «%s»".formatted(form.path("id").asText()));
    }

    private void once(ModelFile file, String what) {
        String other = files.putIfAbsent(what, file.path());
        if (other != null) {
            findings.error(
                    TWICE,
                    Place.of(file.path()),
                    "%s есть и в файле %s".formatted(what, other),
                    "Оставьте один из двух файлов: в силу может вступить только один.");
        }
    }

    private static Place place(ModelFile file, Process process) {
        return new Place(file.path(), process.getId(), process.getName(), 0);
    }

    private static String stem(ModelFile file) {
        int dot = file.name().lastIndexOf('.');
        return dot < 0 ? file.name() : file.name().substring(0, dot);
    }
}
