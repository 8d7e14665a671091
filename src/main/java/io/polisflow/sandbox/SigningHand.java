package io.polisflow.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** How the simulated client signs: well, or with one of the faults that only a check of ours can see. */
enum SigningHand {
    GOOD("good"),
    OTHER_BYTES("other-bytes"),
    EXPIRED("expired"),
    UNKNOWN_ISSUER("unknown-issuer"),
    OTHER_INN("other-inn"),
    NOT_GOST("not-gost"),
    GARBAGE("garbage");

    private final String wireName;

    SigningHand(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static Optional<SigningHand> of(String wireName) {
        return Arrays.stream(values())
                .filter(hand -> hand.wireName.equals(wireName))
                .findFirst();
    }
}
