package io.polisflow.crm.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Says how a letter or document is worded today. */
public interface Wordings {

    Wording current(Template template);

    /** @return the wording that came with the system, from {@code templates/wordings/}; a letter's first line is its subject */
    static Wording delivered(Template template) {
        String path = "/templates/wordings/" + template.code() + ".txt";
        try (InputStream file = Wordings.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("There is no " + path);
            }
            return Wording.read(template, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
