package io.polisflow.process.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.beans.factory.ObjectProvider;

/** Says that the deal waits for its client while a token stands in the step. */
record AwaitingListener(ObjectProvider<ClientAwaited> awaited) implements ExecutionListener {

    @Override
    public void notify(DelegateExecution execution) {
        String deal = execution.getProcessBusinessKey();
        if (deal != null) {
            boolean begins = EVENTNAME_START.equals(execution.getEventName());
            awaited.forEach(each -> each.clientAwaited(deal, begins));
        }
    }
}
