package io.polisflow.process.callback;

import io.polisflow.process.engine.Variable;

/** The contract of the model {@code call-back}: its elements, messages and variables. */
public final class CallBack {

    public static final String KEY = "call-back";

    public static final String MESSAGE_MISSED = "call.missed";
    public static final String MESSAGE_ANSWERED = "call.answered";

    public static final String START_CALL_MISSED = "Start_CallMissed";
    public static final String TASK_CALL_CLIENT_BACK = "Task_CallClientBack";
    public static final String TASK_RECORD_CALL_BACK = "Task_RecordCallBack";
    public static final String EVENT_LATER_TODAY = "Event_LaterToday";
    public static final String START_CALL_ANSWERED = "Start_CallAnswered";
    public static final String END_CALL_BACK_DONE = "End_CallBackDone";
    public static final String END_CLIENT_REACHED = "End_ClientReached";

    public static final Variable<Long> CALL_BACK_ID = Variable.of("callBackId", Long.class);
    public static final Variable<String> RESULT = Variable.of("callBackResult", String.class);

    public static final String REACHED = "reached";
    public static final String LATER = "later";
    public static final String NOT_NEEDED = "not-needed";

    private CallBack() {}
}
