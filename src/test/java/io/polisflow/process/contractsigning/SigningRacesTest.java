package io.polisflow.process.contractsigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.deal.Deal;
import io.polisflow.process.policyissue.PolicyIssue;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What comes at the wrong moment: after the deal is over, while it stands still, while its policies are being issued. */
class SigningRacesTest extends ContractSigningTest {

    private static final Loss LOSS = new Loss("no-budget", "Заморозили расходы", null, null, 6);

    private void tell(State state) {
        assertThat(signingEvents.receive(contract().entityId(), state, null, clock.instant()))
                .isTrue();
    }

    @Test
    void aSignatureUnderALostDealIsWrittenDownAndWinsNothing() {
        send();
        dealProcess.lose(deal, LOSS);
        tell(State.SIGNED);

        assertThat(contract().state()).isEqualTo(Contract.State.SIGNED);
        assertThat(history(deal)).anyMatch(line -> line.contains("подписан клиентом"));
        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(instance(ContractSigning.KEY, deal)).isNull();
        assertThat(policySystem.orders()).isEmpty();
    }

    @Test
    void aLostDealLeavesNoReminderAndNoTimer() {
        send();
        runJob(deal, ContractSigning.START_THREE_DAYS);
        dealProcess.lose(deal, LOSS);

        assertThat(isOpen(deal, ContractSigning.TASK_REMIND_CLIENT)).isFalse();
        assertThat(management.createJobQuery().activityId(ContractSigning.EVENT_SEVEN_DAYS).list().stream()
                        .filter(job -> deal.equals(runtime.createProcessInstanceQuery()
                                .processInstanceId(job.getProcessInstanceId())
                                .singleResult()
                                .getBusinessKey())))
                .isEmpty();
    }

    @Test
    void aLossWhileLawyerAndUnderwriterCheckEndsBothTasks() {
        prepare();
        dealProcess.lose(deal, LOSS);

        assertThat(isOpen(deal, ContractSigning.TASK_CHECK_TERMS)).isFalse();
        assertThat(isOpen(deal, ContractSigning.TASK_CHECK_RISK)).isFalse();
    }

    @Test
    void aPausedDealHearsOfTheSignatureWhenItGoesOn() {
        send();
        dealProcess.pause(deal, LocalDate.now(clock).plusMonths(1), "Ждут директора");
        runJob(deal, Deal.TASK_SUSPEND_WORK);
        tell(State.SIGNED);
        assertThat(contract().state()).isEqualTo(Contract.State.SIGNED);
        assertThat(deal(deal).stage()).isEqualTo(Stage.PAUSED);
        dealProcess.resume(deal);
        runJob(deal, ContractSigning.EVENT_LOOK_AGAIN);
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);

        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);
    }

    @Test
    void aDealThatIsWonIsNotLostOrPausedWhileItsPoliciesAreIssued() {
        policySystem.answersLater();
        send();
        tell(State.SIGNED);
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        assertThatThrownBy(() -> dealProcess.lose(deal, LOSS))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("закрыта");
        assertThatThrownBy(() -> dealProcess.pause(deal, LocalDate.now(clock).plusMonths(1), "Ждут"))
                .isInstanceOf(RefusedException.class);

        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);
        assertThat(job(deal, PolicyIssue.EVENT_ASK_AGAIN)).isNotNull();
    }

    @Test
    void theClientChangesTheirMindAfterSigning() {
        send();
        tell(State.SIGNED);
        tell(State.REFUSED);
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
        tell(State.REFUSED);

        assertThat(contract().state()).isEqualTo(Contract.State.CONCLUDED);
        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);
        assertThat(isOpen(deal, ContractSigning.TASK_RESOLVE_REFUSAL)).isFalse();
    }

    @Test
    void aPolicyCancelledBeforeItsRenewalIsPlannedLeavesNoTimer() {
        send();
        tell(State.SIGNED);
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        policies.cancel(issued().get(0).number(), LocalDate.of(2027, 1, 1), "Объект продан");
        runJob(deal, ContractSigning.TASK_SEND_POLICY_LETTER);

        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(deal)
                        .processDefinitionKey("policy-renewal")
                        .list())
                .singleElement()
                .satisfies(renewal -> assertThat(runtime.getVariable(renewal.getId(), "policyNumber"))
                        .isEqualTo(issued().get(1).number()));
    }
}
