package io.polisflow.crm.telephony;

/** Fetches a recording in its own time: the exchange has it ready only a while after the call. */
public interface RecordingProcess {

    /** @param dealNumber of the call, or null while nobody knows it */
    void ready(String recordingId, String dealNumber);
}
