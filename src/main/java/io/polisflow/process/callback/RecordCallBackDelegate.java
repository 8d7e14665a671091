package io.polisflow.process.callback;

import io.polisflow.crm.telephony.CallBacks;
import io.polisflow.crm.telephony.PendingCallBack.Result;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what came of calling back; who was not reached is called again later. */
@Component
class RecordCallBackDelegate implements JavaDelegate {

    private final CallBacks callBacks;

    RecordCallBackDelegate(CallBacks callBacks) {
        this.callBacks = callBacks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String result;
        String note;
        try (FormInput form = FormInput.of(execution)) {
            result = form.text(CallBack.RESULT.name());
            note = form.text("callBackNote");
        }
        CallBack.RESULT.set(execution, result);
        if (!CallBack.LATER.equals(result)) {
            callBacks.done(
                    CallBack.CALL_BACK_ID.get(execution),
                    CallBack.REACHED.equals(result) ? Result.REACHED : Result.NOT_NEEDED,
                    WorkingUser.id(),
                    note);
        }
    }
}
