package io.polisflow.sandbox;

import java.io.Serial;

/** Another program has the port that the simulated mail server wants. */
class MailPortTakenException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String property;
    private final int port;

    MailPortTakenException(String property, int port, Throwable cause) {
        super("Port " + port + " of the simulated mail server (" + property + ") cannot be opened", cause);
        this.property = property;
        this.port = port;
    }

    String property() {
        return property;
    }

    int port() {
        return port;
    }
}
