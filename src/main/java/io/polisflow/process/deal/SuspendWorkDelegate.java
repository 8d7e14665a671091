package io.polisflow.process.deal;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Stops all tasks and timers of the deal where they are.
 *
 * <p>Asynchronous: the pause may come from a step of the very work that is to stop.
 */
@Component
class SuspendWorkDelegate implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();
        CalledWork.of(execution).forEach(runtime::suspendProcessInstanceById);
    }
}
