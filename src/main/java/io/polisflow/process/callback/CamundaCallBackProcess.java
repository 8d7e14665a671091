package io.polisflow.process.callback;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.telephony.CallBackProcess;
import io.polisflow.crm.telephony.PendingCallBack;
import io.polisflow.process.engine.DealOpening;
import io.polisflow.process.engine.OwnWork;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Starts and ends the call back, in the transaction of the call that caused it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CamundaCallBackProcess implements CallBackProcess {

    private final RuntimeService runtime;
    private final OwnWork ownWork;
    private final Clients clients;

    // The engine resolves delegates that need this port: the cycle is cut here.
    CamundaCallBackProcess(@Lazy RuntimeService runtime, OwnWork ownWork, Clients clients) {
        this.runtime = runtime;
        this.ownWork = ownWork;
        this.clients = clients;
    }

    @Override
    public void missed(PendingCallBack callBack) {
        ownWork.run(() -> runtime.createMessageCorrelation(CallBack.MESSAGE_MISSED)
                .processInstanceBusinessKey(
                        callBack.deal() == null
                                ? "C-" + callBack.clientId()
                                : callBack.deal().number())
                .setVariable(CallBack.CALL_BACK_ID.name(), callBack.id())
                .setVariable(DealOpening.DEAL_OWNER.name(), callBack.owner())
                .setVariable(
                        DealOpening.CLIENT.name(),
                        clients.get(callBack.clientId()).name())
                .correlateStartMessage());
    }

    @Override
    public void talked(PendingCallBack callBack) {
        ownWork.run(() -> runtime.createProcessInstanceQuery()
                .processDefinitionKey(CallBack.KEY)
                .variableValueEquals(CallBack.CALL_BACK_ID.name(), callBack.id())
                .list()
                .forEach(instance -> runtime.createMessageCorrelation(CallBack.MESSAGE_ANSWERED)
                        .processInstanceId(instance.getId())
                        .correlate()));
    }
}
