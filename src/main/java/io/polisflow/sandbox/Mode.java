package io.polisflow.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a simulated system treats its callers, so that a person or a test can see what the product does about it. */
public enum Mode {
    OK,
    DOWN,
    SLOW,
    GARBAGE;

    /** @return the mode's name on the wire, e.g. {@code down} */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Mode> parse(String wireName) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(wireName))
                .findFirst();
    }
}
