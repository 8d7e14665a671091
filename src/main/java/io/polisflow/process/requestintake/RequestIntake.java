package io.polisflow.process.requestintake;

import io.polisflow.process.engine.Variable;

/** The contract of the model {@code request-intake}: its elements, messages and variables. */
public final class RequestIntake {

    public static final String KEY = "request-intake";

    public static final String MESSAGE_RECEIVED = "request.received";
    public static final String MESSAGE_CORRECTED = "request.corrected";
    public static final String MESSAGE_DEAL_OPENED = "deal.opened";

    public static final String START_PHONE_CALL = "Start_PhoneCall";
    public static final String START_REQUEST_RECEIVED = "Start_RequestReceived";
    public static final String TASK_RECORD_CALL = "Task_RecordCall";
    public static final String TASK_SORT_OUT_REQUEST = "Task_SortOutRequest";
    public static final String EVENT_REQUEST_CORRECTED = "Event_RequestCorrected";
    public static final String TASK_RECORD_SORTING = "Task_RecordSorting";
    public static final String TASK_FIND_CLIENT = "Task_FindClient";
    public static final String TASK_CREATE_CLIENT = "Task_CreateClient";
    public static final String TASK_IDENTIFY_CLIENT = "Task_IdentifyClient";
    public static final String TASK_RECORD_CLIENT = "Task_RecordClient";
    public static final String TASK_OPEN_DEAL = "Task_OpenDeal";
    public static final String TASK_WRITE_CONFIRMATION = "Task_WriteConfirmation";
    public static final String TASK_SEND_CONFIRMATION = "Task_SendConfirmation";
    public static final String TASK_CHECK_REGISTRY = "Task_CheckRegistry";
    public static final String TASK_CHECK_RELIABILITY = "Task_CheckReliability";
    public static final String TASK_RECORD_RELIABILITY = "Task_RecordReliability";
    public static final String END_NOT_A_REQUEST = "End_NotARequest";
    public static final String END_DEAL_STARTED = "End_DealStarted";
    public static final String END_NO_ADDRESS = "End_NoAddress";
    public static final String END_CONFIRMATION_SENT = "End_ConfirmationSent";
    public static final String END_INN_UNKNOWN = "End_InnUnknown";
    public static final String END_CLIENT_CHECKED = "End_ClientChecked";
    public static final String END_RELIABILITY_DECIDED = "End_ReliabilityDecided";

    public static final Variable<Long> REQUEST_ID = Variable.of("requestId", Long.class);
    public static final Variable<String> REQUEST_NUMBER = Variable.of("requestNumber", String.class);
    public static final Variable<Boolean> READABLE = Variable.of("readable", Boolean.class);
    public static final Variable<Boolean> IS_REQUEST = Variable.of("isRequest", Boolean.class);
    public static final Variable<String> CLIENT_MATCH = Variable.of("clientMatch", String.class);
    public static final Variable<Boolean> INN_KNOWN = Variable.of("innKnown", Boolean.class);
    public static final Variable<Boolean> CLIENT_IN_DOUBT = Variable.of("clientInDoubt", Boolean.class);
    public static final Variable<Long> LETTER_ID = Variable.of("letterId", Long.class);
    public static final Variable<String> DEAL_OWNER = Variable.of("dealOwner", String.class);
    public static final Variable<String> CLIENT = Variable.of("client", String.class);
    public static final Variable<String> DEAL_NUMBER = Variable.of("dealNumber", String.class);

    private RequestIntake() {}
}
