package io.polisflow.sandbox;

import java.io.Serial;

/** Another program has the port that the simulated mail server wants. */
class MailPortTakenException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String property;

    MailPortTakenException(String property, int port, Throwable cause) {
        super("Port " + port + " of the simulated mail server (" + property + ") cannot be opened", cause);
        this.property = property;
    }

    String property() {
        return property;
    }
}
