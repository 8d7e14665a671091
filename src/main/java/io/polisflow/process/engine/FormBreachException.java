package io.polisflow.process.engine;

import java.io.Serial;
import java.util.List;

/** What was entered breaks the form's own rules; the message lists every breach in Russian by the field's label. */
public class FormBreachException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final List<String> breaches;

    public FormBreachException(List<String> breaches) {
        super(String.join("; ", breaches));
        this.breaches = List.copyOf(breaches);
    }

    /** One Russian sentence for each breach, in the order of the form. */
    public List<String> breaches() {
        return breaches;
    }
}
