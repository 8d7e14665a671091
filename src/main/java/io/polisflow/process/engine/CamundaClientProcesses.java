package io.polisflow.process.engine;

import io.polisflow.crm.client.ClientProcesses;
import java.util.Collection;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Renames the client that the tasks of running instances show, in the transaction of what changed it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CamundaClientProcesses implements ClientProcesses {

    private final RuntimeService runtime;
    private final OwnWork ownWork;

    // The engine resolves delegates that need the CRM, which needs this: the cycle is cut here.
    CamundaClientProcesses(@Lazy RuntimeService runtime, OwnWork ownWork) {
        this.runtime = runtime;
        this.ownWork = ownWork;
    }

    @Override
    public void belongTo(Collection<String> businessKeys, String name) {
        String variable = DealOpening.CLIENT.name();
        ownWork.run(() -> businessKeys.forEach(
                key -> runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).list().stream()
                        .filter(instance -> runtime.getVariableLocal(instance.getId(), variable) != null)
                        .forEach(instance -> runtime.setVariable(instance.getId(), variable, name))));
    }
}
