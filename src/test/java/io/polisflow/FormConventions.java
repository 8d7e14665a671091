package io.polisflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the forms as they lie on disk and says where one of them does not read like the others. */
final class FormConventions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SHOWN = Set.of("html", "text", "table");
    private static final Set<String> TEXTS = Set.of("textfield", "textarea");
    /** Kinds of field that a newcomer asks about, and what they need not ask about. */
    private static final Set<String> EXPLAINED =
            Set.of("textfield", "textarea", "number", "datetime", "select", "checklist");

    private static final Set<String> PLAIN = Set.of(
            "Имя", "Должность", "Роль", "Кто возразил", "Возражение снято?", "Поле", "Введено вручную", "В реестре");
    private static final Pattern MONEY = Pattern.compile("(?iU)сумм|франшиз|преми|выручк");
    /** What is written in a form and not seen on it: tags, placeholders of the template, expressions. */
    private static final Pattern UNSEEN = Pattern.compile("<[^>]*>|\\{\\{.*?}}|(?s)^=.*");

    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{2,}");
    private static final Pattern NAMES = Pattern.compile("PDF|[a-z]+@company\\.ru");
    private static final Pattern EXPLAINED_PATTERN = Pattern.compile("Field must match pattern (.+)\\.");
    /** Blocks that several forms have and that must be the same in all of them. */
    private static final Set<String> SHARED = Set.of("Group_Loss", "Group_Plan");

    private final Path forms;
    private final JsonNode words;
    private final Map<String, String> shared = new HashMap<>();
    private final Set<String> patterns = new HashSet<>();
    private List<String> found = new ArrayList<>();

    /** @param words the file with what form-js says in English and what it is in Russian */
    FormConventions(Path forms, Path words) {
        this.forms = forms;
        this.words = read(words).path(0).path("texts");
    }

    /** Every form by its path below the folder with what is wrong there; an empty list where nothing is. */
    Map<String, List<String>> findings() {
        Map<String, List<String>> findings = new TreeMap<>();
        try (Stream<Path> files = Files.walk(forms)) {
            files.filter(file -> file.toString().endsWith(".form")).sorted().forEach(file -> {
                found = new ArrayList<>();
                check(read(file).path("components"));
                findings.put(forms.relativize(file).toString(), found);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return findings;
    }

    /** @return the patterns that are explained although none of the forms that were looked at demands them */
    List<String> explainedInVain() {
        List<String> unused = new ArrayList<>();
        words.fieldNames().forEachRemaining(message -> {
            Matcher explained = EXPLAINED_PATTERN.matcher(message);
            if (explained.matches() && !patterns.contains(explained.group(1))) {
                unused.add(explained.group(1));
            }
        });
        return unused;
    }

    private void check(JsonNode components) {
        JsonNode first = components.path(0);
        if (!first.path("content").asText().startsWith("<div class=\"summary\">")) {
            found.add("does not begin with a summary");
        }
        checkOrder(components);
        checkAll(components);
    }

    /** Above the decision stands what it is made on, below it what belongs to it; a comment comes last. */
    private void checkOrder(JsonNode components) {
        String decision = null;
        for (JsonNode component : components) {
            String type = component.path("type").asText();
            if (isDecision(component)) {
                if (decision != null) {
                    found.add(component.path("id").asText() + " is a second decision");
                }
                decision = component.path("id").asText();
                String label = component.path("label").asText();
                if (!label.endsWith("?") && !label.equals("Ваше решение")) {
                    found.add(decision + " is no question");
                }
                if (component.path("description").asText().isEmpty()) {
                    found.add(decision + " does not say what follows");
                }
            } else if (decision != null && SHOWN.contains(type)) {
                found.add(component.path("id").asText() + " is shown below the decision");
            }
        }
        if (decision != null) {
            checkCommentsBelow(components, decision);
        }
    }

    private void checkCommentsBelow(JsonNode components, String decision) {
        for (JsonNode component : components) {
            if (component.path("id").asText().equals(decision)) {
                return;
            }
            if (component.path("type").asText().equals("textarea")) {
                found.add(component.path("id").asText() + " is a comment above the decision");
            }
        }
    }

    /** What the process goes on with is never chosen beforehand, unlike how somebody was reached. */
    private static boolean isDecision(JsonNode component) {
        return component.path("type").asText().equals("radio") && !component.has("defaultValue");
    }

    private void checkAll(JsonNode components) {
        Map<String, Integer> columns = new HashMap<>();
        for (JsonNode component : components) {
            columns.merge(
                    component.path("layout").path("row").asText(),
                    component.path("layout").path("columns").asInt(0),
                    Integer::sum);
            checkOne(
                    component,
                    component.path("id").asText(),
                    component.path("type").asText());
            checkAll(component.path("components"));
        }
        columns.forEach((row, width) -> {
            if (width > 16) {
                found.add(row + " is wider than 16 columns");
            }
        });
    }

    private void checkOne(JsonNode component, String id, String type) {
        boolean readOnly = component.path("readonly").asBoolean(false);
        if (type.equals("dynamiclist") && !component.path("disableCollapse").asBoolean(false)) {
            found.add(id + " may be collapsed and would lose entries");
        }
        if (type.equals("table")
                && !component.path("conditional").path("hide").asText().matches("=count\\(\\w+\\) = 0")) {
            found.add(id + " is shown when it is empty");
        }
        if (type.equals("number")) {
            checkNumber(component, id);
        }
        if (TEXTS.contains(type) && !readOnly) {
            checkText(component, id);
        }
        if (EXPLAINED.contains(type)
                && !readOnly
                && !PLAIN.contains(label(component))
                && component.path("description").asText().isEmpty()) {
            found.add(id + " has no description");
        }
        if (SHARED.contains(id)) {
            String words = component.path("label").asText() + shape(component.path("components"));
            if (!shared.computeIfAbsent(id, block -> words).equals(words)) {
                found.add(id + " is not as in the other forms");
            }
        }
        visible(component)
                .map(text -> NAMES.matcher(UNSEEN.matcher(text).replaceAll(" ")).replaceAll(" "))
                .filter(text -> ENGLISH.matcher(text).find())
                .forEach(text -> found.add(id + " says in English: " + text.strip()));
    }

    private void checkNumber(JsonNode component, String id) {
        boolean rubles =
                component.path("appearance").path("suffixAdorner").asText().equals("₽");
        if (MONEY.matcher(label(component)).find() != rubles) {
            found.add(id + (rubles ? " is no amount, but has ₽" : " is an amount without ₽"));
        }
        if (rubles
                && !(component.path("serializeToString").asBoolean()
                        && component.path("decimalDigits").asInt() == 2)) {
            found.add(id + " loses kopecks");
        }
        if (!component.path("validate").has("min")
                || !component.path("validate").has("max")) {
            found.add(id + " has no limits");
        }
    }

    private void checkText(JsonNode component, String id) {
        JsonNode rules = component.path("validate");
        if (!rules.has("pattern") && !rules.has("validationType") && !rules.has("maxLength")) {
            found.add(id + " may be endless");
        }
        if (rules.has("pattern")) {
            patterns.add(rules.path("pattern").asText());
            String expected = "Ожидается: " + rules.path("patternErrorMessage").asText("(nothing is said)") + ".";
            String said = words.path(
                            "Field must match pattern " + rules.path("pattern").asText() + ".")
                    .asText();
            if (!said.equals(expected)) {
                found.add(id + " is refused with «" + said + "» by the browser");
            }
        }
    }

    private static String label(JsonNode component) {
        return component.path("label").asText(component.path("dateLabel").asText());
    }

    /** A block without what may differ: ids, rows, and when it is shown. */
    private static String shape(JsonNode components) {
        return StreamSupport.stream(components.spliterator(), false)
                .map(each -> String.join(
                        "|",
                        each.path("type").asText(),
                        each.path("key").asText(),
                        label(each),
                        each.path("description").asText(),
                        each.path("validate").toString()))
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> visible(JsonNode component) {
        Stream<String> own = Stream.of("label", "dateLabel", "timeLabel", "description", "text", "content")
                .map(name -> component.path(name).asText());
        Stream<String> inner = Stream.of("values", "columns")
                .flatMap(name -> StreamSupport.stream(component.path(name).spliterator(), false))
                .map(each -> each.path("label").asText());
        return Stream.of(
                        own,
                        inner,
                        Stream.of(component
                                .path("appearance")
                                .path("suffixAdorner")
                                .asText()))
                .flatMap(texts -> texts);
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
