package io.polisflow.crm.exchange;

import java.time.Duration;
import java.time.Instant;

/** Keeps something of the exchange with outside systems that is of no use after a while. */
public interface Perishable {

    /** Throws away what is too old; asked every few hours, in a transaction of its own. */
    void clean(Instant now);

    /** @throws IllegalArgumentException naming the property when nothing would be kept */
    static void requirePositive(String property, Duration keep) {
        if (keep.isZero() || keep.isNegative()) {
            throw new IllegalArgumentException(property + ": нужен срок больше нуля, например 90d");
        }
    }
}
