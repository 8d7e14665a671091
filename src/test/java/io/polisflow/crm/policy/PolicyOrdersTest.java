package io.polisflow.crm.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.contract.SigningCase;
import io.polisflow.crm.policy.Policies.PolicyCancelled;
import io.polisflow.crm.policy.Policies.PolicyChanged;
import io.polisflow.crm.policy.PolicyAdministration.Answer;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.fixtures.FakeContractPorts.FakePolicyAdministration;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** What the Policy Admin System answers, at once, later, early or many times; on each database that we support. */
@RecordApplicationEvents
abstract class PolicyOrdersTest extends SigningCase {

    @Autowired
    private PolicyOrders orders;

    @Autowired
    private Policies policies;

    @Autowired
    private PolicyChanges news;

    @Autowired
    private FakePolicyAdministration system;

    @Autowired
    private ApplicationEvents published;

    private long contract;
    private String key;

    @BeforeEach
    void aConcludedContract() {
        system.reset();
        contract = onPaper();
        contracts.attachScan(contract, "скан.pdf", "application/pdf", new byte[] {1});
        contracts.signedOnPaper(contract);
        key = "order-" + UUID.randomUUID();
    }

    private List<Policy> issued() {
        return transaction.execute(status -> policies.of(deals.get(dealOf(contract))));
    }

    private Policy onePolicy() {
        orders.order(contract, 0, key);
        return issued().get(0);
    }

    @Test
    void theLineOfTheContractBecomesAPolicyOnceHoweverOftenItIsOrdered() {
        for (int i = 0; i < 3; i++) {
            assertThat(orders.order(contract, 1, key).state()).isEqualTo(PolicyOrder.State.ISSUED);
        }

        assertThat(system.orders().get(key).parameters()).containsEntry("area", "1200");
        transaction.executeWithoutResult(
                status -> assertThat(issued()).singleElement().satisfies(policy -> {
                    assertThat(policy.line()).isEqualTo(2);
                    assertThat(policy.object()).isEqualTo("Офис");
                    assertThat(policy.premium()).isEqualTo(new BigDecimal("50000.00"));
                    assertThat(policy.startsOn()).isEqualTo(START);
                    assertThat(policy.endsOn()).isEqualTo(END);
                    assertThat(policy.client().id())
                            .isEqualTo(deals.get(dealOf(contract)).client().id());
                }));
    }

    @Test
    void anOrderWhoseAnswerWasLostFindsThePolicyThatIsThere() {
        transaction.executeWithoutResult(status -> {
            orders.order(contract, 0, key);
            status.setRollbackOnly();
        });
        assertThat(issued()).isEmpty();
        String number = ((Answer.Issued) system.find(key).orElseThrow()).policyNumber();
        orders.order(contract, 0, key);

        assertThat(issued()).extracting(Policy::number).containsExactly(number);
        assertThat(system.sent(key)).as("asked before it is sent again").isEqualTo(1);
    }

    @Test
    void aSystemThatIsDownLeavesNothingAndTheSameKeyIsTriedAgain() {
        system.down();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> orders.order(contract, 0, key)).isInstanceOf(UnavailableException.class);
        }
        assertThat(issued()).isEmpty();
        system.up();
        orders.order(contract, 0, key);

        assertThat(issued()).hasSize(1);
        assertThat(system.orders()).containsOnlyKeys(key);
    }

    @Test
    void whatIsToldLaterCountsOnce() {
        system.answersLater();
        assertThat(orders.order(contract, 0, key).state()).isEqualTo(PolicyOrder.State.ACCEPTED);
        assertThat(orders.ask(key).state()).isEqualTo(PolicyOrder.State.ACCEPTED);
        assertThat(issued()).isEmpty();
        Answer.Issued news = system.issueNow(key);
        for (int i = 0; i < 5; i++) {
            assertThat(orders.told(key, news)).isTrue();
        }

        assertThat(orders.ask(key).state()).isEqualTo(PolicyOrder.State.ISSUED);
        assertThat(issued()).extracting(Policy::number).containsExactly(news.policyNumber());
        assertThat(history(contract))
                .filteredOn(line -> line.startsWith("Выпущен полис"))
                .hasSize(1);
    }

    @Test
    void whatManyTellAtOneMomentCountsOnceAndFailsNobody() throws Exception {
        system.answersLater();
        orders.order(contract, 0, key);
        Answer.Issued news = system.issueNow(key);

        assertThat(atOnce(() -> orders.told(key, news))).containsOnly(true);
        assertThat(issued()).hasSize(1);
    }

    @Test
    void whatIsToldTooEarlyIsFoundWhenItIsOrdered() {
        system.answersLater();
        transaction.executeWithoutResult(status -> {
            orders.order(contract, 0, key);
            status.setRollbackOnly();
        });
        assertThat(orders.told(key, system.issueNow(key))).isFalse();
        assertThat(issued()).isEmpty();

        assertThat(orders.order(contract, 0, key).state()).isEqualTo(PolicyOrder.State.ISSUED);
        assertThat(issued()).hasSize(1);
    }

    @Test
    void aRefusalIsAnAnswerAndIsNotTakenBackByTheSameOrder() {
        system.refuses("Адрес объекта не найден");
        assertThat(orders.order(contract, 0, key).reason()).isEqualTo("Адрес объекта не найден");
        system.accepts();
        assertThat(orders.order(contract, 0, key).state()).isEqualTo(PolicyOrder.State.REFUSED);
        assertThat(orders.told(key, new Answer.Issued("POL-late", START, END))).isTrue();
        assertThat(issued()).isEmpty();
        orders.order(contract, 0, key + ":2");

        assertThat(issued()).hasSize(1);
        assertThat(history(contract)).anyMatch(line -> line.contains("Адрес объекта не найден"));
    }

    @Test
    void aNewTermIsToldToOthersOnce() {
        Policy policy = onePolicy();
        LocalDate later = END.plusMonths(1);
        policies.changeTerm(policy.number(), START, later);
        policies.changeTerm(policy.number(), START, later);

        assertThat(issued().get(0).endsOn()).isEqualTo(later);
        assertThat(published.stream(PolicyChanged.class))
                .containsExactly(new PolicyChanged(policy.id(), policy.number(), dealOf(contract)));
    }

    @Test
    void aCancellationIsToldToOthersOnceAndIsFinal() {
        Policy policy = onePolicy();
        policies.cancel(policy.number(), START.plusMonths(2), "Объект продан");
        policies.cancel(policy.number(), START.plusMonths(3), "Ещё раз");
        assertThatThrownBy(() -> policies.changeTerm(policy.number(), START, END.plusYears(1)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("уже расторгнут");

        assertThat(issued().get(0).endedOn()).isEqualTo(START.plusMonths(2));
        assertThat(issued().get(0).endReason()).isEqualTo("Объект продан");
        assertThat(published.stream(PolicyCancelled.class)).hasSize(1);
        assertThat(published.stream(PolicyChanged.class)).isEmpty();
    }

    @Test
    void aTermThatEndsBeforeItStartsAndAnUnknownPolicyAreRefused() {
        Policy policy = onePolicy();
        assertThatThrownBy(() -> policies.changeTerm(policy.number(), START, START))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("позже даты начала");
        assertThatThrownBy(() -> policies.cancel("нет такого", START, null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("не найден");
        assertThat(issued().get(0).endsOn()).isEqualTo(END);
    }

    private String acceptedOrder() {
        system.answersLater();
        orders.order(contract, 0, key);
        return system.issueNow(key).policyNumber();
    }

    @Test
    void newsOfAPolicyThatIsNotIssuedYetWaitForItAndReachItInTheirOrder() {
        String number = acceptedOrder();
        assertThat(news.termChanged(number, START, END.plusMonths(1))).isFalse();
        assertThat(news.termChanged(number, START, END.plusMonths(2))).isFalse();
        assertThat(news.cancelled(number, START.plusMonths(3), "Объект продан")).isFalse();
        assertThat(news.termChanged(number, START, END.plusMonths(4))).isFalse();

        orders.ask(key);
        assertThat(issued()).singleElement().satisfies(policy -> {
            assertThat(policy.endsOn()).isEqualTo(END.plusMonths(2));
            assertThat(policy.endedOn()).isEqualTo(START.plusMonths(3));
        });
        assertThat(news.cancelled(number, START.plusMonths(3), "Объект продан")).isTrue();
        assertThat(published.stream(PolicyCancelled.class)).hasSize(1);
        assertThat(jdbc.queryForObject(
                        "select count(*) from awaited_policy where policy_number = ?", Long.class, number))
                .isZero();
    }

    @Test
    void newsAndTheIssueAtOneMomentLoseNothing() throws Exception {
        for (int round = 0; round < 5; round++) {
            key = "order-" + UUID.randomUUID();
            String number = acceptedOrder();
            AtOnce.all(
                    () -> orders.ask(key),
                    () -> news.cancelled(number, START.plusMonths(1), null),
                    () -> news.cancelled(number, START.plusMonths(1), null));

            assertThat(policies.byNumber(number).isCancelled()).isTrue();
        }
    }

    @Test
    void changesOfOnePolicyAtOneMomentWaitForEachOther() throws Exception {
        String number = onePolicy().number();
        atOnce(() -> news.cancelled(number, START.plusMonths(1), null));

        assertThat(policies.byNumber(number).isCancelled()).isTrue();
        assertThat(history(contract))
                .filteredOn(line -> line.contains("расторгнут"))
                .hasSize(1);
    }

    @Test
    void newsThatNoPolicyClaimsAreDroppedAfterAWhile() {
        String number = "PF-" + UUID.randomUUID();
        news.cancelled(number, START, null);
        transaction.executeWithoutResult(status -> news.clean(clock.instant().plus(Duration.ofDays(89))));
        assertThat(kept(number)).isOne();
        transaction.executeWithoutResult(status -> news.clean(clock.instant().plus(Duration.ofDays(91))));
        assertThat(kept(number)).isZero();
    }

    private long kept(String number) {
        return jdbc.queryForObject(
                "select count(*) from awaited_policy_change where policy_number = ?", Long.class, number);
    }
}
