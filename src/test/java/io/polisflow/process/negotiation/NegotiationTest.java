package io.polisflow.process.negotiation;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.negotiation.Objection;
import io.polisflow.crm.negotiation.Objections;
import io.polisflow.crm.proposal.Approvals;
import io.polisflow.crm.proposal.ProposalDispatch;
import io.polisflow.crm.proposal.Proposals.Draft;
import io.polisflow.crm.proposal.Proposals.LineDraft;
import io.polisflow.process.ProcessTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A deal whose proposal the client has, and the words in which the talks are told. */
abstract class NegotiationTest extends ProcessTest {

    private static final List<String> RISK = List.of("warehouse", "Подольск, Складская, 1", "1200", "2010", "true");

    @Autowired
    private Approvals approvals;

    @Autowired
    private ProposalDispatch dispatch;

    @Autowired
    private Objections objections;

    protected String deal;
    protected String owner;
    protected Contact contact;
    protected long proposalId;
    protected ProcessInstance talks;

    @BeforeEach
    void theClientHasTheProposal() {
        deal = openDeal(freshInn());
        owner = deal(deal).owner();
        contact = deal(deal).contact();
        proposalId = sentProposal(deal);
        talks = begin(deal, proposalId);
    }

    protected String openDeal(String inn) {
        return transaction.execute(status -> {
            var client = clients.findOrCreate(inn, "ООО «Лютик " + inn + "»");
            var person = clients.findOrCreateContact(
                    client, "Пётр Петров", "petrov" + inn + "@example.ru", "+7 495 123-45-67");
            return deals.open(client, person, Stage.PROPOSAL_SENT).number();
        });
    }

    protected long sentProposal(String dealNumber) {
        LineDraft line =
                new LineDraft("property", "Склад", new BigDecimal("10000000"), BigDecimal.ZERO, BigDecimal.ZERO);
        long id = proposals.assemble(
                dealNumber, null, "manager", new Draft(LocalDate.of(2027, 1, 1), 12, null, List.of(line)));
        proposals.fillIn(id, RISK);
        proposals.calculate(id, "attempt");
        proposals.submit(id);
        approvals.plan(id, List.of());
        approvals.finish(id);
        dispatch.makeDocument(id);
        dispatch.send(id, dispatch.writeLetter(id, "petrov@example.ru", "Наше предложение", "Во вложении"));
        return id;
    }

    /** Starts the talks as the deal does. */
    protected ProcessInstance begin(String dealNumber, Long proposal) {
        Deal of = deal(dealNumber);
        Map<String, Object> variables = new HashMap<>();
        variables.put("dealNumber", dealNumber);
        variables.put("dealOwner", of.owner());
        variables.put("client", of.client().name());
        variables.put("proposalId", proposal);
        return runtime.startProcessInstanceByKey(Negotiation.KEY, dealNumber, variables);
    }

    /** Starts the talks anew, with a task that shows what is there now. */
    protected void beginAgain() {
        runtime.deleteProcessInstance(talks.getId(), "begun again");
        talks = begin(deal, proposalId);
    }

    protected static Map<String, Object> objection(Object who, String category, String words, boolean wonOver) {
        return with(
                "contact",
                String.valueOf(who),
                "category",
                category,
                "words",
                words,
                "reply",
                wonOver ? "Показали расчёт" : null,
                "wonOver",
                wonOver ? "yes" : "no");
    }

    @SafeVarargs
    protected final Map<String, Object> talk(String outcome, Map<String, Object> more, Map<String, Object>... heard) {
        Map<String, Object> values = with(
                "touchKind",
                "CALL",
                "talkNote",
                "Говорили о цене",
                "talkOutcome",
                outcome,
                "objections",
                List.of(heard));
        values.putAll(more);
        return values;
    }

    @SafeVarargs
    protected final void submit(String outcome, Map<String, Object> more, Map<String, Object>... heard) {
        complete(owner, deal, Negotiation.TASK_TALK_TO_CLIENT, talk(outcome, more, heard));
    }

    protected Object shown(String elementId, String key) {
        return tasks.getVariable(task(deal, elementId).getId(), key);
    }

    protected Object handedToTheDeal(String variable) {
        return engine.getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(talks.getId())
                .variableName(variable)
                .singleResult()
                .getValue();
    }

    protected List<Objection> objections() {
        return objections(deal);
    }

    protected List<Objection> objections(String dealNumber) {
        return transaction.execute(status -> {
            List<Objection> all = objections.of(deal(dealNumber));
            all.forEach(objection -> {
                if (objection.contact() != null) {
                    objection.contact().name();
                }
            });
            return all;
        });
    }

    protected List<Activity> planned() {
        return transaction.execute(status -> deals.plannedTouchesOf(deal(deal)));
    }
}
