package io.polisflow.process.models.gate;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the form-js 1.8.7 in Tasklist 7.24 registers and reads, as found in its {@code deps.js}. */
public final class FormVocabulary {

    static final int SCHEMA_VERSION = 16;
    static final String PLATFORM = "Camunda Platform";

    private static final Set<String> EVERY = words("type id layout conditional properties");
    private static final Set<String> INPUT = words("key label description disabled readonly validate defaultValue");
    private static final Set<String> CHOICE = words("values valuesKey valuesExpression");

    /** By type of component the properties that it reads beside those of every one. */
    private static final Map<String, Set<String>> PROPERTIES = Map.ofEntries(
            Map.entry("textfield", with(INPUT, "appearance")),
            Map.entry("textarea", INPUT),
            Map.entry("number", with(INPUT, "appearance increment decimalDigits serializeToString")),
            Map.entry(
                    "datetime",
                    with(
                            INPUT,
                            "subtype dateLabel timeLabel use24h timeSerializingFormat timeInterval disallowPassedDates")),
            Map.entry("checkbox", INPUT),
            Map.entry("checklist", both(INPUT, CHOICE)),
            Map.entry("radio", both(INPUT, CHOICE)),
            Map.entry("select", with(both(INPUT, CHOICE), "searchable")),
            Map.entry("taglist", both(INPUT, CHOICE)),
            Map.entry("expression", words("key expression computeOn")),
            Map.entry("text", words("text label")),
            Map.entry("html", words("content label strict")),
            Map.entry("image", words("source alt label")),
            Map.entry("table", words("label dataSource rowCount columns columnsExpression")),
            Map.entry("separator", Set.of()),
            Map.entry("spacer", words("height")),
            Map.entry("group", words("label path showOutline verticalAlignment components")),
            Map.entry(
                    "dynamiclist",
                    words("label path showOutline verticalAlignment components isRepeating allowAddRemove "
                            + "defaultRepetitions disableCollapse nonCollapsedItems")),
            Map.entry("iframe", words("label url height security")),
            Map.entry("button", words("label action")));

    /** Rules by type; {@code patternErrorMessage} is ours: the server says it. */
    private static final Map<String, Set<String>> RULES = Map.of(
            "textfield",
            words("required minLength maxLength pattern patternErrorMessage validationType"),
            "textarea",
            words("required minLength maxLength"),
            "number",
            words("required min max"));

    private static final Map<String, Set<String>> INNER = Map.of(
            "layout", words("row columns"),
            "conditional", words("hide"),
            "appearance", words("prefixAdorner suffixAdorner"));

    /** Properties that take one of a few words. */
    private static final Map<String, Set<String>> WORDS = Map.of(
            "subtype", words("date time datetime"),
            "timeSerializingFormat", words("utc_offset utc_normalized no_timezone"),
            "computeOn", words("change presubmit"),
            "action", words("submit reset"),
            "verticalAlignment", words("start center end"),
            "validationType", words("email phone custom"));

    private FormVocabulary() {}

    /** @return the types of components that Tasklist can show */
    public static Set<String> types() {
        return new TreeSet<>(PROPERTIES.keySet());
    }

    /** @return what a component of the type may have, beside its rules */
    public static Set<String> properties(String type) {
        return both(EVERY, PROPERTIES.get(type));
    }

    /** @return what may stand under {@code validate} */
    public static Set<String> rules(String type) {
        return RULES.getOrDefault(type, Set.of("required"));
    }

    /** @return what may stand inside a property; null when anything may */
    static Set<String> inside(String property) {
        return INNER.get(property);
    }

    /** @return the only values that a property may have; null when it is free */
    static Set<String> values(String property) {
        return WORDS.get(property);
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }

    private static Set<String> with(Set<String> some, String words) {
        return both(some, words(words));
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toCollection(TreeSet::new));
    }
}
