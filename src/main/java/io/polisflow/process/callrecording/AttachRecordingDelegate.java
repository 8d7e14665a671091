package io.polisflow.process.callrecording;

import io.polisflow.crm.telephony.CallRecordings;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the deal's history of the recording; a deal that became known only now is the business key from here on. */
@Component
class AttachRecordingDelegate implements JavaDelegate {

    private final CallRecordings recordings;

    AttachRecordingDelegate(CallRecordings recordings) {
        this.recordings = recordings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String deal = recordings.attach(CallRecording.RECORDING_ID.get(execution));
        if (deal != null && execution.getProcessBusinessKey() == null) {
            execution.setProcessBusinessKey(deal);
        }
    }
}
