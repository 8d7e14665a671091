package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contract;
import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.LossFields;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Tells where to find the document and where to leave the scan. */
@Component
class SignOnPaperForm implements TaskListener {

    private final ContractOnForms facts;
    private final LossFields lossFields;

    SignOnPaperForm(ContractOnForms facts, LossFields lossFields) {
        this.facts = facts;
        this.lossFields = lossFields;
    }

    @Override
    public void notify(DelegateTask task) {
        FormData form = FormData.of(task);
        Contract contract = facts.show(form, task);
        form.put(
                        "documentHref",
                        "/api/files/" + contract.document().id() + "/"
                                + contract.document().name())
                .put("scanHref", "/crm/contracts/" + contract.id() + "/scan");
        lossFields.offer(form);
    }
}
