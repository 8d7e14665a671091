package io.polisflow.process.callrecording;

import io.polisflow.crm.telephony.RecordingProcess;
import io.polisflow.process.engine.OwnWork;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Hands announced recordings to the model, in the transaction that took the announcement in. */
@Component
class CamundaRecordingProcess implements RecordingProcess {

    private final RuntimeService runtime;
    private final OwnWork ownWork;

    // The engine resolves delegates that need this port: the cycle is cut here.
    CamundaRecordingProcess(@Lazy RuntimeService runtime, OwnWork ownWork) {
        this.runtime = runtime;
        this.ownWork = ownWork;
    }

    @Override
    public void ready(String recordingId, String dealNumber) {
        ownWork.run(() -> {
            MessageCorrelationBuilder message = runtime.createMessageCorrelation(CallRecording.MESSAGE_RECORDING_READY);
            if (dealNumber != null) {
                message.processInstanceBusinessKey(dealNumber);
            }
            message.setVariable(CallRecording.RECORDING_ID.name(), recordingId).correlateStartMessage();
        });
    }
}
