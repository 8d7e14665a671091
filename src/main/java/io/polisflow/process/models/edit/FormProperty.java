package io.polisflow.process.models.edit;

import io.polisflow.process.models.gate.FormVocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What of a form's component can be changed on a page; everything else of it stays as it is. */
public enum FormProperty {
    LABEL("label", "Подпись", Kind.LINE, 300),
    DATE_LABEL("dateLabel", "Подпись", Kind.LINE, 300),
    TEXT("text", "Текст", Kind.AREA, 5_000),
    CONTENT("content", "Оформленный текст", Kind.AREA, 20_000),
    KEY("key", "Переменная", Kind.LINE, 100),
    DESCRIPTION("description", "Пояснение под полем", Kind.AREA, 1_000),
    REQUIRED("validate.required", "Обязательно заполнить", Kind.FLAG, 4),
    MIN("validate.min", "Не меньше", Kind.NUMBER, 40),
    MAX("validate.max", "Не больше", Kind.NUMBER, 40),
    MIN_LENGTH("validate.minLength", "Не короче, знаков", Kind.LENGTH, 10),
    MAX_LENGTH("validate.maxLength", "Не длиннее, знаков", Kind.LENGTH, 10),
    PATTERN("validate.pattern", "Образец (регулярное выражение)", Kind.LINE, 500),
    PATTERN_MESSAGE("validate.patternErrorMessage", "Что сказать, если не по образцу", Kind.LINE, 300),
    VALUES("values", "Варианты: код = подпись, каждый с новой строки", Kind.OPTIONS, 10_000);

    private static final String RULE = "validate.";
    /** They have a label only for whoever edits the form. */
    private static final Set<String> SILENT = Set.of("text", "html", "image");

    private final String path;
    private final String label;
    private final Kind kind;
    private final int longest;

    FormProperty(String path, String label, Kind kind, int longest) {
        this.path = path;
        this.label = label;
        this.kind = kind;
        this.longest = longest;
    }

    /** How it is typed. */
    public enum Kind {
        LINE,
        AREA,
        FLAG,
        NUMBER,
        LENGTH,
        OPTIONS
    }

    /** @return those that a component of the type has, in the order in which they are shown */
    public static List<FormProperty> of(String type) {
        return FormVocabulary.types().contains(type)
                ? Arrays.stream(values())
                        .filter(property -> property.belongsTo(type))
                        .toList()
                : List.of();
    }

    private boolean belongsTo(String type) {
        if (this == LABEL && (SILENT.contains(type) || DATE_LABEL.belongsTo(type))) {
            return false;
        }
        // Only what asks for something can be filled in wrongly.
        return path.startsWith(RULE)
                ? FormVocabulary.properties(type).contains("validate")
                        && FormVocabulary.rules(type).contains(path.substring(RULE.length()))
                : FormVocabulary.properties(type).contains(path);
    }

    /** @return its place in the component, inner names after a dot */
    public String path() {
        return path;
    }

    /** @return in words */
    public String label() {
        return label;
    }

    public Kind kind() {
        return kind;
    }

    /** @return in characters */
    public int longest() {
        return longest;
    }
}
