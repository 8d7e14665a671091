package io.polisflow.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The files of the four web apps as the application serves them: ours before those that Camunda ships. */
final class WebAppFiles {

    private static final String RESOURCES = "META-INF/resources/";

    private WebAppFiles() {}

    static String text(String path) {
        try (InputStream file = WebAppFiles.class.getClassLoader().getResourceAsStream(RESOURCES + path)) {
            // Camunda's locales begin with a byte order mark.
            return new String(Objects.requireNonNull(file, path).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\uFEFF", "");
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    static String app(String path) {
        return text("webjars/camunda/app/" + path);
    }

    static JsonNode json(String path) {
        try {
            return new ObjectMapper().readTree(app(path));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
