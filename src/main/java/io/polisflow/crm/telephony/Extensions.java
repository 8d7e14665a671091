package io.polisflow.crm.telephony;

import java.util.Optional;

/** Which inner number of the exchange rings at which employee's desk. */
public interface Extensions {

    /** @return the employee's inner number, or empty when they have none */
    Optional<String> of(String userId);

    /** @return whose inner number it is, or empty when it is nobody's */
    Optional<String> userOf(String extension);
}
