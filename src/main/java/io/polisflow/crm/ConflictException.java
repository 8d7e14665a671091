package io.polisflow.crm;

import java.io.Serial;

/** What was asked no longer fits: somebody was faster, or the thing is over; HTTP answers 409. */
public class ConflictException extends RefusedException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param message Russian sentence that says how things stand */
    public ConflictException(String message) {
        super(null, message);
    }
}
