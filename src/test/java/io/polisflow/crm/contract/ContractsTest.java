package io.polisflow.crm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.proposal.Proposal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a contract says and which way it may go; each subclass runs it on one database that we support. */
abstract class ContractsTest extends SigningCase {

    private static final byte[] SCAN = {'%', 'P', 'D', 'F'};

    @Autowired
    private Files files;

    private static Instalment payment(LocalDate due, String rubles) {
        return new Instalment(due, rubles == null ? null : new BigDecimal(rubles));
    }

    private static void refused(ThrowingCallable action, String message) {
        assertThatThrownBy(action).isInstanceOf(RefusedException.class).hasMessageContaining(message);
    }

    @Test
    void theApprovedProposalIsCopiedWhole() {
        long proposal = approved();
        long id = contracts.createFrom(proposal, "manager");

        transaction.executeWithoutResult(status -> {
            Contract contract = contracts.get(id);
            assertThat(contract.number()).matches("ДС-2026-\\d{6,}");
            assertThat(contract.premium()).isEqualTo(new BigDecimal("150000.00"));
            assertThat(contract.sumInsured()).isEqualTo(new BigDecimal("15000000.00"));
            assertThat(contract.startsOn()).isEqualTo(START);
            assertThat(contract.endsOn()).isEqualTo(END);
            assertThat(contract.specialConditions()).isEqualTo("Ночная охрана");
            assertThat(contract.lines()).extracting(ContractLine::object).containsExactly("Склад", "Офис");
            assertThat(contract.lines().get(0).deductible()).isEqualTo(new BigDecimal("50000.00"));
            assertThat(contract.lines().get(1).parameters()).containsEntry("area", "1200");
            assertThat(contract.instalments()).singleElement().satisfies(payment -> {
                assertThat(payment.dueOn()).isEqualTo(START);
                assertThat(payment.amount()).isEqualTo(new BigDecimal("150000.00"));
            });
        });
        assertThat(contracts.createFrom(proposal, "manager")).isEqualTo(id);
    }

    @Test
    void whatWasNeverApprovedBecomesNoContract() {
        long proposal = calculated();
        refused(() -> contracts.createFrom(proposal, "manager"), "не согласовано");
    }

    @Test
    void theTermIsHeldToTheRules() {
        long id = draft();
        LocalDate today = LocalDate.now(clock);
        refused(() -> contracts.describe(id, today.minusDays(1), END, List.of()), "не может быть в прошлом");
        refused(() -> contracts.describe(id, null, END, List.of()), "не может быть в прошлом");
        refused(() -> contracts.describe(id, START, START, List.of()), "позже начала");
        refused(() -> contracts.describe(id, START, null, List.of()), "позже начала");
        refused(() -> contracts.describe(id, START, START.plusYears(6), List.of()), "не больше 5 лет");
        contracts.describe(id, today, today.plusMonths(6), List.of());

        assertThat(contracts.get(id).startsOn()).isEqualTo(today);
    }

    @Test
    void thePaymentsMakeUpThePremiumToTheKopeck() {
        long id = draft();
        for (String odd : List.of("74999.99", "75000.01")) {
            refused(
                    () -> contracts.describe(id, START, END, List.of(payment(START, "75000"), payment(END, odd))),
                    "не равна премии");
        }
        refused(
                () -> contracts.describe(
                        id, START, END, List.of(payment(START, "74999.995"), payment(END, "75000.005"))),
                "до копейки");
        refused(
                () -> contracts.describe(id, START, END, List.of(payment(START, "0"), payment(END, "150000"))),
                "больше нуля");
        refused(() -> contracts.describe(id, START, END, List.of(payment(null, "150000"))), "укажите дату");
        refused(() -> contracts.describe(id, START, END, List.of(payment(START, null))), "сумму");
        refused(
                () -> contracts.describe(id, START, END, List.of(payment(END.plusDays(1), "150000"))),
                "вне срока договора");
        refused(
                () -> contracts.describe(id, START, END, List.of(payment(START, "75000"), payment(START, "75000"))),
                "по возрастанию");
        refused(
                () -> contracts.describe(
                        id,
                        START,
                        END,
                        IntStream.range(0, 25)
                                .mapToObj(i -> payment(START.plusDays(i), "6000"))
                                .toList()),
                "не может быть больше 24");
        contracts.describe(
                id,
                START,
                END,
                List.of(
                        payment(START, "50000.33"),
                        payment(START.plusMonths(3), "50000.33"),
                        payment(START.plusMonths(6), "49999.34")));

        transaction.executeWithoutResult(status -> assertThat(contracts.get(id).instalments())
                .extracting(Instalment::amount)
                .containsExactly(new BigDecimal("50000.33"), new BigDecimal("50000.33"), new BigDecimal("49999.34")));
    }

    @Test
    void aDocumentIsMadeOnceAndSentOnceAsItIs() {
        long id = documented();
        long document =
                transaction.execute(status -> contracts.get(id).document().id());
        contracts.makeDocument(id);
        contracts.chooseChannel(id);
        contracts.send(id, "operation-" + id);
        contracts.send(id, "another-operation-" + id);

        assertThat(transaction.<Long>execute(
                        status -> contracts.get(id).document().id()))
                .isEqualTo(document);
        assertThat(exchange.sent()).containsOnlyKeys("operation-" + id);
        assertThat(exchange.sent().get("operation-" + id).content())
                .isEqualTo(files.content(files.find(document).orElseThrow()));
    }

    @Test
    void termAndPaymentsDoNotChangeUnderTheClientsPen() {
        long sent = sent();
        refused(() -> contracts.describe(sent, START, END, List.of()), "пока договор готовится");
        refused(() -> contracts.chooseChannel(sent), "для готового документа");
        events.receive(entity(sent), DocumentExchange.State.SIGNED, null, clock.instant());
        refused(() -> contracts.describe(sent, START, END, List.of()), "пока договор готовится");
        assertThat(contracts.verifySignature(sent)).isTrue();
        refused(() -> contracts.describe(sent, START, END, List.of()), "пока договор готовится");
        refused(() -> contracts.abandon(sent), "уже заключён");

        assertThat(state(sent)).isEqualTo(Contract.State.CONCLUDED);
    }

    @Test
    void aRefusedContractIsPreparedAnewAndForgetsTheOldSending() {
        long id = sent();
        String before = entity(id);
        events.receive(before, DocumentExchange.State.REFUSED, "Опечатка", clock.instant());
        contracts.describe(id, START, END, List.of());
        assertThat(state(id)).isEqualTo(Contract.State.DRAFT);
        assertThat(contracts.get(id).entityId()).isNull();
        contracts.makeDocument(id);
        contracts.chooseChannel(id);
        contracts.send(id, "second-" + id);
        // The operator tells again what the client had said of the first edition.
        events.receive(before, DocumentExchange.State.REFUSED, "Опечатка", clock.instant());

        assertThat(state(id)).isEqualTo(Contract.State.SENT);
    }

    @Test
    void aSignatureIsCheckedOnceOverTheBytesThatWereSent() {
        long id = sent();
        events.receive(entity(id), DocumentExchange.State.SIGNED, null, clock.instant());
        for (int i = 0; i < 3; i++) {
            assertThat(contracts.verifySignature(id)).isTrue();
        }

        assertThat(exchange.verified())
                .singleElement()
                .isEqualTo(exchange.sent().values().iterator().next().content());
        assertThat(contracts.get(id).signer()).isEqualTo("Петров Пётр Петрович");
    }

    @Test
    void aWrongSignatureConcludesNothingHoweverOftenItIsChecked() {
        exchange.signsBadly("Подпись не соответствует документу");
        long id = sent();
        events.receive(entity(id), DocumentExchange.State.SIGNED, null, clock.instant());
        for (int i = 0; i < 3; i++) {
            assertThat(contracts.verifySignature(id)).isFalse();
        }

        assertThat(exchange.verified()).hasSize(1);
        assertThat(state(id)).isEqualTo(Contract.State.INVALID_SIGNATURE);
        assertThat(contracts.get(id).clientComment()).isEqualTo("Подпись не соответствует документу");
    }

    @Test
    void paperIsSignedOnlyWithItsScan() {
        long id = onPaper();
        refused(() -> contracts.signedOnPaper(id), "загрузите скан");
        contracts.attachScan(id, "скан.pdf", "application/pdf", SCAN);
        contracts.attachScan(id, "скан лучше.pdf", "application/pdf", SCAN);
        contracts.signedOnPaper(id);
        refused(() -> contracts.refusedOnPaper(id, "передумали"), "не подписывают на бумаге");
        refused(() -> contracts.attachScan(id, "ещё.pdf", "application/pdf", SCAN), "на бумаге");

        transaction.executeWithoutResult(status -> {
            assertThat(contracts.get(id).state()).isEqualTo(Contract.State.CONCLUDED);
            assertThat(contracts.get(id).scan().name()).isEqualTo("скан лучше.pdf");
        });
    }

    @Test
    void whatWasWrongOnPaperOnceIsNotSaidOfTheSignedContract() {
        long id = onPaper();
        contracts.refusedOnPaper(id, "Опечатка в адресе");
        contracts.describe(id, START, END, List.of());
        contracts.makeDocument(id);
        contracts.chooseChannel(id);
        refused(() -> contracts.signedOnPaper(id), "загрузите скан");
        contracts.attachScan(id, "скан.pdf", "application/pdf", SCAN);
        contracts.signedOnPaper(id);

        assertThat(contracts.get(id).clientComment()).isNull();
    }

    @Test
    void noScanBelongsToAContractThatGoesByExchange() {
        long id = sent();
        refused(() -> contracts.attachScan(id, "скан.pdf", "application/pdf", SCAN), "на бумаге");
        refused(() -> contracts.signedOnPaper(id), "не подписывают на бумаге");
    }

    @Test
    void otherTermsAreANewVersionOfTheProposalAndTheContractIsOver() {
        long proposal = approved();
        // The client has it: only then there is a next version.
        jdbc.update("update proposal set state = 'SENT' where id = ?", proposal);
        long id = contracts.createFrom(proposal, "manager");
        long next = contracts.revise(id);
        contracts.abandon(id);

        assertThat(state(id)).isEqualTo(Contract.State.ABANDONED);
        assertThat(history(id))
                .filteredOn(line -> line.contains("не состоялся"))
                .hasSize(1);
        assertThat(proposals.get(next).version()).isEqualTo(2);
        assertThat(proposals.get(next).state()).isEqualTo(Proposal.State.DRAFT);
        assertThat(contracts.createFrom(proposal, "manager"))
                .as("the old terms agreed after all are another contract")
                .isNotEqualTo(id);
    }

    @Test
    void aCheckIsReturnedWithAComment() {
        long id = draft();
        refused(() -> contracts.recordCheck(id, ContractCheck.Role.LAWYER, false, " ", "lawyer"), "что исправить");
        contracts.recordCheck(id, ContractCheck.Role.LAWYER, false, "Нет условия об охране", "lawyer");
        contracts.recordCheck(id, ContractCheck.Role.LAWYER, true, null, "lawyer");

        assertThat(contracts.checksOf(id)).extracting(ContractCheck::passed).containsExactly(true, false);
        assertThat(contracts.checksOf(id).get(1).comment()).isEqualTo("Нет условия об охране");
    }
}
