package io.polisflow.process.engine;

import io.polisflow.crm.deal.Deal;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * The message by which other models start the model {@code deal} for a deal that the CRM has opened, in the same transaction.
 *
 * <p>Models meet by message and know nothing else of each other, so what the message carries is said here once.
 *
 * @param entry where the funnel begins
 * @param requestId what the client asked for, or null
 * @param proposalId the draft to go on with, or null
 */
public record DealOpening(Deal deal, Entry entry, Long requestId, Long proposalId) {

    public static final String MESSAGE = "deal.opened";

    public static final Variable<String> ENTRY = Variable.of("entry", String.class);
    public static final Variable<String> DEAL_NUMBER = Variable.of("dealNumber", String.class);
    public static final Variable<String> DEAL_OWNER = Variable.of("dealOwner", String.class);
    public static final Variable<String> CLIENT = Variable.of("client", String.class);
    public static final Variable<Long> REQUEST_ID = Variable.of("requestId", Long.class);
    public static final Variable<Long> PROPOSAL_ID = Variable.of("proposalId", Long.class);

    /** Where the funnel begins. */
    public enum Entry {
        FIRST_CONTACT("first-contact"),
        NEEDS("needs"),
        RENEWAL("renewal");

        private final String code;

        Entry(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    public void send(DelegateExecution sender) {
        RuntimeService runtime = sender.getProcessEngineServices().getRuntimeService();
        runtime.createMessageCorrelation(MESSAGE)
                .processInstanceBusinessKey(deal.number())
                .setVariable(ENTRY.name(), entry.code())
                .setVariable(DEAL_NUMBER.name(), deal.number())
                .setVariable(DEAL_OWNER.name(), deal.owner())
                .setVariable(CLIENT.name(), deal.client().name())
                .setVariable(REQUEST_ID.name(), requestId)
                .setVariable(PROPOSAL_ID.name(), proposalId)
                .correlateStartMessage();
    }
}
