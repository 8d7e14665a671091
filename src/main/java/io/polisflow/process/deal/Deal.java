package io.polisflow.process.deal;

import io.polisflow.process.engine.Variable;
import java.util.Date;

/** The contract of the model {@code deal}: its elements, messages and variables. */
public final class Deal {

    public static final String KEY = "deal";

    public static final String MESSAGE_OPENED = "deal.opened";
    public static final String MESSAGE_LOST = "deal.lost";
    public static final String MESSAGE_PAUSED = "deal.paused";
    public static final String MESSAGE_RESUMED = "deal.resumed";

    /** Ends the talks in the model {@code negotiation}, which the deal calls. */
    static final String MESSAGE_AGREED = "deal.agreed";

    /** Starts the model {@code lost-deal}. */
    static final String MESSAGE_LOSS_REPORTED = "loss.reported";

    /** Works beside a deal without being part of it, and for nothing once the deal is lost. */
    static final String SIDE_WORK = "request-intake";

    public static final String START_DEAL_OPENED = "Start_DealOpened";
    public static final String CALL_PROPOSAL_PREPARATION = "Call_ProposalPreparation";
    public static final String CALL_FIRST_CONTACT = "Call_FirstContact";
    public static final String CALL_NEGOTIATION = "Call_Negotiation";
    public static final String CALL_CONTRACT_SIGNING = "Call_ContractSigning";
    public static final String END_DEAL_WON = "End_DealWon";
    public static final String TASK_CLOSE_LOST = "Task_CloseLost";
    public static final String END_DEAL_LOST = "End_DealLost";
    public static final String TASK_CLOSE_LOST_AT_ONCE = "Task_CloseLostAtOnce";
    public static final String END_DEAL_LOST_AT_ONCE = "End_DealLostAtOnce";
    public static final String TASK_PAUSE_DEAL = "Task_PauseDeal";
    public static final String TASK_SUSPEND_WORK = "Task_SuspendWork";
    public static final String EVENT_PAUSE_OVER = "Event_PauseOver";
    public static final String EVENT_DEAL_RESUMED = "Event_DealResumed";
    public static final String TASK_RESUME_DEAL = "Task_ResumeDeal";
    public static final String END_DEAL_RESUMED = "End_DealResumed";

    public static final Variable<String> DEAL_OWNER = Variable.of("dealOwner", String.class);
    public static final Variable<String> PAUSED_UNTIL = Variable.of("pausedUntil", String.class);
    public static final Variable<String> PAUSE_REASON = Variable.of("pauseReason", String.class);
    public static final Variable<Date> PAUSE_ENDS_AT = Variable.of("pauseEndsAt", Date.class);

    private Deal() {}
}
