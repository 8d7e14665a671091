package io.polisflow.integration.telephony;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.telephony.Telephony.Recording;
import io.polisflow.integration.wire.WireAnswer;

/** Judges what an exchange's storage gave for a recording. */
final class FetchedRecording {

    private FetchedRecording() {}

    /** @throws UnavailableException when it is no sound: a page or JSON is the storage's fault, not a recording that will not do */
    static Recording of(WireAnswer answer) {
        if (answer.status() != 200 || answer.isEmpty()) {
            throw new UnavailableException(
                    TelephonyProperties.SYSTEM, "HTTP " + answer.status() + " for a recording", null);
        }
        String type = answer.type()
                .map(told -> told.getType() + "/" + told.getSubtype())
                .orElse("application/octet-stream");
        if (type.startsWith("text/") || type.equals("application/json")) {
            throw new UnavailableException(TelephonyProperties.SYSTEM, "a recording of type " + type, null);
        }
        return new Recording(type, answer.bytes());
    }
}
