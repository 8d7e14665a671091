package io.polisflow.process.models.scenario;

import java.io.Serial;

/** A sentence did not come true. */
final class StepFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    StepFailure(String expected, String found) {
        super(expected + "; " + found);
        this.expected = expected;
        this.found = found;
    }

    String expected() {
        return expected;
    }

    String found() {
        return found;
    }
}
