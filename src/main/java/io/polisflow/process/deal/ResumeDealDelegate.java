package io.polisflow.process.deal;

import io.polisflow.crm.deal.Deals;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Lets tasks and timers go on where they stopped, at the stage that the deal had. */
@Component
class ResumeDealDelegate implements JavaDelegate {

    private final Deals deals;

    ResumeDealDelegate(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();
        CalledWork.of(execution).forEach(runtime::activateProcessInstanceById);
        deals.resume(execution.getProcessBusinessKey());
    }
}
