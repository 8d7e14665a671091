package io.polisflow.process.contractsigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.policy.PolicyOrders;
import io.polisflow.process.policyissue.PolicyIssue;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** From the client's consent to the policies, with everything that may come in between. */
class ContractSigningStoryTest extends ContractSigningTest {

    @Autowired
    private PolicyOrders policyOrders;

    @Test
    void theProposalsContentBecomesAContractAndItsLinesPolicies() {
        Contract draft = contract();
        assertThat(draft.number()).matches("ДС-2026-\\d{6}");
        assertThat(draft.premium()).isEqualByComparingTo("150000");
        assertThat(draft.lines()).extracting("object").containsExactly("Склад", "Офис");
        assertThat(draft.endsOn()).isEqualTo(LocalDate.of(2027, 12, 31));
        send();
        byte[] document = new ArrayList<>(exchange.sent().values()).get(0).content();
        sign();
        assertThat(exchange.verified()).singleElement().isEqualTo(document);
        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);

        assertThat(issued()).hasSize(2).allSatisfy(policy -> {
            assertThat(policy.startsOn()).isEqualTo(LocalDate.of(2027, 1, 1));
            assertThat(policy.endsOn()).isEqualTo(LocalDate.of(2027, 12, 31));
        });
        runJob(deal, ContractSigning.TASK_SEND_POLICY_LETTER);
        assertThat(mail.sent().get(mail.sent().size() - 1).text())
                .contains(issued().get(0).number(), issued().get(1).number());
        assertThat(contract().state()).isEqualTo(Contract.State.CONCLUDED);
        assertThat(contract().signer()).isEqualTo("Петров Пётр Петрович");
        assertThat(renewalsWaiting()).isEqualTo(2);
        assertThat(ended(deal, ContractSigning.END_CONTRACT_CONCLUDED)).isTrue();
    }

    private void sign() {
        signingEvents.receive(contract().entityId(), State.SIGNED, null, clock.instant());
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
    }

    private long renewalsWaiting() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(deal)
                .processDefinitionKey("policy-renewal")
                .count();
    }

    @Test
    void termAndPaymentsAreHeldToTheRules() {
        Map<String, Object> past = terms();
        past.put("startsOn", "2026-11-01");
        Map<String, Object> backwards = terms();
        backwards.put("endsOn", "2026-12-31");
        Map<String, Object> tooLittle = terms(with("dueOn", "2027-01-01", "amount", "149999.99"));
        Map<String, Object> tooLate =
                terms(with("dueOn", "2027-01-01", "amount", "75000"), with("dueOn", "2028-01-01", "amount", "75000"));
        Map<String, Object> disorder =
                terms(with("dueOn", "2027-06-01", "amount", "75000"), with("dueOn", "2027-01-01", "amount", "75000"));
        Map.of(
                        past, "Начало договора",
                        backwards, "Окончание договора",
                        tooLittle, "не равна премии",
                        tooLate, "вне срока",
                        disorder, "по возрастанию")
                .forEach((bad, message) -> assertThatThrownBy(
                                () -> complete(owner, deal, ContractSigning.TASK_PREPARE_CONTRACT, bad))
                        .hasMessageContaining(message));
        complete(
                owner,
                deal,
                ContractSigning.TASK_PREPARE_CONTRACT,
                terms(with("dueOn", "2027-01-01", "amount", "75000"), with("dueOn", "2027-06-01", "amount", "75000")));

        assertThat(contract().instalments()).hasSize(2);
        assertThat(isOpen(deal, ContractSigning.TASK_CHECK_TERMS)).isTrue();
        assertThat(isOpen(deal, ContractSigning.TASK_CHECK_RISK)).isTrue();
    }

    @Test
    void whatACheckFindsGoesBackWithTheComment() {
        prepare();
        assertThatThrownBy(() -> complete("lawyer", deal, ContractSigning.TASK_CHECK_TERMS, with("decision", "return")))
                .hasMessageContaining("Что исправить");
        complete(
                "lawyer",
                deal,
                ContractSigning.TASK_CHECK_TERMS,
                with("decision", "return", "comment", "Нет особых условий об охране"));
        runJob(deal, ContractSigning.GATEWAY_CHECKED);
        check("underwriter", ContractSigning.TASK_CHECK_RISK);

        assertThat(String.valueOf(tasks.getVariable(
                        task(deal, ContractSigning.TASK_PREPARE_CONTRACT).getId(), "checks")))
                .contains("Нет особых условий об охране");
        prepare();
        passChecks();
        assertThat(job(deal, ContractSigning.TASK_MAKE_DOCUMENT)).isNotNull();
    }

    @Test
    void otherTermsGoThroughApprovalAgain() {
        complete(owner, deal, ContractSigning.TASK_PREPARE_CONTRACT, with("terms", "change"));

        assertThat(contract().state()).isEqualTo(Contract.State.ABANDONED);
        assertThat(ended(deal, ContractSigning.END_TERMS_NOT_KEPT)).isTrue();
        transaction.executeWithoutResult(
                status -> assertThat(proposals.of(deal(deal)).get(0).version()).isEqualTo(2));
    }

    @Test
    void aClientWhoGivesUpNeedsAReason() {
        assertThatThrownBy(() -> complete(owner, deal, ContractSigning.TASK_PREPARE_CONTRACT, with("terms", "lost")))
                .hasMessageContaining("Причина проигрыша");
        complete(
                owner,
                deal,
                ContractSigning.TASK_PREPARE_CONTRACT,
                with(
                        "terms", "lost",
                        "lossReason", "no-budget",
                        "lossComment", "Заморозили расходы",
                        "recontactMonths", "6"));
        assertThat(ended(deal, ContractSigning.END_TERMS_NOT_KEPT)).isTrue();
    }

    @Test
    void anEventThatComesBeforeTheSendingIsRecordedIsNotLost() {
        prepare();
        passChecks();
        runJob(deal, ContractSigning.TASK_MAKE_DOCUMENT);
        runJob(deal, ContractSigning.TASK_FIND_BOX);
        String upcoming = "document-" + (nextDocument());
        assertThat(signingEvents.receive(upcoming, State.SIGNED, null, clock.instant()))
                .isFalse();
        runJob(deal, ContractSigning.TASK_SEND_TO_SIGN);

        assertThat(contract().entityId()).isEqualTo(upcoming);
        assertThat(job(deal, ContractSigning.TASK_VERIFY_SIGNATURE)).isNotNull();
    }

    /** The fake operator numbers documents one by one. */
    private int nextDocument() {
        return Integer.parseInt(exchange.send(new io.polisflow.crm.contract.DocumentExchange.Outgoing(
                                "probe-" + deal, "box", "probe", "probe.pdf", new byte[0]))
                        .documentId()
                        .substring("document-".length()))
                + 1;
    }

    @Test
    void theSameEventFiveTimesCountsOnce() {
        send();
        for (int i = 0; i < 5; i++) {
            signingEvents.receive(contract().entityId(), State.DELIVERED, null, clock.instant());
            signingEvents.receive(contract().entityId(), State.SIGNED, null, clock.instant());
        }
        assertThat(history(deal))
                .filteredOn(line -> line.contains("подписан клиентом"))
                .hasSize(1);
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
        signingEvents.receive(contract().entityId(), State.REFUSED, "передумали", clock.instant());
        assertThat(contract().state()).isEqualTo(Contract.State.CONCLUDED);
    }

    @Test
    void aMessageAloneProvesNothing() {
        send();
        runtime.createMessageCorrelation(ContractSigning.MESSAGE_SIGNED)
                .processInstanceBusinessKey(deal)
                .correlate();
        assertThat(contract().state()).isEqualTo(Contract.State.SENT);
        assertThat(deal(deal).stage()).isNotEqualTo(Stage.WON);
        runJob(deal, ContractSigning.EVENT_LOOK_AGAIN);
        sign();
        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);
    }

    @Test
    void aRefusalComesBackWithTheClientsReasonAndTheContractIsSentAgain() {
        send();
        signingEvents.receive(contract().entityId(), State.REFUSED, "Неверный адрес склада", clock.instant());
        assertThat(tasks.getVariable(
                        task(deal, ContractSigning.TASK_RESOLVE_REFUSAL).getId(), "clientComment"))
                .isEqualTo("Неверный адрес склада");
        complete(owner, deal, ContractSigning.TASK_RESOLVE_REFUSAL, with("resolution", "resend"));
        send();

        assertThat(exchange.sent()).hasSize(2);
        assertThat(contract().state()).isEqualTo(Contract.State.SENT);
        sign();
        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);
    }

    @Test
    void aRefusalMayEndTheContract() {
        send();
        signingEvents.receive(contract().entityId(), State.INVALID_SIGNATURE, "Сертификат отозван", clock.instant());
        complete(owner, deal, ContractSigning.TASK_RESOLVE_REFUSAL, with("resolution", "change"));

        assertThat(ended(deal, ContractSigning.END_NOT_CONCLUDED)).isTrue();
        assertThat(contract().state()).isEqualTo(Contract.State.ABANDONED);
    }

    @Test
    void aWrongSignatureWinsNothing() {
        send();
        exchange.signsBadly("Подпись не соответствует документу");
        sign();

        assertThat(deal(deal).stage()).isNotEqualTo(Stage.WON);
        assertThat(tasks.getVariable(
                        task(deal, ContractSigning.TASK_RESOLVE_REFUSAL).getId(), "clientComment"))
                .isEqualTo("Подпись не соответствует документу");
        assertThat(policySystem.orders()).isEmpty();
    }

    @Test
    void aSilentClientIsRemindedAfterThreeAndSevenWorkingDays() {
        send();
        // Sent on Tuesday 24 November 2026.
        assertThat(job(deal, ContractSigning.START_THREE_DAYS).getDuedate()).isEqualTo(morning(2026, 11, 27));
        clock.set(morning(2026, 11, 27).toInstant());
        runJob(deal, ContractSigning.START_THREE_DAYS);
        complete(
                owner,
                deal,
                ContractSigning.TASK_REMIND_CLIENT,
                with("touchKind", "CALL", "touchNote", "Обещали подписать"));
        assertThat(job(deal, ContractSigning.EVENT_SEVEN_DAYS).getDuedate()).isEqualTo(morning(2026, 12, 3));
        clock.set(morning(2026, 12, 3).toInstant());
        runJob(deal, ContractSigning.EVENT_SEVEN_DAYS);
        complete(
                owner,
                deal,
                ContractSigning.TASK_REMIND_AGAIN,
                with("touchKind", "EMAIL", "touchNote", "Написали снова"));
        assertThat(history(deal)).contains("Звонок: Обещали подписать", "Письмо: Написали снова");
        sign();
        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);
    }

    @Test
    void aSignatureEndsTheReminders() {
        send();
        runJob(deal, ContractSigning.START_THREE_DAYS);
        sign();
        assertThat(isOpen(deal, ContractSigning.TASK_REMIND_CLIENT)).isFalse();
    }

    private java.util.Date morning(int year, int month, int day) {
        return java.util.Date.from(LocalDate.of(year, month, day)
                .atTime(LocalTime.of(9, 0))
                .atZone(clock.getZone())
                .toInstant());
    }

    @Test
    void aClientOutsideDocumentExchangeSignsOnPaper() {
        exchange.nobodyIsIn();
        prepare();
        passChecks();
        runJob(deal, ContractSigning.TASK_MAKE_DOCUMENT);
        runJob(deal, ContractSigning.TASK_FIND_BOX);
        assertThatThrownBy(() -> complete(owner, deal, ContractSigning.TASK_SIGN_ON_PAPER, with("paper", "signed")))
                .hasMessageContaining("загрузите скан");
        transaction.executeWithoutResult(
                status -> contracts.attachScan(contract().id(), "скан.pdf", "application/pdf", new byte[] {1, 2, 3}));
        complete(owner, deal, ContractSigning.TASK_SIGN_ON_PAPER, with("paper", "signed"));

        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);
        assertThat(contract().state()).isEqualTo(Contract.State.CONCLUDED);
        assertThat(exchange.sent()).isEmpty();
    }

    @Test
    void paperMayComeBackForCorrectionOrNotAtAll() {
        exchange.nobodyIsIn();
        for (String outcome : List.of("resend", "lost")) {
            prepare();
            passChecks();
            runJob(deal, ContractSigning.TASK_MAKE_DOCUMENT);
            runJob(deal, ContractSigning.TASK_FIND_BOX);
            complete(
                    owner,
                    deal,
                    ContractSigning.TASK_SIGN_ON_PAPER,
                    with(
                            "paper", outcome,
                            "comment", "Опечатка в адресе",
                            "lossReason", "price",
                            "lossComment", "Дорого",
                            "recontactMonths", "6"));
        }
        assertThat(ended(deal, ContractSigning.END_NOT_SIGNED_ON_PAPER)).isTrue();
    }

    @Test
    void anOperatorThatIsDownIsAskedAgainWithTheSameOperation() {
        prepare();
        passChecks();
        runJob(deal, ContractSigning.TASK_MAKE_DOCUMENT);
        runJob(deal, ContractSigning.TASK_FIND_BOX);
        exchange.down();
        assertThatThrownBy(() -> runJob(deal, ContractSigning.TASK_SEND_TO_SIGN))
                .hasMessageContaining("edo");
        exchange.up();
        runJob(deal, ContractSigning.TASK_SEND_TO_SIGN);
        assertThat(exchange.sent()).hasSize(1);
    }

    @Test
    void aPolicySystemThatIsDownIsAskedUntilItAnswersAndIssuesOnce() {
        send();
        sign();
        policySystem.down();
        assertThatThrownBy(() -> runJob(deal, PolicyIssue.TASK_ORDER_POLICY)).hasMessageContaining("policy");
        policySystem.up();
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        assertThat(policySystem.orders()).hasSize(1);
        assertThat(issued()).hasSize(1);
    }

    @Test
    void aPolicyThatComesLaterIsWaitedFor() {
        policySystem.answersLater();
        send();
        sign();
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        assertThat(issued()).isEmpty();
        String key = policySystem.orders().keySet().iterator().next();
        runJob(deal, PolicyIssue.EVENT_ASK_AGAIN);
        runJob(deal, PolicyIssue.TASK_ASK_POLICY);
        assertThat(issued()).isEmpty();
        assertThat(policyOrders.told("unknown key", policySystem.issueNow(key))).isFalse();
        var issuedNow = policySystem.issueNow(key);
        for (int i = 0; i < 3; i++) {
            assertThat(policyOrders.told(key, issuedNow)).isTrue();
        }
        runJob(deal, PolicyIssue.TASK_ASK_POLICY);

        assertThat(issued()).hasSize(1);
        // The second line's turn.
        assertThat(job(deal, PolicyIssue.TASK_ORDER_POLICY)).isNotNull();
    }

    @Test
    void aRefusedPolicyIsSortedOutByTheManager() {
        policySystem.refuses("Адрес объекта не найден");
        send();
        sign();
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        assertThat(tasks.getVariable(
                        task(deal, PolicyIssue.TASK_RESOLVE_POLICY_REFUSAL).getId(), "policyRefusalReason"))
                .isEqualTo("Адрес объекта не найден");
        policySystem.accepts();
        complete(
                owner,
                deal,
                PolicyIssue.TASK_RESOLVE_POLICY_REFUSAL,
                with("policyResolution", "again", "comment", "Адрес исправлен"));
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        assertThat(issued()).hasSize(1);

        policySystem.refuses("Объект не страхуем");
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        complete(
                owner,
                deal,
                PolicyIssue.TASK_RESOLVE_POLICY_REFUSAL,
                with("policyResolution", "stop", "comment", "Договорились без офиса"));
        runJob(deal, ContractSigning.TASK_SEND_POLICY_LETTER);
        assertThat(renewalsWaiting()).isEqualTo(1);
    }

    @Test
    void withoutAnAddressNoLetterIsWritten() {
        policySystem.refuses("Нет");
        send();
        sign();
        for (int i = 0; i < 2; i++) {
            runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
            complete(
                    owner,
                    deal,
                    PolicyIssue.TASK_RESOLVE_POLICY_REFUSAL,
                    with("policyResolution", "stop", "comment", "Не выпускаем"));
        }
        assertThat(ended(deal, ContractSigning.END_CONTRACT_CONCLUDED)).isTrue();
        assertThat(renewalsWaiting()).isZero();
    }
}
