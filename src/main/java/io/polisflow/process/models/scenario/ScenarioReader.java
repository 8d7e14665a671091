package io.polisflow.process.models.scenario;

import io.polisflow.process.models.scenario.Scenario.Kind;
import io.polisflow.process.models.scenario.Scenario.Step;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads one file of stories, line by line, so that whatever is wrong can be told with its place; it makes no objects of the file's choosing. */
final class ScenarioReader {

    private static final String USE_CASE = "вариант использования";
    private static final String STORIES = "истории";
    private static final String NAME = "название";
    private static final String STEPS = "шаги";
    private static final Map<String, Kind> WORDS = Map.of("Дано", Kind.GIVEN, "Когда", Kind.WHEN, "То", Kind.THEN);
    private static final String AND = "И";
    private static final Set<String> FIRST_WORDS = Set.of("Дано", "Когда", "То", AND);

    private static final int LARGEST_FILE = 1_000_000;
    private static final int DEEPEST = 20;
    private static final int MOST_VALUES = 20_000;

    private final String file;
    private final Vocabulary vocabulary;
    private final List<Scenario> scenarios = new ArrayList<>();
    private final List<ScenarioProblem> problems = new ArrayList<>();
    private int values;

    ScenarioReader(String file, Vocabulary vocabulary) {
        this.file = file;
        this.vocabulary = vocabulary;
    }

    ScenarioReading read(String content) {
        try {
            LoaderOptions limits = new LoaderOptions();
            limits.setCodePointLimit(LARGEST_FILE);
            limits.setNestingDepthLimit(DEEPEST);
            Node root = new Yaml(new SafeConstructor(limits)).compose(new StringReader(content));
            if (root == null) {
                problem(1, "Файл пуст.", "Начните его словами «" + USE_CASE + ": UC1» и «" + STORIES + ":».");
            } else {
                file(root);
            }
        } catch (MarkedYAMLException e) {
            problem(
                    e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1,
                    "Файл не читается как YAML: " + e.getProblem() + ".",
                    "Проверьте отступы, двоеточия и кавычки в этой строке.");
        } catch (YAMLException | Broken e) {
            problem(0, "Файл не читается как YAML: " + e.getMessage() + ".", "Упростите файл или разделите его.");
        }
        return new ScenarioReading(List.copyOf(scenarios), List.copyOf(problems));
    }

    /** More than a person would write. */
    private static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    private void file(Node root) {
        Map<String, Node> parts = mapping(root, "файл", Set.of(USE_CASE, STORIES));
        String useCase = parts.containsKey(USE_CASE) ? text(parts.get(USE_CASE)) : null;
        if (!(parts.get(STORIES) instanceof SequenceNode stories)) {
            problem(line(root), "Нет списка «" + STORIES + "».", "Добавьте «" + STORIES + ":» и под ним истории.");
            return;
        }
        stories.getValue().forEach(story -> story(story, useCase));
    }

    private void story(Node node, String useCase) {
        Map<String, Node> parts = mapping(node, "историю", Set.of(NAME, STEPS));
        String name = parts.containsKey(NAME) ? text(parts.get(NAME)) : "";
        if (name.isBlank()) {
            problem(line(node), "У истории нет названия.", "Добавьте «" + NAME + ":» с одним предложением.");
        }
        if (!(parts.get(STEPS) instanceof SequenceNode steps)
                || steps.getValue().isEmpty()) {
            problem(line(node), "У истории нет шагов.", "Добавьте «" + STEPS + ":» и под ним «- Дано: …».");
            return;
        }
        List<Step> read = new ArrayList<>();
        Kind before = null;
        for (Node step : steps.getValue()) {
            Step one = step(step, before);
            if (one != null) {
                before = one.kind();
                read.add(one);
            }
        }
        scenarios.add(new Scenario(name.strip(), useCase, file, line(node), List.copyOf(read)));
    }

    private Step step(Node node, Kind before) {
        Set<String> known = vocabulary.details();
        if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
            problem(
                    line(node),
                    "Шаг не начинается с «Дано», «Когда», «То» или «И».",
                    "Напишите, например, «- Дано: клиент «ООО «Ромашка»»».");
            return null;
        }
        Kind kind = null;
        String text = null;
        Map<String, Object> details = new LinkedHashMap<>();
        for (NodeTuple part : mapping.getValue()) {
            String key = text(part.getKeyNode());
            if (FIRST_WORDS.contains(key) && text == null) {
                kind = key.equals(AND) ? before : WORDS.get(key);
                text = text(part.getValueNode());
                if (kind == null) {
                    problem(
                            line(part.getKeyNode()),
                            "«И» продолжает шаг, а до него нет ни одного.",
                            "Начните с «Дано», «Когда» или «То».");
                    return null;
                }
            } else if (known.contains(key)) {
                details.put(key, value(part.getValueNode(), 0));
            } else {
                Set<String> words = new java.util.TreeSet<>(text == null ? FIRST_WORDS : known);
                problem(
                        line(part.getKeyNode()),
                        "Слово «" + key + "» не понятно.",
                        "Исправьте его: " + Nearest.hint(key, words) + ".");
                return null;
            }
        }
        if (text == null) {
            problem(line(node), "Шаг не начинается с «Дано», «Когда», «То» или «И».", "Поставьте это слово первым.");
            return null;
        }
        Step step = new Step(kind, text.strip().replaceAll("\\s+", " "), details, line(node));
        vocabulary
                .complaint(step)
                .ifPresent(complaint ->
                        problems.add(new ScenarioProblem(file, step.line(), complaint.problem(), complaint.remedy())));
        return step;
    }

    private Map<String, Node> mapping(Node node, String what, Set<String> known) {
        Map<String, Node> parts = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(
                    line(node),
                    "Здесь ожидается описание: " + what + " составляют пары «слово: значение».",
                    "Слова здесь: " + String.join(", ", known) + ".");
            return parts;
        }
        for (NodeTuple part : mapping.getValue()) {
            String key = text(part.getKeyNode());
            if (known.contains(key)) {
                parts.put(key, part.getValueNode());
            } else {
                problem(
                        line(part.getKeyNode()),
                        "Слово «" + key + "» не понятно.",
                        "Исправьте его: " + Nearest.hint(key, known) + ".");
            }
        }
        return parts;
    }

    private Object value(Node node, int depth) {
        if (++values > MOST_VALUES || depth > DEEPEST) {
            throw new Broken("слишком много значений");
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> list = new ArrayList<>();
            sequence.getValue().forEach(each -> list.add(value(each, depth + 1)));
            return list;
        }
        if (node instanceof MappingNode mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            mapping.getValue().forEach(each -> map.put(text(each.getKeyNode()), value(each.getValueNode(), depth + 1)));
            return map;
        }
        return scalar((ScalarNode) node);
    }

    /** A date stays text, as people wrote it. */
    private static Object scalar(ScalarNode node) {
        String text = node.getValue();
        if (Tag.NULL.equals(node.getTag())) {
            return null;
        }
        if (Tag.BOOL.equals(node.getTag())) {
            return Set.of("true", "yes", "on").contains(text.toLowerCase(java.util.Locale.ROOT));
        }
        if (Tag.INT.equals(node.getTag()) && text.matches("-?(0|[1-9]\\d{0,17})")) {
            long number = Long.parseLong(text);
            return number == (int) number ? (Object) (int) number : (Object) number;
        }
        if (Tag.FLOAT.equals(node.getTag()) && text.matches("-?\\d+\\.\\d+")) {
            return new BigDecimal(text).doubleValue();
        }
        return text;
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private void problem(int line, String problem, String remedy) {
        problems.add(new ScenarioProblem(file, line, problem, remedy));
    }
}
