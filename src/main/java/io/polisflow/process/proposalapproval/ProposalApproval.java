package io.polisflow.process.proposalapproval;

import io.polisflow.crm.proposal.ApprovalStep.Decision;
import io.polisflow.process.engine.Variable;

/** The contract of the model {@code proposal-approval}: its elements and variables. */
public final class ProposalApproval {

    public static final String KEY = "proposal-approval";

    public static final String TASK_DETERMINE_ROUTE = "Task_DetermineRoute";
    public static final String TASK_PLAN_APPROVAL = "Task_PlanApproval";
    public static final String TASK_CARRY_OVER_APPROVALS = "Task_CarryOverApprovals";
    public static final String TASK_CHOOSE_APPROVER = "Task_ChooseApprover";
    public static final String TASK_CHECK_TARIFF = "Task_CheckTariff";
    public static final String TASK_CHECK_TERMS = "Task_CheckTerms";
    public static final String TASK_APPROVE_DISCOUNT = "Task_ApproveDiscount";
    public static final String TASK_RECORD_DECISION = "Task_RecordDecision";
    public static final String TASK_FINISH_APPROVAL = "Task_FinishApproval";
    public static final String END_APPROVED = "End_Approved";
    public static final String END_RETURNED_FOR_REWORK = "End_ReturnedForRework";
    public static final String END_REJECTED = "End_Rejected";

    public static final Variable<Long> PROPOSAL_ID = Variable.of("proposalId", Long.class);
    public static final Variable<String> NEXT_APPROVER = Variable.of("nextApprover", String.class);
    public static final Variable<String> OUTCOME = Variable.of("approvalOutcome", String.class);

    /** The list of roles that the decision table gives. */
    static final String ROUTE = "route";

    static final String NOBODY = "none";
    public static final String OUTCOME_GOING_ON = "going-on";
    public static final String OUTCOME_APPROVED = "approved";
    public static final String OUTCOME_REWORK = "rework";
    public static final String OUTCOME_REJECTED = "rejected";

    private ProposalApproval() {}

    static String outcomeOf(Decision decision) {
        return switch (decision) {
            case APPROVE -> OUTCOME_GOING_ON;
            case RETURN -> OUTCOME_REWORK;
            case REJECT -> OUTCOME_REJECTED;
        };
    }
}
