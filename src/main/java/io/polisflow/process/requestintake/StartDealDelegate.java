package io.polisflow.process.requestintake;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Starts the model {@code deal} by its message, in the same transaction. */
@Component
class StartDealDelegate implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        execution
                .getProcessEngineServices()
                .getRuntimeService()
                .createMessageCorrelation(RequestIntake.MESSAGE_DEAL_OPENED)
                .processInstanceBusinessKey(execution.getProcessBusinessKey())
                .setVariable(RequestIntake.REQUEST_ID.name(), RequestIntake.REQUEST_ID.get(execution))
                .setVariable(RequestIntake.DEAL_OWNER.name(), RequestIntake.DEAL_OWNER.get(execution))
                .setVariable(RequestIntake.CLIENT.name(), RequestIntake.CLIENT.get(execution))
                .setVariable(RequestIntake.DEAL_NUMBER.name(), RequestIntake.DEAL_NUMBER.get(execution))
                .correlateStartMessage();
    }
}
