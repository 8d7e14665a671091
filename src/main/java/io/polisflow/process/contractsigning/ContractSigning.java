package io.polisflow.process.contractsigning;

import io.polisflow.process.engine.Variable;
import java.util.Date;

/** The contract of the model {@code contract-signing}: its elements, messages and variables. */
public final class ContractSigning {

    public static final String KEY = "contract-signing";

    public static final String MESSAGE_SIGNED = "contract.signed";
    public static final String MESSAGE_REFUSED = "contract.refused";

    /** Wakes the model {@code policy-issue}, which this one calls. */
    static final String MESSAGE_POLICY_ISSUED = "policy.issued";

    /** Starts the model {@code policy-renewal}. */
    public static final String MESSAGE_POLICY_IN_FORCE = "policy.in-force";

    public static final String TASK_CREATE_CONTRACT = "Task_CreateContract";
    public static final String TASK_PREPARE_CONTRACT = "Task_PrepareContract";
    public static final String TASK_RECORD_CONTRACT = "Task_RecordContract";
    public static final String TASK_CHECK_TERMS = "Task_CheckTerms";
    public static final String TASK_RECORD_TERMS_CHECK = "Task_RecordTermsCheck";
    public static final String TASK_CHECK_RISK = "Task_CheckRisk";
    public static final String TASK_RECORD_RISK_CHECK = "Task_RecordRiskCheck";
    public static final String GATEWAY_CHECKED = "Gateway_Checked";
    public static final String TASK_MAKE_DOCUMENT = "Task_MakeDocument";
    public static final String TASK_FIND_BOX = "Task_FindBox";
    public static final String TASK_SEND_TO_SIGN = "Task_SendToSign";
    public static final String TASK_READ_ANSWER = "Task_ReadAnswer";
    public static final String EVENT_CONTRACT_SIGNED = "Event_ContractSigned";
    public static final String EVENT_CONTRACT_REFUSED = "Event_ContractRefused";
    public static final String EVENT_LOOK_AGAIN = "Event_LookAgain";
    public static final String START_THREE_DAYS = "Start_ThreeDays";
    public static final String EVENT_SEVEN_DAYS = "Event_SevenDays";
    public static final String TASK_REMIND_CLIENT = "Task_RemindClient";
    public static final String TASK_RECORD_REMINDER = "Task_RecordReminder";
    public static final String TASK_REMIND_AGAIN = "Task_RemindAgain";
    public static final String TASK_RECORD_SECOND_REMINDER = "Task_RecordSecondReminder";
    public static final String TASK_SIGN_ON_PAPER = "Task_SignOnPaper";
    public static final String TASK_RECORD_PAPER = "Task_RecordPaper";
    public static final String TASK_VERIFY_SIGNATURE = "Task_VerifySignature";
    public static final String TASK_RESOLVE_REFUSAL = "Task_ResolveRefusal";
    public static final String TASK_RECORD_RESOLUTION = "Task_RecordResolution";
    public static final String TASK_MARK_WON = "Task_MarkWon";
    public static final String CALL_POLICY_ISSUE = "Call_PolicyIssue";
    public static final String TASK_WRITE_POLICY_LETTER = "Task_WritePolicyLetter";
    public static final String TASK_SEND_POLICY_LETTER = "Task_SendPolicyLetter";
    public static final String TASK_START_RENEWALS = "Task_StartRenewals";
    public static final String END_CONTRACT_CONCLUDED = "End_ContractConcluded";
    public static final String END_NOT_CONCLUDED = "End_NotConcluded";
    public static final String END_TERMS_NOT_KEPT = "End_TermsNotKept";
    public static final String END_NOT_SIGNED_ON_PAPER = "End_NotSignedOnPaper";

    public static final Variable<Long> PROPOSAL_ID = Variable.of("proposalId", Long.class);
    public static final Variable<Long> CONTRACT_ID = Variable.of("contractId", Long.class);
    public static final Variable<Integer> ATTEMPT = Variable.of("attempt", Integer.class);
    public static final Variable<String> TERMS = Variable.of("terms", String.class);
    public static final Variable<Boolean> TERMS_PASSED = Variable.of("termsPassed", Boolean.class);
    public static final Variable<Boolean> RISK_PASSED = Variable.of("riskPassed", Boolean.class);
    public static final Variable<Boolean> BY_EXCHANGE = Variable.of("byExchange", Boolean.class);
    public static final Variable<Date> SENT_AT = Variable.of("sentAt", Date.class);
    public static final Variable<Date> REMIND_AT = Variable.of("remindAt", Date.class);
    public static final Variable<Date> REMIND_AGAIN_AT = Variable.of("remindAgainAt", Date.class);
    public static final Variable<String> SIGN_STATE = Variable.of("signState", String.class);
    public static final Variable<Boolean> SIGNATURE_VALID = Variable.of("signatureValid", Boolean.class);
    public static final Variable<String> PAPER = Variable.of("paper", String.class);
    public static final Variable<String> RESOLUTION = Variable.of("resolution", String.class);
    public static final Variable<Integer> LINE_COUNT = Variable.of("lineCount", Integer.class);
    public static final Variable<Long> LETTER_ID = Variable.of("letterId", Long.class);
    public static final Variable<String> OUTCOME = Variable.of("contractOutcome", String.class);

    /** What {@code deal} branches on: signed, other terms to be approved, or lost with its reason. */
    public static final String OUTCOME_WON = "won";

    public static final String OUTCOME_CHANGED = "changed";
    public static final String OUTCOME_LOST = "lost";

    private ContractSigning() {}
}
