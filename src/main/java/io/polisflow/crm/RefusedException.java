package io.polisflow.crm;

import java.io.Serial;

/**
 * What was asked breaks a rule of the CRM; the message is Russian, names the remedy, and is shown to the person who asked.
 *
 * <p>Thrown out of a delegate that records a form it leaves the task open with nothing changed, and REST answers 400.
 */
public class RefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the key of the form field or JSON property at fault, or null when no single one is
     * @param message Russian sentence for the user
     */
    public RefusedException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
