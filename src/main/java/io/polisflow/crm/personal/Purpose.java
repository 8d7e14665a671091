package io.polisflow.crm.personal;

import java.time.Instant;

/**
 * What personal data may be processed for, with the text that a person agrees to today.
 *
 * @param termMonths how long a consent holds
 * @param version of the text
 * @param validFrom since when that version is used
 */
public record Purpose(
        String code,
        String name,
        String data,
        String actions,
        int termMonths,
        int version,
        String text,
        Instant validFrom) {

    public static final String REQUEST = "request";
    public static final String MARKETING = "marketing";
    public static final String RECORDING = "recording";
    public static final String TRANSFER = "transfer";
}
