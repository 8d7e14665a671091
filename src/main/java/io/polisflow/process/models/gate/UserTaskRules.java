package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** A task of a person has a form that is there, somebody who may take it, and a deadline of its own. */
@Component
class UserTaskRules implements ModelRule {

    static final String NO_FORM = "task-without-form";
    static final String LEFT_BEHIND = "form-left-behind";
    static final String FORM_KEY = "form-key";
    static final String BINDING = "form-binding";
    static final String NOBODY = "task-without-group";
    static final String UNKNOWN_GROUP = "unknown-group";
    static final String NO_DEADLINE = "task-without-deadline";

    private static final Set<String> PERSONS = Set.of("assignee", "candidateGroups", "candidateUsers");
    private static final Set<String> OWNERS = Set.of("potentialOwner", "humanPerformer", "performer");
    private static final Pattern GROUP = Pattern.compile("group\\(\\s*([^)\\s]+)\\s*\\)");

    private final ModelVocabulary vocabulary;

    UserTaskRules(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        Map<String, String> forms = new HashMap<>();
        set.forms().forEach((path, form) -> forms.put(idOf(form), path));
        DeadlineTable deadlines = DeadlineTable.of(set);
        Set<String> groups = vocabulary.groups();
        BpmnFile.each(set, file -> file.elements().forEach(element -> {
            checkForm(file, element, forms, set.examined(), findings);
            checkGroups(file, element, groups, findings);
            if ("userTask".equals(element.getLocalName())) {
                checkTask(file, element, deadlines, findings);
            }
        }));
    }

    private static String idOf(JsonNode form) {
        return form.path("id").asText();
    }

    private static void checkForm(
            BpmnFile file, Element element, Map<String, String> forms, Set<String> examined, Findings findings) {
        String key = XmlElements.camunda(element, "formKey");
        if (!key.isEmpty()) {
            findings.error(
                    FORM_KEY,
                    file.place(element),
                    "Форма названа ключом «" + key + "»: такую форму никто не объявляет и не проверяет",
                    "Выберите у шага «Forms: Camunda Forms» и укажите id формы в «Form reference».");
        }
        String id = XmlElements.camunda(element, "formRef");
        if (id.isEmpty()) {
            return;
        }
        if (!"deployment".equals(XmlElements.camunda(element, "formRefBinding"))) {
            findings.error(
                    BINDING,
                    file.place(element),
                    "Форма «" + id + "» не привязана к развёртыванию: её новая версия сменит форму и у идущих задач",
                    "Выберите у формы «Binding: deployment».");
        }
        String path = forms.get(id);
        // Whether there is such a form at all is FormUseRule's to say.
        if (path != null && !examined.contains(path)) {
            findings.error(
                    LEFT_BEHIND,
                    file.place(element),
                    "Форма «" + id + "» в силе, но вместе с моделью её не развёртывают: шаг останется без неё",
                    "Приложите файл формы к развёртыванию.");
        }
    }

    private static void checkGroups(BpmnFile file, Element element, Set<String> known, Findings findings) {
        Stream<String> listed = Stream.of("candidateGroups", "candidateStarterGroups")
                .flatMap(
                        name -> Arrays.stream(XmlElements.camunda(element, name).split(",")));
        Stream<String> owning = OWNERS.contains(element.getLocalName())
                ? GROUP.matcher(element.getTextContent()).results().map(found -> found.group(1))
                : Stream.of();
        Stream.concat(listed, owning)
                .map(String::strip)
                .filter(group -> !group.isEmpty() && !Juel.isExpression(group) && !known.contains(group))
                .forEach(group -> findings.error(
                        UNKNOWN_GROUP,
                        file.place(element),
                        "Группы «" + group + "» нет",
                        Likeness.hint(group, known) + "Укажите существующую группу: "
                                + String.join(", ", known.stream().sorted().toList()) + "."));
    }

    private static void checkTask(BpmnFile file, Element task, DeadlineTable deadlines, Findings findings) {
        if (XmlElements.camunda(task, "formRef").isEmpty()
                && XmlElements.camunda(task, "formKey").isEmpty()) {
            findings.error(
                    NO_FORM,
                    file.place(task),
                    "У задачи нет формы",
                    "Нарисуйте форму, приложите её к моделям и укажите её id в «Form reference».");
        }
        boolean taken = PERSONS.stream()
                        .anyMatch(name -> !XmlElements.camunda(task, name).isBlank())
                || OWNERS.stream()
                        .anyMatch(name -> Steps.children(task, name).findAny().isPresent());
        if (!taken) {
            findings.error(
                    NOBODY,
                    file.place(task),
                    "Задачу некому взять: у неё нет ни группы, ни исполнителя",
                    "Укажите «Candidate groups» или «Assignee».");
        }
        String key = file.processKey(task);
        if (!deadlines.knows(key, task.getAttribute("id"))) {
            findings.error(
                    NO_DEADLINE,
                    file.place(task),
                    "У задачи нет строки в таблице сроков task-sla",
                    "Добавьте в task-sla строку: процесс \"%s\", задача \"%s\"."
                            .formatted(key, task.getAttribute("id")));
        }
    }

    /** The rows of the decision table that gives tasks their deadlines, by process and task. */
    private record DeadlineTable(List<Row> rows) {

        private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

        /** The default row is for tasks that appear tomorrow; who draws one says its deadline. */
        private record Row(Set<String> processes, Set<String> tasks) {}

        static DeadlineTable of(ModelSet set) {
            return new DeadlineTable(set.decisions().values().stream()
                    .flatMap(model -> XmlElements.of(model).stream())
                    .filter(element -> "decision".equals(element.getLocalName())
                            && TableContract.DEADLINES.equals(element.getAttribute("id")))
                    .flatMap(DeadlineTable::rows)
                    .toList());
        }

        private static Stream<Row> rows(Element decision) {
            return Steps.children(decision, "decisionTable").flatMap(table -> {
                List<String> columns = Steps.children(table, "input")
                        .map(input -> input.getTextContent().strip())
                        .toList();
                int process = columns.indexOf("process");
                int task = columns.indexOf("task");
                return process < 0 || task < 0
                        ? Stream.of()
                        : Steps.children(table, "rule").map(rule -> {
                            List<Set<String>> cells = Steps.children(rule, "inputEntry")
                                    .map(cell -> texts(cell.getTextContent()))
                                    .toList();
                            return new Row(cell(cells, process), cell(cells, task));
                        });
            });
        }

        private static Set<String> cell(List<Set<String>> cells, int column) {
            return column < cells.size() ? cells.get(column) : Set.of();
        }

        private static Set<String> texts(String cell) {
            Matcher texts = TEXT.matcher(cell);
            return texts.results().map(found -> found.group(1)).collect(Collectors.toSet());
        }

        boolean knows(String process, String task) {
            return rows.stream()
                    .anyMatch(row -> row.tasks().contains(task)
                            && (row.processes().isEmpty() || row.processes().contains(process)));
        }
    }
}
