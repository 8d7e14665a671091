package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.HistoricProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.HistoricTaskPermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.SystemPermissions;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.camunda.bpm.engine.batch.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the words that replace the web apps' hard-wired English against what the shipped bundles and the engine really say. */
class RussianWordsTest {

    private static final String LIBRARIES = WebAppFiles.text("webjars/camunda/lib/deps.js");
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");
    private static final Pattern SENTENCE = Pattern.compile(
            "(?<=[(,:=?&|\\[ ])(?:\"([A-Z][a-z][^\"\\\\]{1,200})\"|`([A-Z][a-z][^`\\\\]{1,200})`)(?=[),:;\\]}?])");

    /** What form-js puts together of parts, and the dates' form, which it learns from the browser. */
    private static final Map<String, List<String>> COMPOSED = Map.of(
            "Value is expected to be an integer.", List.of("Value is expected to ", "be an integer"),
            "Value is expected to have at most ", List.of("Value is expected to ", "have at most "),
            "dd.mm.yyyy", List.of("yyyy"),
            "dd/mm/yyyy", List.of("yyyy"),
            "mm/dd/yyyy", List.of("yyyy"));

    /** Followed by a pattern of one of our forms: {@code FormConventionsTest} holds those against the forms. */
    private static final String PATTERN_RULE = "Field must match pattern ";

    /** What form-js calls its fields, options and inner things: an editor shows it, a form does not. */
    private static final Set<String> NEVER_SHOWN = Set.of(
            "Allow same origin",
            "Button",
            "Camera access",
            "Checkbox",
            "Checkbox group",
            "Date",
            "Date & Time",
            "Date time",
            "Dominic Leaf",
            "Dynamic list",
            "Erika Muller",
            "Expression",
            "Feel",
            "FeelBlock",
            "Field",
            "FilterContext",
            "FilterExpression",
            "Form",
            "Forms submission",
            "Geolocation",
            "Group",
            "HTML view",
            "Image view",
            "Input data",
            "John Doe",
            "LoopSpanner",
            "Microphone access",
            "NaN",
            "Name",
            "No timezone",
            "Number",
            "Open in fullscreen",
            "Open modal windows",
            "Open popups",
            "PathExpression",
            "Radio group",
            "Script execution",
            "Separator",
            "Spacer",
            "Static",
            "Storage access by user",
            "Table",
            "Tag list",
            "Text area",
            "Text field",
            "Text view",
            "Time",
            "Top level navigation",
            "UTC normalized",
            "UTC offset",
            "Value",
            "VariableName",
            "Context",
            "Root",
            "Row_",
            "UNSAFE_componentWillMount",
            // Faults of a form's author, which the log shows.
            "No options source defined in the form definition",
            "Unknown expression type: ",
            // Keys of the keyboard and events.
            "ArrowDown",
            "ArrowUp",
            "Backspace",
            "Delete",
            "Enter",
            "Escape",
            "Space");

    @Test
    void everyMessageOfFormJsIsTranslated() {
        Predicate<String> translated = translatedBy(rules("forms"));
        assertThat(sentences(formJs())
                        .filter(sentence -> !NEVER_SHOWN.contains(sentence) && !translated.test(sentence)))
                .isEmpty();
    }

    @Test
    void everyTranslatedMessageIsOneOfFormJs() {
        String formJs = formJs();
        Stream<String> beginnings = rules("forms")
                .flatMap(rule -> elements(rule.path("patterns")))
                .map(pattern -> pattern.get(0).asText().replaceAll("^\\^|\\\\.*|\\(.*", ""));
        assertThat(Stream.concat(texts("forms"), beginnings)
                        .filter(text -> !parts(text).stream().allMatch(formJs::contains)))
                .isEmpty();
    }

    private static List<String> parts(String text) {
        return text.startsWith(PATTERN_RULE) ? List.of(PATTERN_RULE) : COMPOSED.getOrDefault(text, List.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void whatAWebAppSaysIsInItsBundles(String app) {
        String bundles = bundles(app);
        Set<String> ofTheEngine = new TreeSet<>(batchTypes());
        assertThat(Stream.of("common", app)
                        .flatMap(RussianWordsTest::texts)
                        .filter(text -> !ofTheEngine.contains(text) && !bundles.contains(asInATemplate(text))))
                .filteredOn(text -> !List.of("WORKFLOW", "SYSTEM").contains(text))
                .isEmpty();
    }

    @Test
    void everyKindOfBatchIsTranslated() {
        assertThat(texts("cockpit")).containsAll(batchTypes());
    }

    @Test
    void everyPermissionIsTranslated() {
        Set<String> translated = rules("admin")
                .flatMap(rule -> WebAppFiles.names(rule.path("lists")).stream())
                .collect(Collectors.toSet());
        assertThat(Stream.<Permission[]>of(
                                Permissions.values(),
                                BatchPermissions.values(),
                                HistoricProcessInstancePermissions.values(),
                                HistoricTaskPermissions.values(),
                                ProcessDefinitionPermissions.values(),
                                ProcessInstancePermissions.values(),
                                SystemPermissions.values(),
                                TaskPermissions.values(),
                                UserOperationLogCategoryPermissions.values())
                        .flatMap(Arrays::stream)
                        .map(Permission::getName)
                        .distinct()
                        .filter(name -> !translated.contains(name)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "forms", "tasklist", "cockpit", "admin", "welcome"})
    void whatReplacesThemIsRussian(String file) {
        List<String> russian = new ArrayList<>();
        rules(file).forEach(rule -> {
            rule.path("texts").forEach(text -> russian.add(text.asText()));
            rule.path("lists").forEach(text -> russian.add(text.asText()));
        });
        assertThat(russian)
                .filteredOn(text -> !CYRILLIC.matcher(text).find() && !text.contains("@") && !text.equals("ID"))
                .isEmpty();
    }

    private static Stream<JsonNode> rules(String file) {
        return elements(WebAppFiles.json("polisflow/words/" + file + ".json"));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Stream<String> texts(String file) {
        return rules(file).flatMap(rule -> WebAppFiles.names(rule.path("texts")).stream());
    }

    private static Predicate<String> translatedBy(Stream<JsonNode> rules) {
        Set<String> texts = new TreeSet<>();
        List<Pattern> patterns = new ArrayList<>();
        rules.forEach(rule -> {
            texts.addAll(WebAppFiles.names(rule.path("texts")));
            rule.path("patterns")
                    .forEach(pattern ->
                            patterns.add(Pattern.compile(pattern.get(0).asText())));
        });
        return sentence -> texts.contains(sentence)
                || texts.stream().anyMatch(text -> text.startsWith(sentence))
                || patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(sentence).matches());
    }

    /** Literals that look like a message or a label; what is put into a template is a number. */
    private static Stream<String> sentences(String script) {
        return SENTENCE.matcher(script)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .map(sentence -> sentence.replaceAll("\\$\\{[^}]*}", "7"))
                .distinct();
    }

    /** The viewer's module within the bundle of all libraries. */
    private static String formJs() {
        int inside = LIBRARIES.indexOf("\"Field is required.\"");
        return LIBRARIES.substring(
                LIBRARIES.lastIndexOf(":function(e,t", inside), LIBRARIES.indexOf(":function(e,t", inside));
    }

    private static String bundles(String app) {
        return LIBRARIES
                + WebAppFiles.app(app + "/camunda-" + app + "-bootstrap.js")
                + (app.equals("cockpit") ? WebAppFiles.text("plugin/cockpit/app/plugin.js") : "");
    }

    private static String asInATemplate(String text) {
        return text.replaceAll(" \\*$", "").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Set<String> batchTypes() {
        return Arrays.stream(Batch.class.getFields())
                .filter(field -> field.getName().startsWith("TYPE_"))
                .map(RussianWordsTest::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
