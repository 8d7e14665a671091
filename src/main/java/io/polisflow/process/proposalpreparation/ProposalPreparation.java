package io.polisflow.process.proposalpreparation;

import io.polisflow.process.engine.Variable;

/** The contract of the model {@code proposal-preparation}: its elements and variables. */
public final class ProposalPreparation {

    public static final String KEY = "proposal-preparation";

    public static final String TASK_ASSEMBLE_PROPOSAL = "Task_AssembleProposal";
    public static final String TASK_RECORD_PROPOSAL = "Task_RecordProposal";
    public static final String TASK_FILL_RISK_PARAMETERS = "Task_FillRiskParameters";
    public static final String TASK_RECORD_RISK_PARAMETERS = "Task_RecordRiskParameters";
    public static final String TASK_CALCULATE_PREMIUM = "Task_CalculatePremium";
    public static final String TASK_REVIEW_CALCULATION = "Task_ReviewCalculation";
    public static final String TASK_REVIEW_REFUSAL = "Task_ReviewRefusal";
    public static final String TASK_SUBMIT_PROPOSAL = "Task_SubmitProposal";
    public static final String CALL_PROPOSAL_APPROVAL = "Call_ProposalApproval";
    public static final String TASK_START_NEW_VERSION = "Task_StartNewVersion";
    public static final String TASK_MAKE_DOCUMENT = "Task_MakeDocument";
    public static final String TASK_SEND_PROPOSAL = "Task_SendProposal";
    public static final String TASK_WRITE_LETTER = "Task_WriteLetter";
    public static final String TASK_DELIVER_PROPOSAL = "Task_DeliverProposal";
    public static final String END_PROPOSAL_SENT = "End_ProposalSent";
    public static final String TASK_EXPLAIN_REFUSAL = "Task_ExplainRefusal";
    public static final String TASK_RECORD_REFUSAL = "Task_RecordRefusal";
    public static final String END_NOT_OFFERED = "End_NotOffered";

    public static final Variable<Long> REQUEST_ID = Variable.of("requestId", Long.class);
    public static final Variable<Long> PROPOSAL_ID = Variable.of("proposalId", Long.class);
    public static final Variable<Boolean> RISK_ACCEPTED = Variable.of("riskAccepted", Boolean.class);
    public static final Variable<String> PREMIUM = Variable.of("premium", String.class);
    public static final Variable<Double> MAX_DISCOUNT = Variable.of("maxDiscount", Double.class);
    public static final Variable<Double> SUM_INSURED = Variable.of("sumInsured", Double.class);
    public static final Variable<Long> LETTER_ID = Variable.of("letterId", Long.class);
    public static final Variable<Boolean> LETTER_TAKEN = Variable.of("letterTaken", Boolean.class);
    public static final Variable<String> OUTCOME = Variable.of("proposalOutcome", String.class);

    /** What {@code deal} branches on; anything else means that the client got no proposal. */
    public static final String OUTCOME_SENT = "sent";

    private ProposalPreparation() {}
}
