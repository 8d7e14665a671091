package io.polisflow.process.models.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.process.models.scenario.Words.Choice;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a story says under «ответы» into what the form's fields submit; the form's rules are checked later, by the engine. */
final class FormAnswers {

    private static final Pattern FROM_TODAY = Pattern.compile("через (\\d{1,4}) (дн\\S*|день|месяц\\S*|год\\S*)");
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final Set<String> HOLDERS = Set.of("group", "dynamiclist");
    private static final Set<String> INPUTS = Set.of(
            "textfield", "textarea", "number", "datetime", "checkbox", "checklist", "radio", "select", "taglist");
    private static final int SAMPLE_DAYS = 30;

    private final Words words;
    private final StoryClock clock;
    private final Map<String, Object> lists = new HashMap<>();

    FormAnswers(Words words, StoryClock clock) {
        this.words = words;
        this.clock = clock;
    }

    /** One field, with what a story may call it. */
    private record Field(JsonNode definition, String type, String key, List<String> labels) {

        boolean required() {
            return definition.path("validate").path("required").asBoolean(false);
        }

        boolean isCalled(String said) {
            return key.equals(said) || labels.stream().anyMatch(label -> isCalled(label, said));
        }

        /** A label that is an expression is known by any of its texts; the question mark may be left out. */
        private static boolean isCalled(String label, String said) {
            return label.startsWith("=")
                    ? label.contains("\"" + said + "\"")
                    : label.replaceFirst("\\?$", "").equalsIgnoreCase(said.replaceFirst("\\?$", ""));
        }

        String shown() {
            return labels.stream()
                    .filter(label -> !label.startsWith("="))
                    .findFirst()
                    .orElse(key);
        }
    }

    /**
     * @param samples whether required fields that the story does not speak of are filled
     * @return variables to submit
     * @throws StepFailure when the form has no such field or choice
     */
    Map<String, Object> submit(JsonNode form, Map<String, Object> said, boolean samples) {
        Map<String, Object> submitted = new LinkedHashMap<>();
        answers(form.path("components"), said, samples)
                .forEach((key, value) -> submitted.put(key, StoryValues.stored(value)));
        return submitted;
    }

    /** What the CRM would put beside the form: the choices of its lists. */
    Map<String, Object> lists() {
        Map<String, Object> stored = new HashMap<>();
        lists.forEach((name, choices) -> stored.put(name, StoryValues.stored(choices)));
        return stored;
    }

    /** @return the answers with the choice of the one field that offers it */
    Map<String, Object> choosing(JsonNode form, List<String> beginnings, Map<String, Object> said) {
        List<Field> offering = new ArrayList<>();
        Map<String, Object> chosen = new LinkedHashMap<>(said);
        Set<String> offered = new TreeSet<>();
        for (Field field : fields(form.path("components"))) {
            for (Choice choice : choices(field)) {
                if (field.type().equals("radio") || field.type().equals("select")) {
                    offered.add(choice.label());
                }
                String label = choice.label().toLowerCase(Locale.ROOT);
                if (beginnings.stream().anyMatch(beginning -> label.startsWith(beginning.toLowerCase(Locale.ROOT)))
                        && !chosen.containsKey(field.key())) {
                    chosen.put(field.key(), choice.value());
                    offering.add(field);
                }
            }
        }
        if (offering.isEmpty()) {
            String wanted = String.join("» или «", beginnings);
            throw new StepFailure(
                    "вариант «" + wanted + "» на форме",
                    "на форме такого нет: " + Nearest.hint(beginnings.get(0), offered));
        }
        if (offering.size() > 1) {
            throw new StepFailure(
                    "вариант «" + beginnings.get(0) + "» в одном поле формы",
                    "он есть в нескольких: "
                            + offering.stream().map(Field::shown).toList() + ", назовите поле под словом «ответы»");
        }
        return chosen;
    }

    private Map<String, Object> answers(JsonNode components, Map<String, Object> said, boolean samples) {
        List<Field> fields = fields(components);
        Map<String, Object> answers = new LinkedHashMap<>();
        for (Map.Entry<String, Object> answer : said.entrySet()) {
            Field field = fields.stream()
                    .filter(each -> each.isCalled(answer.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new StepFailure(
                            "поле «" + answer.getKey() + "» на форме",
                            "такого поля нет: "
                                    + Nearest.hint(
                                            answer.getKey(),
                                            fields.stream().map(Field::shown).toList())));
            answers.put(field.key(), value(field, answer.getValue(), samples));
        }
        if (samples) {
            for (Field field : fields) {
                Object sample = field.required() && !answers.containsKey(field.key()) ? sample(field) : null;
                if (sample != null) {
                    answers.put(field.key(), sample);
                }
            }
        }
        return answers;
    }

    private static List<Field> fields(JsonNode components) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode component : components) {
            String type = component.path("type").asText();
            if (type.equals("group")) {
                fields.addAll(fields(component.path("components")));
            } else if (INPUTS.contains(type) || HOLDERS.contains(type)) {
                String key = component
                        .path(type.equals("dynamiclist") ? "path" : "key")
                        .asText();
                List<String> labels = Arrays.stream(new String[] {"label", "dateLabel", "timeLabel"})
                        .map(name -> component.path(name).asText("").strip())
                        .filter(label -> !label.isEmpty())
                        .toList();
                fields.add(new Field(component, type, key, labels));
            }
        }
        return fields;
    }

    @SuppressWarnings("unchecked")
    private Object value(Field field, Object said, boolean samples) {
        return switch (field.type()) {
            case "dynamiclist" -> {
                if (!(said instanceof List<?> rows) || !rows.stream().allMatch(Map.class::isInstance)) {
                    throw new StepFailure(
                            "строки поля «" + field.shown() + "»", "под ним не список строк вида «- {поле: значение}»");
                }
                yield rows.stream()
                        .map(row -> answers(field.definition().path("components"), (Map<String, Object>) row, samples))
                        .toList();
            }
            case "checkbox" -> "да".equals(said) ? Boolean.TRUE : "нет".equals(said) ? Boolean.FALSE : said;
            case "datetime" -> moment(field, said);
            case "radio", "select" -> chosen(field, said);
            case "checklist", "taglist" ->
                said instanceof List<?> list
                        ? list.stream().map(each -> chosen(field, each)).toList()
                        : List.of(chosen(field, said));
            default -> said;
        };
    }

    private Object chosen(Field field, Object said) {
        List<Choice> choices = choices(field);
        String list = field.definition().path("valuesKey").asText(null);
        if (choices.isEmpty()) {
            if (list != null) {
                lists.put(list, List.of(Map.of("label", String.valueOf(said), "value", said)));
            }
            return said;
        }
        return choices.stream()
                .filter(choice -> choice.label().equalsIgnoreCase(String.valueOf(said))
                        || choice.value().equals(said))
                .findFirst()
                .map(Choice::value)
                .orElseThrow(() -> new StepFailure(
                        "вариант «" + said + "» в поле «" + field.shown() + "»",
                        "такого варианта нет: "
                                + Nearest.hint(
                                        String.valueOf(said),
                                        choices.stream().map(Choice::label).toList())));
    }

    private List<Choice> choices(Field field) {
        List<Choice> choices = new ArrayList<>();
        field.definition()
                .path("values")
                .forEach(value -> choices.add(new Choice(
                        value.path("label").asText(), value.path("value").asText())));
        String list = field.definition().path("valuesKey").asText(null);
        if (choices.isEmpty() && list != null) {
            choices.addAll(words.choices(list));
            if (!choices.isEmpty()) {
                lists.put(
                        list,
                        choices.stream()
                                .map(choice -> Map.of("label", choice.label(), "value", choice.value()))
                                .toList());
            }
        }
        return choices;
    }

    /** A day as people write it: 01.12.2026, «завтра», «через 3 дня»; also as a computer does. */
    private String moment(Field field, Object said) {
        String text = String.valueOf(said);
        Matcher ahead = FROM_TODAY.matcher(text);
        LocalDate day;
        if (text.equals("сегодня")) {
            day = clock.today();
        } else if (text.equals("завтра")) {
            day = clock.today().plusDays(1);
        } else if (ahead.matches()) {
            day = later(Integer.parseInt(ahead.group(1)), ahead.group(2));
        } else if (text.matches("\\d{2}\\.\\d{2}\\.\\d{4}")) {
            day = LocalDate.parse(text, SHOWN);
        } else {
            return text;
        }
        return written(field, day);
    }

    private LocalDate later(int number, String unit) {
        return unit.startsWith("год")
                ? clock.today().plusYears(number)
                : unit.startsWith("месяц")
                        ? clock.today().plusMonths(number)
                        : clock.today().plusDays(number);
    }

    private String written(Field field, LocalDate day) {
        return field.definition().path("subtype").asText("date").equals("date")
                ? day.toString()
                : day.atTime(12, 0).atZone(clock.getZone()).toOffsetDateTime().toString();
    }

    /** What is decided on a form is never made up: only a default is taken over. */
    private Object sample(Field field) {
        Object known = words.sample(field.key()).orElse(null);
        if (known != null) {
            return known;
        }
        JsonNode rules = field.definition().path("validate");
        return switch (field.type()) {
            case "textfield", "textarea" ->
                switch (rules.path("validationType").asText()) {
                    case "email" -> "petrov@romashka.example";
                    case "phone" -> "+79161234567";
                    default -> rules.path("pattern").isTextual() ? null : "Образец";
                };
            case "number" -> rules.path("min").isNumber() ? rules.path("min").doubleValue() : 1;
            case "datetime" -> written(field, clock.today().plusDays(SAMPLE_DAYS));
            case "checkbox" -> Boolean.TRUE;
            case "radio" -> field.definition().path("defaultValue").asText(null);
            case "select" -> {
                List<Choice> choices = choices(field);
                yield choices.isEmpty() ? chosen(field, "1") : choices.get(0).value();
            }
            default -> null;
        };
    }
}
