package io.polisflow.process.callrecording;

import io.polisflow.crm.telephony.CallRecordings;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Notes that the call has no recording. */
@Component
class RecordMissingDelegate implements JavaDelegate {

    private final CallRecordings recordings;

    RecordMissingDelegate(CallRecordings recordings) {
        this.recordings = recordings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        recordings.giveUp(CallRecording.RECORDING_ID.get(execution));
    }
}
