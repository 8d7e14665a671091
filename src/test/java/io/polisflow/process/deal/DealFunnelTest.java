package io.polisflow.process.deal;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.contractsigning.ContractSigning;
import io.polisflow.process.engine.DealOpening;
import io.polisflow.process.firstcontact.FirstContact;
import io.polisflow.process.models.PathFigures;
import io.polisflow.process.models.PathsAsGone;
import io.polisflow.process.negotiation.Negotiation;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The funnel from left to right through the real called models, with every way back and out. */
class DealFunnelTest extends ProcessTest {

    @Autowired
    private PathFigures figures;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private DealProcess process;

    private String deal;
    private String owner;

    @BeforeEach
    void aDealAtTheFirstContact() {
        transaction.executeWithoutResult(status -> {
            var client = clients.findOrCreate(freshInn(), "ООО «Воронка»");
            var contact = clients.findOrCreateContact(client, "Анна", "anna@funnel.example", "+7 495 123-45-67");
            var opened = deals.open(client, contact, Stage.FIRST_CONTACT);
            deal = opened.number();
            owner = opened.owner();
            runtime.createMessageCorrelation(DealOpening.MESSAGE)
                    .processInstanceBusinessKey(deal)
                    .setVariable("entry", DealOpening.Entry.FIRST_CONTACT.code())
                    .setVariable("dealNumber", deal)
                    .setVariable("dealOwner", owner)
                    .setVariable("client", "ООО «Воронка»")
                    .correlateStartMessage();
        });
    }

    private Map<String, Object> loss(Object... more) {
        Map<String, Object> values = with("lossReason", "price", "lossComment", "Дорого", "recontactMonths", "6");
        values.putAll(with(more));
        return values;
    }

    private void captureNeeds() {
        complete(
                owner,
                deal,
                FirstContact.TASK_FIRST_TOUCH,
                with(
                        "touchResult", "interested",
                        "heldKind", "CALL",
                        "touchNote", "Нужен склад",
                        "product", "property",
                        "object", "Склад",
                        "risks", "Пожар",
                        "sumInsured", "10000000",
                        "startsOn", "2027-01-01"));
    }

    private void propose() {
        propose(deal, 0);
        decide("underwriter", ProposalApproval.TASK_CHECK_TARIFF);
        decide("lawyer", ProposalApproval.TASK_CHECK_TERMS);
        decide("head", ProposalApproval.TASK_APPROVE_DISCOUNT);
        runJob(deal, ProposalPreparation.TASK_MAKE_DOCUMENT);
        complete(
                owner,
                deal,
                ProposalPreparation.TASK_SEND_PROPOSAL,
                with("recipients", "anna@funnel.example", "subject", "КП", "body", "Во вложении"));
        runJob(deal, ProposalPreparation.TASK_DELIVER_PROPOSAL);
    }

    /** What did not change since the last version is not asked again. */
    private void decide(String user, String task) {
        if (isOpen(deal, task)) {
            complete(user, deal, task, with("decision", "approve"));
        }
    }

    private void talk(String outcome, Object... more) {
        Map<String, Object> values = with("touchKind", "CALL", "talkNote", "Поговорили", "talkOutcome", outcome);
        values.putAll(with(more));
        complete(owner, deal, Negotiation.TASK_TALK_TO_CLIENT, values);
    }

    @Test
    void anInterestedClientsNeedsLeadToAProposalAndAReworkBackToIt() {
        assertThat(deal(deal).stage()).isEqualTo(Stage.FIRST_CONTACT);
        captureNeeds();
        assertThat(deal(deal).stage()).isEqualTo(Stage.NEEDS_ANALYSIS);
        propose();
        assertThat(deal(deal).stage()).isEqualTo(Stage.PROPOSAL_SENT);

        talk("REWORK", "reworkBy", "UNDERWRITER", "reworkRequest", "Снизить тариф");
        complete(
                "underwriter",
                deal,
                Negotiation.TASK_REVISE_TERMS,
                with("rework", "revise", "reworkAnswer", "Тариф 0,8 %"));
        assertThat(String.valueOf(tasks.getVariable(
                        task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getId(), "reworkNote")))
                .contains("Снизить тариф")
                .contains("Тариф 0,8 %");
        propose();
        talk("AGREED");
        assertThat(deal(deal).stage()).isEqualTo(Stage.CONTRACT);

        complete(owner, deal, ContractSigning.TASK_PREPARE_CONTRACT, with("terms", "change"));
        propose();
        talk("AGREED");
        complete(owner, deal, ContractSigning.TASK_PREPARE_CONTRACT, loss("terms", "lost"));
        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(instance(Deal.KEY, deal)).isNull();
        transaction.executeWithoutResult(status ->
                assertThat(proposals.of(deal(deal))).extracting("versionNumber").contains(1, 2, 3));
        theWayIsKeptAsItWasGone();
    }

    // Here and not in a story of its own: to tell one takes seconds every time.
    private void theWayIsKeptAsItWasGone() {
        PathsAsGone paths = new PathsAsGone(figures, jdbc, repository);
        paths.areThoseOfTheTokens(deal);
        assertThat(paths.stepsOf(deal, Deal.KEY))
                .containsExactly(String.join(
                        "\n",
                        "flow Flow_Entry_FirstContact",
                        "done Call_FirstContact",
                        "flow Flow_Interested_MergeNeeds",
                        "done Call_ProposalPreparation",
                        "flow Flow_ProposalSent_Negotiation",
                        "done Call_Negotiation",
                        "flow Flow_Agreed_MergeRework",
                        "done Call_ProposalPreparation",
                        "flow Flow_ProposalSent_Negotiation",
                        "done Call_Negotiation",
                        "flow Flow_Agreed_ContractSigning",
                        "done Call_ContractSigning",
                        "flow Flow_ContractSigned_MergeRework",
                        "done Call_ProposalPreparation",
                        "flow Flow_ProposalSent_Negotiation",
                        "done Call_Negotiation",
                        "flow Flow_Agreed_ContractSigning",
                        "done Call_ContractSigning",
                        "flow Flow_ContractSigned_MergeLost"));
        assertThat(paths.timesOf(deal, Deal.KEY, "Call_ProposalPreparation")).containsExactly(3);
    }

    @Test
    void aClientWithoutInterestIsLostWithTheReason() {
        complete(
                owner,
                deal,
                FirstContact.TASK_FIRST_TOUCH,
                loss("touchResult", "not-interested", "heldKind", "CALL", "touchNote", "Не нужно"));
        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(deal(deal).loss().comment()).isEqualTo("Дорого");
        assertThat(ended(deal, Deal.END_DEAL_LOST)).isTrue();
    }

    @Test
    void aRefusalDuringTheTalksLosesTheDeal() {
        captureNeeds();
        propose();
        talk("REFUSED", "lossReason", "price", "lossComment", "Дорого", "recontactMonths", "6");
        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(instance("lost-deal", deal)).isNotNull();
    }

    @Test
    void calledTalksThatAskForAPauseAreStoppedAndGoOn() {
        captureNeeds();
        propose();
        talk("PAUSE", "pausedUntil", "2026-12-15", "pauseReason", "Бюджет");
        runJob(deal, Negotiation.TASK_REQUEST_PAUSE);
        runJob(deal, Deal.TASK_SUSPEND_WORK);
        assertThat(deal(deal).stage()).isEqualTo(Stage.PAUSED);
        assertThat(deal(deal).pausedUntil()).isEqualTo(LocalDate.of(2026, 12, 15));
        assertThat(task(deal, Negotiation.TASK_TALK_TO_CLIENT).isSuspended()).isTrue();

        runJob(deal, Deal.EVENT_PAUSE_OVER);
        assertThat(deal(deal).stage()).isEqualTo(Stage.PROPOSAL_SENT);
        assertThat(task(deal, Negotiation.TASK_TALK_TO_CLIENT).isSuspended()).isFalse();
        process.agree(deal);
        assertThat(deal(deal).stage()).isEqualTo(Stage.CONTRACT);
    }
}
