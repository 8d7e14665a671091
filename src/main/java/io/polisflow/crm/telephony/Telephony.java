package io.polisflow.crm.telephony;

import java.util.Optional;

/** Calls a client for an employee and fetches recordings; Mango Office or Asterisk stands behind it. */
public interface Telephony {

    /** Bytes; hours of talk. */
    int LARGEST_RECORDING = 50 * 1024 * 1024;

    /**
     * Rings the employee and then the client.
     *
     * @throws io.polisflow.crm.RefusedException when the exchange will not place this call; the message is for the user
     * @throws io.polisflow.crm.UnavailableException when it gave no usable answer
     */
    void call(CallOrder order);

    /**
     * @return empty while the recording is not ready
     * @throws io.polisflow.crm.UnavailableException when the exchange gave no usable answer
     */
    Optional<Recording> recording(String recordingId);

    /**
     * @param commandId ours; the exchange repeats it in the events of the call
     * @param extension the employee's inner number
     * @param toNumber E.164
     */
    record CallOrder(String commandId, String extension, String toNumber) {}

    /** @param mediaType e.g. {@code audio/mpeg} */
    record Recording(String mediaType, byte[] content) {}
}
