package io.polisflow.process.negotiation;

import io.polisflow.process.engine.Variable;
import java.util.Date;

/** The contract of the model {@code negotiation}: its elements, message and variables. */
public final class Negotiation {

    public static final String KEY = "negotiation";

    public static final String MESSAGE_AGREED = "deal.agreed";

    public static final String TASK_TALK_TO_CLIENT = "Task_TalkToClient";
    public static final String TASK_RECORD_TALK = "Task_RecordTalk";
    public static final String EVENT_OBJECTIONS_VOICED = "Event_ObjectionsVoiced";
    public static final String TASK_REQUEST_PAUSE = "Task_RequestPause";
    public static final String EVENT_NEXT_TOUCH_DUE = "Event_NextTouchDue";
    public static final String TASK_REWORK_PROPOSAL = "Task_ReworkProposal";
    public static final String TASK_REVISE_TERMS = "Task_ReviseTerms";
    public static final String TASK_RECORD_REWORK = "Task_RecordRework";
    public static final String TASK_START_REWORKED_VERSION = "Task_StartReworkedVersion";
    public static final String TASK_RECORD_AGREEMENT = "Task_RecordAgreement";
    public static final String END_AGREED = "End_Agreed";
    public static final String END_AGREED_EARLY = "End_AgreedEarly";
    public static final String END_REWORK = "End_Rework";
    public static final String END_REFUSED = "End_Refused";

    /** The version that the client has; when the talks end with a rework, the new one. */
    public static final Variable<Long> PROPOSAL_ID = Variable.of("proposalId", Long.class);

    public static final Variable<String> TALK_OUTCOME = Variable.of("talkOutcome", String.class);
    public static final Variable<Boolean> OBJECTED = Variable.of("objected", Boolean.class);
    public static final Variable<Long> NEXT_TOUCH_ID = Variable.of("nextTouchId", Long.class);
    public static final Variable<Date> NEXT_TOUCH_AT = Variable.of("nextTouchAt", Date.class);
    public static final Variable<String> PAUSED_UNTIL = Variable.of("pausedUntil", String.class);
    public static final Variable<String> PAUSE_REASON = Variable.of("pauseReason", String.class);
    public static final Variable<Long> REWORK_ID = Variable.of("reworkId", Long.class);
    public static final Variable<String> REWORK_BY = Variable.of("reworkBy", String.class);
    public static final Variable<Boolean> TERMS_CHANGE = Variable.of("termsChange", Boolean.class);

    /** What {@code deal} branches on. */
    public static final Variable<String> OUTCOME = Variable.of("negotiationOutcome", String.class);

    public static final String OUTCOME_AGREED = "agreed";
    public static final String OUTCOME_REWORK = "rework";
    public static final String OUTCOME_LOST = "lost";

    private Negotiation() {}
}
