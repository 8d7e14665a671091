package io.polisflow.process.policyissue;

import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.ContractLine;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.process.engine.FormData;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows why the Policy Admin System refused. */
@Component
class ResolvePolicyRefusalForm implements TaskListener {

    private final Contracts contracts;

    ResolvePolicyRefusalForm(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public void notify(DelegateTask task) {
        Contract contract = contracts.get(PolicyIssue.CONTRACT_ID.get(task));
        ContractLine line = contract.lines().get(PolicyIssue.LINE_INDEX.get(task));
        FormData.of(task)
                .put("contractNumber", contract.number())
                .put("policyRefusalReason", Objects.requireNonNullElse(PolicyIssue.REFUSAL.get(task), "не названа"))
                .put(
                        "lineFacts",
                        List.of(
                                new Fact("Продукт", line.product().name()),
                                new Fact("Объект", line.object()),
                                new Fact("Страховая сумма", Rubles.format(line.sumInsured())),
                                new Fact("Премия", Rubles.format(line.premium()))));
    }

    record Fact(String name, String value) {}
}
