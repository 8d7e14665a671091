package io.polisflow.process.callrecording;

import io.polisflow.process.engine.Variable;

/** The contract of the model {@code call-recording}: its elements, messages and variables. */
public final class CallRecording {

    public static final String KEY = "call-recording";

    public static final String MESSAGE_RECORDING_READY = "recording.ready";

    public static final String EVENT_RECORDING_SETTLED = "Event_RecordingSettled";
    public static final String TASK_FETCH_RECORDING = "Task_FetchRecording";
    public static final String EVENT_ASK_AGAIN = "Event_AskAgain";
    public static final String TASK_ATTACH_RECORDING = "Task_AttachRecording";
    public static final String TASK_RECORD_MISSING = "Task_RecordMissing";
    public static final String END_RECORDING_ATTACHED = "End_RecordingAttached";
    public static final String END_RECORDING_MISSING = "End_RecordingMissing";

    public static final Variable<String> RECORDING_ID = Variable.of("recordingId", String.class);
    public static final Variable<String> ANSWER = Variable.of("recordingAnswer", String.class);
    public static final Variable<Integer> ATTEMPT = Variable.of("recordingAttempt", Integer.class);

    private CallRecording() {}
}
