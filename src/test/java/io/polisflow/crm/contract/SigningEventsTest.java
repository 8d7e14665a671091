package io.polisflow.crm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.fixtures.AtOnce;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** What document exchange tells, whenever, in any order and however often; on each database that we support. */
abstract class SigningEventsTest extends SigningCase {

    private boolean receive(String entity, State state, String comment) {
        return events.receive(entity, state, comment, clock.instant());
    }

    private long linesWith(long contract, String text) {
        return history(contract).stream().filter(line -> line.contains(text)).count();
    }

    private long kept(String entity) {
        return jdbc.queryForObject("select count(*) from signing_event where entity_id = ?", Long.class, entity);
    }

    @Test
    void theStatesAreFollowed() {
        long id = sent();
        assertThat(receive(entity(id), State.SENT, null)).isTrue();
        assertThat(state(id)).isEqualTo(Contract.State.SENT);
        clock.move(Duration.ofHours(1));
        receive(entity(id), State.DELIVERED, null);
        assertThat(contracts.get(id).deliveredAt()).isEqualTo(clock.instant());
        clock.move(Duration.ofHours(1));
        receive(entity(id), State.SIGNED, null);

        assertThat(state(id)).isEqualTo(Contract.State.SIGNED);
        assertThat(contracts.get(id).signedAt()).isEqualTo(clock.instant());
        assertThat(events.stateOf(id)).isEqualTo(Contract.State.SIGNED);
    }

    @Test
    void theSameEventFiveTimesCountsOnce() {
        long id = sent();
        for (int i = 0; i < 5; i++) {
            assertThat(receive(entity(id), State.REFUSED, "Неверный адрес")).isTrue();
        }

        assertThat(kept(entity(id))).isOne();
        assertThat(linesWith(id, "отказался подписать: Неверный адрес")).isOne();
    }

    @Test
    void theSameEventOnManyThreadsCountsOnceAndFailsNobody() throws Exception {
        long id = sent();
        String entity = entity(id);

        assertThat(atOnce(() -> receive(entity, State.SIGNED, null))).containsOnly(true);
        assertThat(kept(entity)).isOne();
        assertThat(linesWith(id, "подписан клиентом")).isOne();
    }

    @Test
    void differentEventsOfOneMomentTakeTurns() throws Exception {
        for (int i = 0; i < 10; i++) {
            long id = sent();
            String entity = entity(id);
            assertThat(AtOnce.all(
                            () -> receive(entity, State.DELIVERED, null),
                            () -> receive(entity, State.SIGNED, null),
                            () -> events.stateOf(id) != null))
                    .containsOnly(true);
            assertThat(state(id)).isEqualTo(Contract.State.SIGNED);
            assertThat(linesWith(id, "подписан клиентом")).isOne();
        }
    }

    @Test
    void whatCameBeforeTheSendingWasRecordedIsKeptAndApplied() {
        String early = "early-" + UUID.randomUUID();
        assertThat(receive(early, State.DELIVERED, null)).isFalse();
        assertThat(receive(early, State.SIGNED, null)).isFalse();
        long id = sent();
        jdbc.update("update contract set entity_id = ? where id = ?", early, id);

        assertThat(state(id)).isEqualTo(Contract.State.SENT);
        assertThat(events.stateOf(id)).isEqualTo(Contract.State.SIGNED);
        assertThat(events.stateOf(id)).isEqualTo(Contract.State.SIGNED);
        assertThat(linesWith(id, "подписан клиентом")).isOne();
    }

    @Test
    void aRepeatOfAnEarlyEventIsAppliedToo() {
        String early = "early-" + UUID.randomUUID();
        receive(early, State.REFUSED, "Не та компания");
        long id = sent();
        jdbc.update("update contract set entity_id = ? where id = ?", early, id);

        assertThat(receive(early, State.REFUSED, "Не та компания")).isTrue();
        assertThat(state(id)).isEqualTo(Contract.State.REFUSED);
        assertThat(contracts.get(id).clientComment()).isEqualTo("Не та компания");
    }

    @Test
    void aStateNeverGoesBack() {
        long id = sent();
        receive(entity(id), State.SIGNED, null);
        receive(entity(id), State.DELIVERED, null);
        receive(entity(id), State.REFUSED, "Передумали");
        assertThat(state(id)).isEqualTo(Contract.State.SIGNED);
        contracts.verifySignature(id);
        receive(entity(id), State.INVALID_SIGNATURE, null);

        assertThat(state(id)).isEqualTo(Contract.State.CONCLUDED);
        assertThat(contracts.get(id).clientComment()).isNull();
    }

    @Test
    void anEventOfAContractThatIsOverLosesNothing() {
        long id = sent();
        String entity = entity(id);
        contracts.abandon(id);

        assertThat(receive(entity, State.SIGNED, null)).isTrue();
        assertThat(state(id)).isEqualTo(Contract.State.ABANDONED);
        assertThat(kept(entity)).isOne();
        assertThat(linesWith(id, "после закрытия договора")).isOne();
    }

    @Test
    void theClientsWordsAreKeptAsFarAsTheyFit() {
        long id = sent();
        receive(entity(id), State.REFUSED, "ж".repeat(5000));

        assertThat(contracts.get(id).clientComment()).isEqualTo("ж".repeat(4000));
    }

    @Test
    void theCursorMovesInTheTransactionThatTookTheEvent() {
        long id = sent();
        String entity = entity(id);
        events.receive(entity, State.DELIVERED, null, clock.instant(), "a");
        assertThat(events.cursor()).isEqualTo("a");
        events.receive("foreign-" + UUID.randomUUID(), State.SIGNED, null, clock.instant(), "b");
        assertThat(events.cursor()).isEqualTo("b");

        transaction.executeWithoutResult(status -> {
            events.receive(entity, State.SIGNED, null, clock.instant(), "c");
            status.setRollbackOnly();
        });
        assertThat(events.cursor()).isEqualTo("b");
        assertThat(state(id)).isEqualTo(Contract.State.DELIVERED);
        assertThat(kept(entity)).isOne();
        jdbc.update("delete from exchange_cursor");
    }

    @Test
    void aCursorThatCannotMoveLeavesTheEventToBeReadAgain() {
        long id = sent();
        String entity = entity(id);
        String tooLong = "k".repeat(20_000);

        assertThatThrownBy(() -> events.receive(entity, State.SIGNED, null, clock.instant(), tooLong))
                .isInstanceOf(DataAccessException.class);

        assertThat(state(id)).isEqualTo(Contract.State.SENT);
        assertThat(kept(entity)).isZero();
        assertThat(events.cursor()).isNull();
    }

    @Test
    void anEventThatCannotBeTakenHoldsTheCursorBeforeItself() {
        String tooLong = "e".repeat(500);

        assertThatThrownBy(() -> events.receive(tooLong, State.SIGNED, null, clock.instant(), "d"))
                .isInstanceOf(DataAccessException.class);

        assertThat(events.cursor()).isNull();
    }
}
