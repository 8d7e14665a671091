package io.polisflow.process.policyissue;

import io.polisflow.crm.policy.PolicyOrders;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Orders the policy; a retry of the job orders no second one. */
@Component
@OutsideCall
class OrderPolicyDelegate implements JavaDelegate {

    private final PolicyOrders orders;

    OrderPolicyDelegate(PolicyOrders orders) {
        this.orders = orders;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Integer attempt = PolicyIssue.ATTEMPT.get(execution);
        String key = execution.getProcessInstanceId() + ":" + execution.getCurrentActivityId() + ":"
                + (attempt == null ? 1 : attempt);
        PolicyIssue.ORDER_KEY.set(execution, key);
        Answers.tell(
                execution,
                orders.order(PolicyIssue.CONTRACT_ID.get(execution), PolicyIssue.LINE_INDEX.get(execution), key));
    }
}
