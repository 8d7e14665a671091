package io.polisflow.web.audit;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;

/** What the audit's page calls the fields that a row names, in Russian. */
final class AuditFields {

    private static final Properties LABELS = labels();

    private AuditFields() {}

    private static Properties labels() {
        Properties labels = new Properties();
        try (Reader file = new InputStreamReader(
                new ClassPathResource("audit/fields.properties").getInputStream(), StandardCharsets.UTF_8)) {
            labels.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return labels;
    }

    static boolean isKnown(String field) {
        return LABELS.containsKey(field);
    }

    /** @return the field's own name when it has no other */
    static String label(String field) {
        return LABELS.getProperty(field, field);
    }
}
