package io.polisflow.process.models.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads a file of the stories' vocabulary, which is part of the product. */
final class ProductYaml {

    private static final String FOLDER = "scenarios/vocabulary/";

    private ProductYaml() {}

    static Map<String, Object> read(String name) {
        try (InputStream file = new ClassPathResource(FOLDER + name).getInputStream()) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
