package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares our Russian labels with the English ones of the shipped web apps, so that an upgrade cannot leave gaps. */
class RussianLocaleTest {

    private static final String FOLDER = "META-INF/resources/webjars/camunda/app/";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{3,}");

    /** Names of products and formats that stay as they are in Russian. */
    private static final Set<String> NAMES = Set.of("Polisflow", "Cockpit", "OK", "Optimize", "E-mail");

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void everyEnglishLabelHasARussianOne(String app) throws IOException {
        JsonNode english = labels(app, "en");
        JsonNode russian = labels(app, "ru");
        assertThat(keys(russian)).isEqualTo(keys(english));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin"})
    void everyLabelIsTranslated(String app) throws IOException {
        JsonNode russian = labels(app, "ru");
        List<String> leftInEnglish = new ArrayList<>();
        for (String key : keys(russian)) {
            String text = russian.get(key).asText();
            if (WORD.matcher(text).find() && !CYRILLIC.matcher(text).find() && !NAMES.contains(text)) {
                leftInEnglish.add(key + "=" + text);
            }
        }
        assertThat(leftInEnglish).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void noPlaceholderIsLost(String app) throws IOException {
        JsonNode english = labels(app, "en");
        JsonNode russian = labels(app, "ru");
        for (String key : keys(english)) {
            assertThat(placeholders(russian.get(key).asText()))
                    .as(app + " " + key)
                    .isEqualTo(placeholders(english.get(key).asText()));
        }
    }

    private static JsonNode labels(String app, String language) throws IOException {
        String path = FOLDER + app + "/locales/" + language + ".json";
        try (InputStream file = RussianLocaleTest.class.getClassLoader().getResourceAsStream(path)) {
            String text = new String(Objects.requireNonNull(file, path).readAllBytes(), StandardCharsets.UTF_8);
            // The shipped files begin with a byte order mark.
            return new ObjectMapper().readTree(text.replace("\uFEFF", "")).get("labels");
        }
    }

    private static Set<String> keys(JsonNode labels) {
        Set<String> keys = new TreeSet<>();
        labels.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Set<String> placeholders(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
