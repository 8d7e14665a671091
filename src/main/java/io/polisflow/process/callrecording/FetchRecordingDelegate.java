package io.polisflow.process.callrecording;

import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.process.engine.OutsideCall;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks the exchange for the recording and counts how often it was not ready. */
@Component
@OutsideCall
class FetchRecordingDelegate implements JavaDelegate {

    private final CallRecordings recordings;

    FetchRecordingDelegate(CallRecordings recordings) {
        this.recordings = recordings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        CallRecordings.Answer answer = recordings.fetch(CallRecording.RECORDING_ID.get(execution));
        Integer before = CallRecording.ATTEMPT.get(execution);
        CallRecording.ATTEMPT.set(execution, (before == null ? 0 : before) + 1);
        CallRecording.ANSWER.set(
                execution, answer.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
