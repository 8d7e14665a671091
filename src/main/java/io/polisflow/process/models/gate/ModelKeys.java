package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;

/** Holds one file to one key that its name tells, so that whoever sees a file knows what it puts into force. */
final class ModelKeys {

    static final String RULE = "file-key";
    static final String TWICE = "duplicate-key";

    private static final Pattern FORM = Pattern.compile("(?:.*/)?forms/([^/]+)/([^/]+)\\.form");

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
        if (processes.isEmpty()) {
            findings.error(
                    RULE,
                    Place.of(file.path()),
                    "В файле нет исполняемого процесса, разворачивать нечего",
                    "Отметьте процесс как исполняемый (Executable) в Camunda Modeler.");
            return;
        }
        if (processes.size() > 1) {
            findings.error(
                    RULE,
                    place(file, processes.get(1)),
                    "В файле %d исполняемых процесса, а должен быть один".formatted(processes.size()),
                    "Вынесите каждый процесс в свой файл с именем «ключ.bpmn».");
        }
        Process process = processes.get(0);
        if (!process.getId().equals(stem(file))) {
            findings.error(
                    RULE,
                    place(file, process),
                    "Файл называется %s, а ключ процесса в нём — «%s»".formatted(file.name(), process.getId()),
                    "Назовите файл %s.bpmn или верните процессу ключ «%s».".formatted(process.getId(), stem(file)));
        }
        processes.forEach(
                each -> once(file, "process " + each.getId(), "процесс с ключом «%s»".formatted(each.getId())));
    }

    void check(ModelFile file, DmnModelInstance model) {
        List<String> keys = model.getModelElementsByType(Decision.class).stream()
                .map(Decision::getId)
                .toList();
        if (keys.isEmpty()) {
            findings.error(
                    RULE,
                    Place.of(file.path()),
                    "В файле нет ни одного решения, разворачивать нечего",
                    "Добавьте таблицу решений с ключом «%s».".formatted(stem(file)));
        } else if (!keys.contains(stem(file))) {
            findings.error(
                    RULE,
                    new Place(file.path(), keys.get(0), null, 0),
                    "Файл называется %s, а решения «%s» в нём нет, есть: %s"
                            .formatted(file.name(), stem(file), String.join(", ", keys)),
                    "Назовите файл %s.dmn или верните решению ключ «%s».".formatted(keys.get(0), stem(file)));
        }
        keys.forEach(key -> once(file, "decision " + key, "решение с ключом «%s»".formatted(key)));
    }

    void check(ModelFile file, JsonNode form) {
        String id = form.path("id").asText();
        Matcher path = FORM.matcher(file.path());
        // Modeler sends bare names: the task's part of the id, or the whole.
        boolean named = path.matches()
                ? id.equals(path.group(1) + "-" + path.group(2))
                : id.equals(stem(file)) || id.endsWith("-" + stem(file));
        if (!named) {
            findings.error(
                    RULE,
                    new Place(file.path(), id, null, 0),
                    "Файл называется %s, а id формы в нём — «%s»"
                            .formatted(path.matches() ? file.path() : file.name(), id),
                    path.matches()
                            ? "Верните форме id «%s-%s» или переложите файл.".formatted(path.group(1), path.group(2))
                            : "Назовите файл по задаче, а форме дайте id «ключ-процесса-%s».".formatted(stem(file)));
        }
        once(file, "form " + id, "форма с id «%s»".formatted(id));
    }

    private void once(ModelFile file, String key, String what) {
        String other = files.putIfAbsent(key, file.path());
        if (other != null) {
            findings.error(
                    TWICE,
                    Place.of(file.path()),
                    "%s есть и в файле %s".formatted(sentence(what), other),
                    "Оставьте один из двух файлов: в силу может вступить только один.");
        }
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static Place place(ModelFile file, Process process) {
        return new Place(file.path(), process.getId(), process.getName(), 0);
    }

    static String stem(ModelFile file) {
        int dot = file.name().lastIndexOf('.');
        return dot < 0 ? file.name() : file.name().substring(0, dot);
    }
}
