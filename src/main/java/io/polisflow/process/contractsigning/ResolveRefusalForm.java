package io.polisflow.process.contractsigning;

import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.LossFields;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows why the client did not sign, or what is wrong with the signature. */
@Component
class ResolveRefusalForm implements TaskListener {

    private final ContractOnForms facts;
    private final LossFields lossFields;

    ResolveRefusalForm(ContractOnForms facts, LossFields lossFields) {
        this.facts = facts;
        this.lossFields = lossFields;
    }

    @Override
    public void notify(DelegateTask task) {
        FormData form = FormData.of(task);
        facts.show(form, task);
        lossFields.offer(form);
    }
}
