package io.polisflow.crm.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.telephony.CallInbox.Step;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.Result;
import io.polisflow.crm.telephony.CallRecord.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls by a click and whatever the exchange tells of calls; each subclass runs it on one database. */
abstract class CallsTest extends TelephonyTest {

    private void wasAnsweredOnce() {
        CallRecord call = call();
        assertThat(call.state()).isEqualTo(State.OVER);
        assertThat(call.result()).isEqualTo(Result.ANSWERED);
        assertThat(call.connectedAt()).isEqualTo(start.plusSeconds(10));
        assertThat(call.endedAt()).isEqualTo(start.plusSeconds(75));
        assertThat(call.talkSeconds()).isEqualTo(65);
        assertThat(call.contact().id()).isEqualTo(contact.id());
        assertThat(call.number()).isEqualTo(number);
        assertThat(call.employee()).isEqualTo("manager");
        assertThat(call.direction()).isEqualTo(Direction.OUTGOING);
        assertThat(history())
                .filteredOn(line -> line.startsWith("Звонок"))
                .containsExactly("Звонок: Исходящий, Пётр Петров, " + number + ", разговор 1 мин 5 с");
        transaction.executeWithoutResult(status -> assertThat(deals.touchesOf(deals.get(deal)))
                .singleElement()
                .satisfies(touch -> assertThat(touch.heldBy()).isEqualTo("manager")));
    }

    @Test
    void aClickRingsTheEmployeeAndTheContact() {
        OrderedCall order = order();

        assertThat(order.state()).isEqualTo(OrderedCall.State.SENT);
        assertThat(telephony.orders())
                .containsExactly(new Telephony.CallOrder(order.commandId(), "101", contact.phone()));
        transaction.executeWithoutResult(status -> assertThat(calls.withoutCall(deals.get(deal)))
                .extracting("commandId")
                .containsExactly(order.commandId()));
        answeredCall(order.commandId()).forEach(Runnable::run);
        wasAnsweredOnce();
        transaction.executeWithoutResult(
                status -> assertThat(calls.withoutCall(deals.get(deal))).isEmpty());
        assertThat(calls.of(order)).isPresent();
    }

    @Test
    void theSameClickTwiceRingsOnce() throws Exception {
        String command = UUID.randomUUID().toString();
        atOnce(() -> calls.order(deal, contact.id(), "manager", command).id());

        assertThat(telephony.orders()).hasSize(1);
    }

    @Test
    void theCallIsSeenStepByStep() {
        String command = order().commandId();
        List<State> seen = new ArrayList<>();
        for (Runnable event : answeredCall(command)) {
            event.run();
            seen.add(call().state());
        }
        assertThat(seen)
                .containsExactly(
                        State.RINGING, State.RINGING, State.RINGING, State.TALKING, State.OVER, State.OVER, State.OVER);
    }

    @Test
    void inWhateverOrderTheEventsComeTheCallIsTheSame() {
        Random random = new Random(7);
        for (int i = 0; i < 12; i++) {
            aDealWithAContact();
            List<Runnable> shuffled = new ArrayList<>(answeredCall(order().commandId()));
            Collections.shuffle(shuffled, random);
            shuffled.forEach(Runnable::run);
            wasAnsweredOnce();
        }
    }

    @Test
    void everyEventFiveTimesIsOneCall() {
        List<Runnable> events = answeredCall(order().commandId());
        for (int i = 0; i < 5; i++) {
            events.forEach(Runnable::run);
        }
        wasAnsweredOnce();
    }

    @Test
    void eventsFromManyThreadsAtOnceAreOneCall() throws Exception {
        List<Runnable> events = answeredCall(order().commandId());
        AtomicInteger thread = new AtomicInteger();
        atOnce(() -> {
            List<Runnable> own = new ArrayList<>(events);
            Collections.rotate(own, thread.incrementAndGet());
            own.forEach(Runnable::run);
            return null;
        });
        wasAnsweredOnce();
    }

    @Test
    void whatComesLateWithALowerNumberChangesNothing() {
        String command = order().commandId();
        inbox.step(step(command, "theirs", 3, State.OVER, 75));
        inbox.step(step(command, "theirs", 1, State.RINGING, 5));
        assertThat(call().state()).isEqualTo(State.OVER);
        assertThat(call().result()).isNull();
        inbox.step(step(command, "theirs", 2, State.TALKING, 10));

        assertThat(call().state()).isEqualTo(State.OVER);
        assertThat(call().connectedAt()).isEqualTo(start.plusSeconds(10));
        assertThat(history()).noneMatch(line -> line.startsWith("Звонок"));
    }

    @Test
    void aCallThatNobodyAnsweredIsToldAndIsNoTouch() {
        String command = order().commandId();
        inbox.step(step(command, "theirs", 1, State.RINGING, 5));
        inbox.summary(summary(false));
        inbox.summary(summary(false));

        assertThat(call().result()).isEqualTo(Result.MISSED);
        assertThat(history())
                .filteredOn(line -> line.startsWith("Звонок"))
                .containsExactly("Звонок без ответа: Исходящий, Пётр Петров, " + number);
        transaction.executeWithoutResult(
                status -> assertThat(deals.touchesOf(deals.get(deal))).isEmpty());
    }

    @Test
    void eventsThatOvertakeTheAnswerToTheClickFindTheirOrder() {
        String command = UUID.randomUUID().toString();
        telephony.meanwhile(() -> answeredCall(command).forEach(Runnable::run));
        calls.order(deal, contact.id(), "manager", command);

        wasAnsweredOnce();
    }

    @Test
    void anExchangeThatRefusesOrIsDownSaysSo() {
        telephony.refuses("Номер занят: позвоните позже");
        assertThat(order())
                .extracting("state", "reason")
                .containsExactly(OrderedCall.State.REFUSED, "Номер занят: позвоните позже");
        telephony.reset();
        telephony.down(true);
        OrderedCall lost = order();
        assertThat(lost.state()).isEqualTo(OrderedCall.State.UNANSWERED);
        assertThat(lost.reason()).contains("Телефония не отвечает");
        // It had got through all the same.
        answeredCall(lost.commandId()).forEach(Runnable::run);
        wasAnsweredOnce();
        assertThat(calls.refused("never-given", "Занято")).isFalse();
        String taken = order().commandId();
        assertThat(calls.refused(taken, "Никто не ответил")).isTrue();
        assertThat(calls.ordered(taken).orElseThrow().reason()).isEqualTo("Никто не ответил");
    }

    @Test
    void whoCannotBeCalledIsSaidClearly() {
        Contact mute = contact(client, null);
        Contact stranger = contact(client(), freshNumber());
        Contact gone = contact(client, freshNumber());
        jdbc.update("update contact set removed = true where id = ?", gone.id());

        refused(mute.id(), "manager", "нет номера телефона");
        refused(stranger.id(), "manager", "с карточки клиента этой сделки");
        refused(null, "manager", "с карточки клиента этой сделки");
        refused(gone.id(), "manager", "с карточки клиента этой сделки");
        refused(contact.id(), "lawyer", "нет внутреннего номера");
        assertThatThrownBy(() -> calls.order(deal, contact.id(), "manager", "x;y"))
                .isInstanceOf(RefusedException.class);
        deals.lose(deal, new Loss("no-answer", "Не берут трубку", null, null, 3));
        refused(contact.id(), "manager", "закрыта");
        assertThat(telephony.orders()).isEmpty();
    }

    private void refused(Long contactId, String user, String message) {
        assertThatThrownBy(() -> calls.order(deal, contactId, user, null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
    }

    private Summary incoming(String from, String extension) {
        return new Summary(
                entry, Direction.INCOMING, extension, from, start, start.plusSeconds(5), start.plusSeconds(65));
    }

    @Test
    void anIncomingCallFindsTheClientsOnlyOpenDeal() {
        inbox.step(new Step(entry, null, "in", 1, State.RINGING, start, Direction.INCOMING, "102", number));
        inbox.summary(incoming(number, "102"));

        CallRecord call = call();
        assertThat(call.direction()).isEqualTo(Direction.INCOMING);
        assertThat(call.employee()).isEqualTo("manager2");
        assertThat(call.contact().id()).isEqualTo(contact.id());
        assertThat(history()).contains("Звонок: Входящий, Пётр Петров, " + number + ", разговор 1 мин 0 с");
    }

    @Test
    void theTouchIsOfWhoTalkedNotOfWhoseTelephoneRangFirst() {
        inbox.step(new Step(entry, null, "first", 1, State.RINGING, start, Direction.INCOMING, "101", number));
        inbox.summary(incoming(number, "102"));

        assertThat(call().employee()).isEqualTo("manager2");
        transaction.executeWithoutResult(status -> assertThat(deals.touchesOf(deals.get(deal)))
                .singleElement()
                .satisfies(touch -> assertThat(touch.heldBy()).isEqualTo("manager2")));
    }

    @Test
    void ofSeveralOpenDealsNoneIsGuessed() {
        open(client);
        inbox.summary(incoming(number, "101"));

        assertThat(unattached().contact().id()).isEqualTo(contact.id());
        assertThat(unattached().deal()).isNull();
    }

    @Test
    void aNumberOfTwoClientsOrOfNobodyIsKeptForAPersonToSee() {
        contact(client(), number);
        inbox.summary(incoming(number, "101"));
        assertThat(unattached().contact()).isNull();

        entry = "entry-" + UUID.randomUUID();
        inbox.step(new Step(
                entry, "command-of-another", "in", 1, State.RINGING, start, Direction.OUTGOING, "999", freshNumber()));
        assertThat(unattached().employee()).isNull();
        assertThat(unattached().state()).isEqualTo(State.RINGING);
        entry = "entry-" + UUID.randomUUID();
        inbox.step(new Step(entry, null, "in", 1, State.RINGING, start, Direction.INCOMING, null, null));
        assertThat(unattached().number()).isNull();
    }

    private CallRecord unattached() {
        return calls.unattached(1000).stream()
                .filter(call -> call.entryId().equals(entry))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void callsBetweenEmployeesAreNobodysBusiness() {
        inbox.summary(new Summary(
                entry, Direction.INTERNAL, "101", "102", start, start.plusSeconds(1), start.plusSeconds(2)));

        assertThat(calls.unattached(1000)).extracting("entryId").doesNotContain(entry);
    }

    @Test
    void aCallThatWasKeptAloneFindsItsOrderLater() {
        Summary early = new Summary(
                entry,
                Direction.OUTGOING,
                "101",
                "anonymous",
                start.plusSeconds(1),
                start.plusSeconds(10),
                start.plusSeconds(75));
        inbox.summary(early);
        assertThat(unattached().result()).isEqualTo(Result.ANSWERED);
        inbox.step(step(order().commandId(), "theirs", 2, State.TALKING, 10));

        wasAnsweredOnce();
    }

    @Test
    void talksAreToldAsPeopleSayThem() {
        assertThat(TalkTime.shown(null)).isEqualTo("0 с");
        assertThat(TalkTime.shown(59)).isEqualTo("59 с");
        assertThat(TalkTime.shown(3605)).isEqualTo("1 ч 0 мин 5 с");
    }

    @Test
    void whatWasOrderedIsUnheardUntilTheExchangeTellsAndRunsUntilItIsOver() {
        OrderedCall order = order();
        assertThat(calls.unheard(order.commandId())).hasValueSatisfying(asked -> {
            assertThat(asked.extension()).isEqualTo("101");
            assertThat(asked.number()).isEqualTo(number);
            assertThat(asked.orderedAt()).isEqualTo(start);
        });
        assertThat(running()).isEmpty();

        inbox.step(step(order.commandId(), "theirs", 2, State.TALKING, 10));
        assertThat(calls.unheard(order.commandId())).isEmpty();
        assertThat(running()).singleElement().satisfies(call -> {
            assertThat(call.direction()).isEqualTo(Direction.OUTGOING);
            assertThat(call.extension()).isEqualTo("101");
            assertThat(call.number()).isEqualTo(number);
            assertThat(call.connectedAt()).isEqualTo(start.plusSeconds(10));
        });
        inbox.summary(summary(true));
        assertThat(running()).isEmpty();
        assertThat(calls.unheard("never-ordered")).isEmpty();
    }

    private List<Calls.RunningCall> running() {
        return calls.running().stream()
                .filter(call -> call.entryId().equals(entry))
                .toList();
    }
}
