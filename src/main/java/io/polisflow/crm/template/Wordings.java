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
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r", "")
                    .strip();
            if (template.kind() == Template.Kind.DOCUMENT) {
                return new Wording(null, text);
            }
            int firstBreak = text.indexOf('\n');
            return new Wording(
                    text.substring(0, firstBreak).strip(),
                    text.substring(firstBreak).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
