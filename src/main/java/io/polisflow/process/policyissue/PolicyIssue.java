package io.polisflow.process.policyissue;

import io.polisflow.process.engine.Variable;

/** The contract of the model {@code policy-issue}: its elements, messages and variables. */
public final class PolicyIssue {

    public static final String KEY = "policy-issue";

    public static final String MESSAGE_POLICY_ISSUED = "policy.issued";

    public static final String TASK_ORDER_POLICY = "Task_OrderPolicy";
    public static final String EVENT_POLICY_ISSUED = "Event_PolicyIssued";
    public static final String EVENT_ASK_AGAIN = "Event_AskAgain";
    public static final String TASK_ASK_POLICY = "Task_AskPolicy";
    public static final String TASK_RESOLVE_POLICY_REFUSAL = "Task_ResolvePolicyRefusal";
    public static final String TASK_RECORD_POLICY_RESOLUTION = "Task_RecordPolicyResolution";
    public static final String END_POLICY_ISSUED = "End_PolicyIssued";
    public static final String END_POLICY_NOT_ISSUED = "End_PolicyNotIssued";

    public static final Variable<Long> CONTRACT_ID = Variable.of("contractId", Long.class);
    public static final Variable<Integer> LINE_INDEX = Variable.of("lineIndex", Integer.class);
    public static final Variable<Integer> ATTEMPT = Variable.of("policyAttempt", Integer.class);
    public static final Variable<String> ORDER_KEY = Variable.of("orderKey", String.class);
    public static final Variable<String> ANSWER = Variable.of("policyAnswer", String.class);
    public static final Variable<String> REFUSAL = Variable.of("policyRefusal", String.class);
    public static final Variable<Boolean> TRY_AGAIN = Variable.of("tryAgain", Boolean.class);

    private PolicyIssue() {}
}
