package io.polisflow.process.deal;

import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/** Finds the instances that a deal has called, however deep. */
final class CalledWork {

    private CalledWork() {}

    static List<String> of(DelegateExecution deal) {
        RuntimeService runtime = deal.getProcessEngineServices().getRuntimeService();
        return runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(deal.getProcessBusinessKey())
                .list()
                .stream()
                .filter(instance -> deal.getProcessInstanceId().equals(instance.getRootProcessInstanceId()))
                .map(ProcessInstance::getId)
                .filter(id -> !id.equals(deal.getProcessInstanceId()))
                .toList();
    }
}
