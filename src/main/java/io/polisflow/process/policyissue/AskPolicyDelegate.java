package io.polisflow.process.policyissue;

import io.polisflow.crm.policy.PolicyOrders;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks what became of an order that was only accepted. */
@Component
@OutsideCall
class AskPolicyDelegate implements JavaDelegate {

    private final PolicyOrders orders;

    AskPolicyDelegate(PolicyOrders orders) {
        this.orders = orders;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Answers.tell(execution, orders.ask(PolicyIssue.ORDER_KEY.get(execution)));
    }
}
