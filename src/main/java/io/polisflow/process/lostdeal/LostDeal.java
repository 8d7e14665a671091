package io.polisflow.process.lostdeal;

import io.polisflow.process.engine.DealOpening;
import io.polisflow.process.engine.Variable;
import java.util.Date;

/** The contract of the model {@code lost-deal}: its elements, messages and variables. */
public final class LostDeal {

    public static final String KEY = "lost-deal";

    public static final String MESSAGE_LOSS_REPORTED = "loss.reported";
    public static final String MESSAGE_DEAL_OPENED = DealOpening.MESSAGE;

    public static final String START_LOSS_REPORTED = "Start_LossReported";
    public static final String TASK_RECORD_LOSS = "Task_RecordLoss";
    public static final String EVENT_RECONTACT_DUE = "Event_RecontactDue";
    public static final String TASK_CONTACT_AGAIN = "Task_ContactAgain";
    public static final String TASK_RECORD_RECONTACT = "Task_RecordRecontact";
    public static final String TASK_REOPEN_DEAL = "Task_ReopenDeal";
    public static final String END_DEAL_REOPENED = "End_DealReopened";
    public static final String END_CLOSED_FOR_GOOD = "End_ClosedForGood";

    public static final Variable<Date> RECONTACT_AT = Variable.of("recontactAt", Date.class);
    public static final Variable<String> RECONTACT = Variable.of("recontact", String.class);
    public static final Variable<String> NEW_DEAL = Variable.of("newDealNumber", String.class);

    public static final String POSTPONE = "postpone";
    public static final String REOPEN = "reopen";

    private LostDeal() {}
}
