package io.polisflow.process.deal;

import io.polisflow.process.engine.Variable;

/** The contract of the model {@code deal}: its elements, messages and variables. */
public final class Deal {

    public static final String KEY = "deal";

    public static final String MESSAGE_OPENED = "deal.opened";

    public static final String START_DEAL_OPENED = "Start_DealOpened";
    public static final String CALL_PROPOSAL_PREPARATION = "Call_ProposalPreparation";
    public static final String TASK_CONTACT_CLIENT = "Task_ContactClient";
    public static final String TASK_RECORD_CONTACT = "Task_RecordContact";
    public static final String TASK_EXPLAIN_REFUSAL = "Task_ExplainRefusal";
    public static final String TASK_RECORD_EXPLANATION = "Task_RecordExplanation";
    public static final String END_CONTACT_HELD = "End_ContactHeld";
    public static final String END_REFUSAL_EXPLAINED = "End_RefusalExplained";

    public static final Variable<Long> PROPOSAL_ID = Variable.of("proposalId", Long.class);

    private Deal() {}
}
