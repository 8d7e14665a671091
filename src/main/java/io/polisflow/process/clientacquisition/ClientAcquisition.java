package io.polisflow.process.clientacquisition;

import io.polisflow.process.engine.DealOpening;
import io.polisflow.process.engine.Variable;

/** The contract of the model {@code client-acquisition}: its elements, messages and variables. */
public final class ClientAcquisition {

    public static final String KEY = "client-acquisition";

    public static final String MESSAGE_DEAL_OPENED = DealOpening.MESSAGE;

    public static final String START_NEW_CLIENT = "Start_NewClient";
    public static final String TASK_RECORD_LEAD = "Task_RecordLead";
    public static final String TASK_RESOLVE_KNOWN_CLIENT = "Task_ResolveKnownClient";
    public static final String TASK_RECORD_RESOLUTION = "Task_RecordResolution";
    public static final String TASK_ACCEPT_LEAD = "Task_AcceptLead";
    public static final String TASK_RECORD_ACCEPTANCE = "Task_RecordAcceptance";
    public static final String TASK_FETCH_REQUISITES = "Task_FetchRequisites";
    public static final String EVENT_REGISTRY_SILENT = "Event_RegistrySilent";
    public static final String TASK_CHECK_CARD = "Task_CheckCard";
    public static final String TASK_RECORD_CARD = "Task_RecordCard";
    public static final String TASK_OPEN_DEAL = "Task_OpenDeal";
    public static final String END_LEAD_CLOSED = "End_LeadClosed";
    public static final String END_LEAD_ANSWERED = "End_LeadAnswered";
    public static final String END_CLIENT_DROPPED = "End_ClientDropped";
    public static final String END_DEAL_STARTED = "End_DealStarted";

    public static final Variable<Long> LEAD_ID = Variable.of("leadId", Long.class);
    public static final Variable<Boolean> CLIENT_KNOWN = Variable.of("clientKnown", Boolean.class);
    public static final Variable<String> LEAD_OWNER = Variable.of("leadOwner", String.class);
    public static final Variable<String> CLIENT_OWNER = Variable.of("clientOwner", String.class);
    public static final Variable<String> LEAD_COURSE = Variable.of("leadCourse", String.class);
    public static final Variable<Long> CARD_SHOWN_AT = Variable.of("cardShownAt", Long.class);
    public static final Variable<String> CARD_DECISION = Variable.of("cardDecision", String.class);
    public static final Variable<String> DEAL_NUMBER = DealOpening.DEAL_NUMBER;
    public static final Variable<String> CLIENT = DealOpening.CLIENT;

    private ClientAcquisition() {}
}
