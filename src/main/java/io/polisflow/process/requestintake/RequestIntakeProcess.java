package io.polisflow.process.requestintake;

import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.crm.request.IntakeProcess;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Hands requests from the CRM's inbox to the model, in the inbox's transaction. */
@Component
class RequestIntakeProcess implements IntakeProcess {

    private final RuntimeService runtime;

    // The engine resolves delegates that need the inbox, which needs this: the cycle is cut here.
    RequestIntakeProcess(@Lazy RuntimeService runtime) {
        this.runtime = runtime;
    }

    @Override
    public void received(InsuranceRequest request) {
        runtime.createMessageCorrelation(RequestIntake.MESSAGE_RECEIVED)
                .processInstanceBusinessKey(request.number())
                .setVariable(RequestIntake.REQUEST_ID.name(), request.id())
                .setVariable(RequestIntake.REQUEST_NUMBER.name(), request.number())
                .setVariable(RequestIntake.CLIENT.name(), sender(request))
                .setVariable(RequestIntake.READABLE.name(), request.status() == InsuranceRequest.Status.READABLE)
                .correlateStartMessage();
    }

    @Override
    public void corrected(InsuranceRequest request) {
        runtime.createMessageCorrelation(RequestIntake.MESSAGE_CORRECTED)
                .processInstanceBusinessKey(request.number())
                .correlate();
    }

    /** Who it seems to be, for the cards in Tasklist until the client is found. */
    private static String sender(InsuranceRequest request) {
        String name = request.companyName() != null ? request.companyName() : request.email();
        return name == null || name.length() <= 300 ? name : name.substring(0, 300);
    }
}
