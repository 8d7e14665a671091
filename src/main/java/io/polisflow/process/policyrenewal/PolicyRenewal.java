package io.polisflow.process.policyrenewal;

import io.polisflow.process.engine.DealOpening;
import io.polisflow.process.engine.Variable;
import java.util.Date;

/** The contract of the model {@code policy-renewal}: its elements, messages and variables. */
public final class PolicyRenewal {

    public static final String KEY = "policy-renewal";

    public static final String MESSAGE_POLICY_IN_FORCE = "policy.in-force";
    public static final String MESSAGE_POLICY_CHANGED = "policy.changed";
    public static final String MESSAGE_POLICY_CANCELLED = "policy.cancelled";
    public static final String MESSAGE_DEAL_OPENED = DealOpening.MESSAGE;
    public static final String MESSAGE_LOSS_REPORTED = "loss.reported";

    public static final String START_POLICY_IN_FORCE = "Start_PolicyInForce";
    public static final String TASK_REGISTER_RENEWAL = "Task_RegisterRenewal";
    public static final String END_NOTHING_TO_WAIT_FOR = "End_NothingToWaitFor";
    public static final String TASK_PLAN_RENEWAL = "Task_PlanRenewal";
    public static final String EVENT_RENEWAL_DUE = "Event_RenewalDue";
    public static final String TASK_COMPARE_WITH_REGISTRY = "Task_CompareWithRegistry";
    public static final String EVENT_REGISTRY_SILENT = "Event_RegistrySilent";
    public static final String TASK_ANNOUNCE_RENEWAL = "Task_AnnounceRenewal";
    public static final String TASK_RENEW_CONTRACT = "Task_RenewContract";
    public static final String TASK_RECORD_RENEWAL_TALK = "Task_RecordRenewalTalk";
    public static final String TASK_SUGGEST_PRODUCTS = "Task_SuggestProducts";
    public static final String TASK_RECORD_SUGGESTIONS = "Task_RecordSuggestions";
    public static final String TASK_CHOOSE_PRODUCTS = "Task_ChooseProducts";
    public static final String TASK_RECORD_PRODUCT_CHOICE = "Task_RecordProductChoice";
    public static final String TASK_OPEN_RENEWAL_DEAL = "Task_OpenRenewalDeal";
    public static final String TASK_COPY_LAST_PROPOSAL = "Task_CopyLastProposal";
    public static final String TASK_CLOSE_RENEWAL = "Task_CloseRenewal";
    public static final String END_RENEWAL_DEAL_OPENED = "End_RenewalDealOpened";
    public static final String END_RENEWAL_LOST = "End_RenewalLost";
    public static final String END_POLICY_CANCELLED = "End_PolicyCancelled";

    public static final Variable<Long> POLICY_ID = Variable.of("policyId", Long.class);
    public static final Variable<String> POLICY_NUMBER = Variable.of("policyNumber", String.class);
    public static final Variable<Boolean> RENEWAL_WANTED = Variable.of("renewalWanted", Boolean.class);
    public static final Variable<Date> RENEWAL_AT = Variable.of("renewalAt", Date.class);
    public static final Variable<String> INTENT = Variable.of("intent", String.class);
    public static final Variable<Boolean> SOMETHING_TO_SUGGEST = Variable.of("somethingToSuggest", Boolean.class);
    public static final Variable<String> NEW_DEAL = Variable.of("newDealNumber", String.class);
    public static final Variable<Long> NEW_PROPOSAL = Variable.of("newProposalId", Long.class);

    /** How many calendar days before the end the talk begins: an input parameter of «Назначить дату». */
    static final String DAYS_BEFORE = "daysBefore";

    /** The rows that the decision table gives. */
    static final String CROSS_SELL = "crossSell";

    static final String PRODUCTS_HELD = "productsHeld";
    static final String OKVED_DIVISION = "okvedDivision";
    static final String EMPLOYEES = "employees";
    static final String SUM_INSURED = "sumInsured";
    static final String CHANGED = "changed";

    public static final String INTENT_RENEW = "renew";
    public static final String INTENT_POSTPONE = "postpone";
    public static final String INTENT_LOST = "lost";

    private PolicyRenewal() {}
}
