package io.polisflow.process.firstcontact;

import io.polisflow.process.engine.DealOpening;
import io.polisflow.process.engine.Variable;
import java.util.Date;

/** The contract of the model {@code first-contact}: its elements, messages and variables. */
public final class FirstContact {

    public static final String KEY = "first-contact";

    public static final String MESSAGE_TOUCH_MOVED = "touch.moved";

    public static final String START_FIRST_CONTACT = "Start_FirstContact";
    public static final String TASK_FIND_TOUCH = "Task_FindTouch";
    public static final String EVENT_TOUCH_DUE = "Event_TouchDue";
    public static final String EVENT_TOUCH_MOVED = "Event_TouchMoved";
    public static final String TASK_FIRST_TOUCH = "Task_FirstTouch";
    public static final String EVENT_TOUCH_PUT_OFF = "Event_TouchPutOff";
    public static final String TASK_CAPTURE_NEEDS = "Task_CaptureNeeds";
    public static final String TASK_PLAN_AGAIN = "Task_PlanAgain";
    public static final String TASK_REPLACE_CONTACT = "Task_ReplaceContact";
    public static final String TASK_RECORD_DISINTEREST = "Task_RecordDisinterest";
    public static final String END_NEEDS_CAPTURED = "End_NeedsCaptured";
    public static final String END_NOT_INTERESTED = "End_NotInterested";

    /** The planned touch that is waited for or asked about; null when nothing is planned. */
    public static final Variable<Long> TOUCH_ID = Variable.of("touchId", Long.class);

    public static final Variable<Date> TOUCH_DUE_AT = Variable.of("touchDueAt", Date.class);
    public static final Variable<Boolean> TOUCH_DUE = Variable.of("touchDue", Boolean.class);
    public static final Variable<String> OUTCOME = Variable.of("touchOutcome", String.class);
    public static final Variable<Long> REQUEST_ID = DealOpening.REQUEST_ID;

    public static final String INTERESTED = "interested";
    public static final String LOST = "lost";

    private FirstContact() {}
}
