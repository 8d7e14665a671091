package io.polisflow.process.proposalpreparation;

import static io.polisflow.process.proposalpreparation.ProposalPreparation.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.proposal.ApprovalStep;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.deal.Deal;
import io.polisflow.process.negotiation.Negotiation;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Steps 3.1 to 3.7: from «Собрать КП» to the letter with the PDF, and every way back. */
class ProposalStoryTest extends ProcessTest {

    @Autowired
    private Files files;

    private String deal;
    private String owner;

    @BeforeEach
    void aDealIsOpen() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
    }

    private static Map<String, Object> line(String product, String sum, Object discount) {
        return with(
                "product", product, "object", "Склад", "sumInsured", sum, "deductible", "100000", "discount", discount);
    }

    @SafeVarargs
    private void assemble(Map<String, Object>... lines) {
        assembleWith(null, lines);
    }

    @SafeVarargs
    private void assembleWith(String conditions, Map<String, Object>... lines) {
        complete(
                owner,
                deal,
                TASK_ASSEMBLE_PROPOSAL,
                with(
                        "startsOn",
                        "2027-01-01",
                        "termMonths",
                        12,
                        "specialConditions",
                        conditions,
                        "lines",
                        List.of(lines)));
    }

    private static final List<String> PROPERTY_RISK =
            List.of("warehouse", "Подольск, Складская, 1", "1200", "2010", "true");

    private void fillIn(List<String> values) {
        complete(owner, deal, TASK_FILL_RISK_PARAMETERS, with("parameters", riskParameters(deal, values)));
    }

    private void offer(Object discount) {
        assemble(line("property", "10000000", discount));
        fillIn(PROPERTY_RISK);
        runJob(deal, TASK_CALCULATE_PREMIUM);
    }

    private void accept() {
        complete(owner, deal, TASK_REVIEW_CALCULATION, with("calculation", "accept"));
    }

    private void approve(String user, String element) {
        complete(user, deal, element, with("decision", "approve"));
    }

    private Proposal latest() {
        return transaction.execute(status -> {
            Proposal proposal = proposals.of(deal(deal)).get(0);
            proposal.steps().size();
            proposal.lines().forEach(line -> line.readableParameters());
            return proposal;
        });
    }

    private List<ApprovalStep.State> steps() {
        return latest().steps().stream().map(ApprovalStep::state).toList();
    }

    @Test
    void threeApproversLaterTheClientHasThePdf() {
        offer(10);
        assertThat(deal(deal).stage()).isEqualTo(Stage.PROPOSAL_PREPARATION);
        assertThat(latest().totalPremium()).isEqualByComparingTo("90000.00");
        Task review = task(deal, TASK_REVIEW_CALCULATION);
        assertThat(String.valueOf(tasks.getVariable(review.getId(), "calculation_lines")))
                .contains("90\u00a0000,00");
        accept();
        assertThat(deal(deal).stage()).isEqualTo(Stage.PROPOSAL_APPROVAL);
        assertThat(isOpen(deal, ProposalApproval.TASK_CHECK_TERMS)).isFalse();
        approve("underwriter", ProposalApproval.TASK_CHECK_TARIFF);
        approve("lawyer", ProposalApproval.TASK_CHECK_TERMS);
        approve("head", ProposalApproval.TASK_APPROVE_DISCOUNT);
        assertThat(latest().state()).isEqualTo(Proposal.State.APPROVED);
        runJob(deal, TASK_MAKE_DOCUMENT);

        byte[] approved = transaction.execute(status -> files.content(latest().document()));

        Task send = task(deal, TASK_SEND_PROPOSAL);
        Map<String, Object> shown = tasks.getVariables(send.getId());
        assertThat(String.valueOf(shown.get("subject"))).isNotBlank();
        complete(
                owner,
                deal,
                TASK_SEND_PROPOSAL,
                with(
                        "contactRecipients",
                        List.of(clients.contactsOf(deal(deal).client().id())
                                .get(0)
                                .email()),
                        "recipients",
                        "buh@romashka.example",
                        "subject",
                        "Наше предложение",
                        "body",
                        "Добрый день!\n\nПредложение во вложении."));
        runJob(deal, TASK_DELIVER_PROPOSAL);

        assertThat(mail.sent()).singleElement().satisfies(letter -> {
            assertThat(letter.to()).hasSize(2).contains("buh@romashka.example");
            assertThat(letter.attachments()).singleElement().satisfies(pdf -> {
                assertThat(pdf.type()).isEqualTo("application/pdf");
                assertThat(pdf.content()).isEqualTo(approved);
                assertThat(new String(pdf.content(), 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
                        .isEqualTo("%PDF-");
            });
        });
        assertThat(deal(deal).stage()).isEqualTo(Stage.PROPOSAL_SENT);
        assertThat(latest().state()).isEqualTo(Proposal.State.SENT);
        assertThat(isOpen(deal, Negotiation.TASK_TALK_TO_CLIENT)).isTrue();
    }

    @Test
    void aLetterThatTheServerRefusesIsWrittenAnewByTheManager() {
        offer(10);
        accept();
        approve("underwriter", ProposalApproval.TASK_CHECK_TARIFF);
        approve("lawyer", ProposalApproval.TASK_CHECK_TERMS);
        approve("head", ProposalApproval.TASK_APPROVE_DISCOUNT);
        runJob(deal, TASK_MAKE_DOCUMENT);
        mail.refuses("gone@romashka.example");
        sendTo("gone@romashka.example");
        runJob(deal, TASK_DELIVER_PROPOSAL);

        assertThat(mail.sent()).isEmpty();
        assertThat(latest().state()).isEqualTo(Proposal.State.APPROVED);
        assertThat(tasks.getVariable(task(deal, TASK_SEND_PROPOSAL).getId(), "letterRefusal"))
                .isEqualTo("550 5.1.1 No such user here");

        sendTo("buh@romashka.example");
        runJob(deal, TASK_DELIVER_PROPOSAL);

        assertThat(mail.sent()).singleElement().satisfies(letter -> assertThat(letter.to())
                .containsExactly("buh@romashka.example"));
        assertThat(latest().state()).isEqualTo(Proposal.State.SENT);
    }

    private void sendTo(String address) {
        complete(
                owner,
                deal,
                TASK_SEND_PROPOSAL,
                with("contactRecipients", List.of(), "recipients", address, "subject", "КП", "body", "Во вложении."));
    }

    @Test
    void onlyWhatAReworkTouchedIsAskedAgain() {
        offer(10);
        accept();
        approve("underwriter", ProposalApproval.TASK_CHECK_TARIFF);
        approve("lawyer", ProposalApproval.TASK_CHECK_TERMS);
        complete(
                "head",
                deal,
                ProposalApproval.TASK_APPROVE_DISCOUNT,
                with("decision", "return", "reason", "Скидка не больше 5 %"));

        assertThat(deal(deal).stage()).isEqualTo(Stage.PROPOSAL_PREPARATION);
        Task assemble = task(deal, TASK_ASSEMBLE_PROPOSAL);
        assertThat(String.valueOf(tasks.getVariable(assemble.getId(), "reworkNote")))
                .contains("Версия 2")
                .contains("Скидка не больше 5 %");
        offer(5);
        accept();

        assertThat(latest().version()).isEqualTo(2);
        assertThat(steps())
                .containsExactly(
                        ApprovalStep.State.CARRIED_OVER, ApprovalStep.State.CARRIED_OVER, ApprovalStep.State.OPEN);
        approve("head", ProposalApproval.TASK_APPROVE_DISCOUNT);
        assertThat(latest().state()).isEqualTo(Proposal.State.APPROVED);
    }

    @Test
    void aChangedSumIsAskedOfTheUnderwriterAgain() {
        offer(0);
        accept();
        approve("underwriter", ProposalApproval.TASK_CHECK_TARIFF);
        complete(
                "lawyer",
                deal,
                ProposalApproval.TASK_CHECK_TERMS,
                with("decision", "return", "reason", "Уточните сумму"));
        assemble(line("property", "20000000", 0));
        fillIn(PROPERTY_RISK);
        runJob(deal, TASK_CALCULATE_PREMIUM);
        accept();

        assertThat(steps())
                .containsExactly(ApprovalStep.State.OPEN, ApprovalStep.State.WAITING, ApprovalStep.State.WAITING);
    }

    @Test
    void aRejectedProposalIsExplainedToTheClient() {
        offer(0);
        accept();
        assertThatThrownBy(() ->
                        complete("underwriter", deal, ProposalApproval.TASK_CHECK_TARIFF, with("decision", "reject")))
                .hasMessageContaining("«Почему отклоняете»");
        complete(
                "underwriter",
                deal,
                ProposalApproval.TASK_CHECK_TARIFF,
                with("decision", "reject", "reason", "Склад без охраны"));

        assertThat(latest().state()).isEqualTo(Proposal.State.REJECTED);
        Task explain = task(deal, ProposalPreparation.TASK_EXPLAIN_REFUSAL);
        assertThat(String.valueOf(tasks.getVariable(explain.getId(), "refusalText")))
                .contains("Склад без охраны");
        Map<String, Object> told = with("touchKind", "EMAIL", "touchNote", "Написали о причинах");
        assertThatThrownBy(() -> complete(owner, deal, ProposalPreparation.TASK_EXPLAIN_REFUSAL, told))
                .hasMessageContaining("Причина проигрыша");
        told.putAll(with("lossReason", "risk-declined", "lossComment", "Склад без охраны", "recontactMonths", "6"));
        complete(owner, deal, ProposalPreparation.TASK_EXPLAIN_REFUSAL, told);
        assertThat(ended(deal, Deal.END_DEAL_LOST)).isTrue();
        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(deal(deal).loss().comment()).isEqualTo("Склад без охраны");
    }

    @Test
    void aDeclinedRiskIsShownAndMayBeChanged() {
        underwriting.declines("Риск не принимается: нет сигнализации");
        offer(0);
        Task refusal = task(deal, TASK_REVIEW_REFUSAL);
        assertThat(tasks.getVariable(refusal.getId(), "refusalReason"))
                .isEqualTo("Риск не принимается: нет сигнализации");
        complete(owner, deal, TASK_REVIEW_REFUSAL, with("refusal", "change"));
        underwriting.accepts();
        offer(1);

        assertThat(isOpen(deal, TASK_REVIEW_CALCULATION)).isTrue();
        assertThat(underwriting.keys()).hasSize(2);
    }

    @Test
    void whatCannotBeRatedAsItStandsComesBackToTheManagerToMend() {
        underwriting.cannotRate("Тип объекта не поддерживается");
        offer(0);

        Task refusal = task(deal, TASK_REVIEW_REFUSAL);
        assertThat(tasks.getVariable(refusal.getId(), "refusalReason")).isEqualTo("Тип объекта не поддерживается");
        assertThat(history(deal))
                .contains("Андеррайтинг не смог рассчитать КП " + latest().reference()
                        + ": Тип объекта не поддерживается");
        complete(owner, deal, TASK_REVIEW_REFUSAL, with("refusal", "change"));
        underwriting.accepts();
        offer(1);
        assertThat(isOpen(deal, TASK_REVIEW_CALCULATION)).isTrue();
    }

    @Test
    void aDeclinedRiskMayEndTheOffer() {
        underwriting.declines("Риск не принимается");
        offer(0);
        complete(owner, deal, TASK_REVIEW_REFUSAL, with("refusal", "stop"));

        assertThat(isOpen(deal, ProposalPreparation.TASK_EXPLAIN_REFUSAL)).isTrue();
    }

    @Test
    void aSystemThatIsDownIsAskedAgainWithTheSameKey() {
        underwriting.down();
        assertThatThrownBy(() -> offer(0)).hasMessageContaining("underwriting");
        underwriting.accepts();
        runJob(deal, TASK_CALCULATE_PREMIUM);

        assertThat(underwriting.keys()).hasSize(1);
        assertThat(isOpen(deal, TASK_REVIEW_CALCULATION)).isTrue();
    }

    @Test
    void aCalculationMayBeChangedAndDoneAgain() {
        offer(0);
        complete(owner, deal, TASK_REVIEW_CALCULATION, with("calculation", "change"));
        offer(20);

        assertThat(latest().version()).isEqualTo(1);
        assertThat(latest().totalPremium()).isEqualByComparingTo("80000.00");
    }

    @Test
    void nobodyApprovesTheirOwnProposal() {
        identity.createMembership(owner, "underwriters");
        try {
            offer(0);
            accept();
            assertThatThrownBy(() -> approve(owner, ProposalApproval.TASK_CHECK_TARIFF))
                    .isInstanceOf(FormFieldValidationException.class)
                    .hasMessageContaining("собственное предложение");
            assertThat(steps().get(0)).isEqualTo(ApprovalStep.State.OPEN);
            assertThat(isOpen(deal, ProposalApproval.TASK_CHECK_TARIFF)).isTrue();
        } finally {
            identity.deleteMembership(owner, "underwriters");
        }
    }

    @Test
    void severalLinesWithTheParametersTheirProductsDeclare() {
        assemble(line("property", "10000000", 0), line("cargo", "5000000", 0));
        List<String> values = new ArrayList<>(PROPERTY_RISK);
        values.addAll(List.of("fragile", "Москва — Казань", "road"));
        fillIn(values);
        runJob(deal, TASK_CALCULATE_PREMIUM);

        assertThat(latest().totalPremium()).isEqualByComparingTo("150000.00");
        assertThat(latest().lines().get(1).readableParameters())
                .containsEntry("Вид груза", "Хрупкий")
                .containsEntry("Маршрут", "Москва — Казань");
    }

    @Test
    void aWrongRiskParameterIsNamedWithItsLine() {
        assemble(line("property", "10000000", 0));
        assertThatThrownBy(() -> fillIn(List.of("castle", "Подольск", "10", "2010", "true")))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageContaining("Строка 1")
                .hasMessageContaining("из списка");
        assertThatThrownBy(() -> fillIn(List.of("office", "Подольск", "0", "1500", "true")))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageContaining("Строка 1: «Площадь»: не меньше 1")
                .hasMessageContaining("Строка 1: «Год постройки»: не меньше 1800");
        assertThat(isOpen(deal, TASK_FILL_RISK_PARAMETERS)).isTrue();
    }

    @Test
    void whatTheCatalogueOrCommonSenseForbidsIsRefusedAndNothingIsWritten() {
        assertThatThrownBy(() -> assemble(
                        with("product", "property", "object", "Склад", "sumInsured", "1000", "deductible", "2000")))
                .hasMessageContaining("Строка 1: франшиза");
        assertThatThrownBy(() -> assemble(line("dragons", "1000000", 0))).hasMessageContaining("Продукт");
        assertThatThrownBy(() -> complete(owner, deal, TASK_ASSEMBLE_PROPOSAL, with("lines", List.of())))
                .isInstanceOf(FormFieldValidationException.class);
        transaction.executeWithoutResult(
                status -> assertThat(proposals.of(deal(deal))).isEmpty());
        assertThat(isOpen(deal, TASK_ASSEMBLE_PROPOSAL)).isTrue();
    }

    @Test
    void aLetterWithoutAGoodAddressIsRefused() {
        offer(0);
        accept();
        approve("underwriter", ProposalApproval.TASK_CHECK_TARIFF);
        approve("lawyer", ProposalApproval.TASK_CHECK_TERMS);
        approve("head", ProposalApproval.TASK_APPROVE_DISCOUNT);
        runJob(deal, TASK_MAKE_DOCUMENT);

        assertThatThrownBy(() -> complete(
                        owner,
                        deal,
                        TASK_SEND_PROPOSAL,
                        with(
                                "contactRecipients",
                                List.of(),
                                "recipients",
                                "не адрес",
                                "subject",
                                "КП",
                                "body",
                                "Текст")))
                .hasMessageContaining("не похож на электронную почту");
        assertThat(isOpen(deal, TASK_SEND_PROPOSAL)).isTrue();
    }
}
