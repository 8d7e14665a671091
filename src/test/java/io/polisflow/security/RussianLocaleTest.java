package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares our Russian labels with the English ones of the shipped web apps, so that neither an upgrade nor haste leaves gaps. */
class RussianLocaleTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)[^}]*}}");
    private static final Pattern TAG = Pattern.compile("</?(?:a|b|br|em|i|p|strong)\\b[^>]*>");
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");
    private static final Pattern LATIN = Pattern.compile("[A-Za-z]");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");

    /** Labels that are the same in Russian, as a whole. */
    private static final Set<String> SAME = Set.of("ID", "ID*", "CSV", "JSON", "Optimize", "Polisflow");

    /** Names, formats and keys that a Russian sentence may contain. */
    private static final Set<String> NAMES = Set.of(
            "Polisflow",
            "Camunda",
            "CE",
            "LDAP",
            "API",
            "ID",
            "BPMN",
            "XML",
            "DMN",
            "CSV",
            "JSON",
            "CTRL",
            "PI",
            "DI",
            "TU",
            "FNI",
            "EDE",
            "null",
            "resolve",
            "cockpit",
            "tasklist");

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void everyEnglishLabelHasARussianOneAndNoneIsLeftOver(String app) {
        // Our own rule for passwords has no English name.
        assertThat(WebAppFiles.names(labels(app, "ru")).stream().filter(label -> !label.contains(PasswordRules.COMMON)))
                .containsExactlyInAnyOrderElementsOf(WebAppFiles.names(labels(app, "en")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void everyLabelIsTranslated(String app) {
        assertThat(labelsWhere(
                        app,
                        (english, russian) -> LATIN.matcher(english).find()
                                && !pluralEnding(english)
                                && !SAME.contains(russian)
                                && (russian.equals(english)
                                        || !CYRILLIC.matcher(russian).find())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void noLabelMixesLanguages(String app) {
        assertThat(labelsWhere(
                        app,
                        (english, russian) ->
                                !NAMES.containsAll(found(WORD, plain(russian))) && !SAME.contains(russian)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void noPlaceholderAndNoTagIsLost(String app) {
        assertThat(labelsWhere(
                        app,
                        (english, russian) -> !found(PLACEHOLDER, russian).equals(found(PLACEHOLDER, english))
                                || !found(TAG, russian).equals(found(TAG, english))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void noBlankThatKeepsPartsOfASentenceApartIsLost(String app) {
        assertThat(labelsWhere(
                        app,
                        (english, russian) -> !russian.isEmpty()
                                && (english.startsWith(" ") != russian.startsWith(" ")
                                        || english.endsWith(" ") != russian.endsWith(" "))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "admin", "cockpit"})
    void datesAreRussian(String app) {
        JsonNode english = WebAppFiles.json(app + "/locales/en.json").get("dateLocales");
        JsonNode russian = WebAppFiles.json(app + "/locales/ru.json").get("dateLocales");
        assertThat(WebAppFiles.names(russian)).isEqualTo(WebAppFiles.names(english));
        for (String name : List.of("calendar", "longDateFormat", "relativeTime", "week")) {
            assertThat(WebAppFiles.names(russian.get(name))).as(name).isEqualTo(WebAppFiles.names(english.get(name)));
        }
        for (String name : List.of("months", "monthsShort", "weekdays", "weekdaysShort", "weekdaysMin")) {
            assertThat(russian.get(name))
                    .as(name)
                    .hasSameSizeAs(english.get(name))
                    .allMatch(word -> CYRILLIC.matcher(word.asText()).lookingAt());
        }
        assertThat(russian.get("relativeTime"))
                .allMatch(form -> CYRILLIC.matcher(form.asText()).find());
        assertThat(russian.at("/longDateFormat/L").asText()).isEqualTo("DD.MM.YYYY");
        assertThat(russian.at("/week/dow").asInt())
                .as("the week begins on Monday")
                .isEqualTo(1);
    }

    private static JsonNode labels(String app, String language) {
        return WebAppFiles.json(app + "/locales/" + language + ".json").get("labels");
    }

    /** The Russian labels, by key, of which this is true beside their English ones. */
    private static Map<String, String> labelsWhere(String app, BiPredicate<String, String> wrong) {
        JsonNode english = labels(app, "en");
        JsonNode russian = labels(app, "ru");
        Map<String, String> found = new TreeMap<>();
        Set<String> inBoth = WebAppFiles.names(english);
        inBoth.retainAll(WebAppFiles.names(russian));
        for (String key : inBoth) {
            String text = russian.get(key).asText();
            if (wrong.test(english.get(key).asText(), text)) {
                found.put(key, text);
            }
        }
        return found;
    }

    /** Appended to «instance» when there are several: Russian says «экз.» for any number. */
    private static boolean pluralEnding(String english) {
        return english.equals("s");
    }

    private static String plain(String text) {
        return text.replaceAll("\\{\\{[^}]*}}|<[^>]+>|&\\w+;", " ");
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.groupCount() > 0 ? result.group(1) : result.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
