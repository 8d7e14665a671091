package io.polisflow.process.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.process.ProcessTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A client who could not reach us is called back; a stranger becomes a request to sort out. */
class CallBackTest extends ProcessTest {

    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime() % 1_000_000);

    @Autowired
    private CallInbox calls;

    private String number;
    private String deal;

    @BeforeEach
    void aClientWithADeal() {
        number = freshNumber();
        deal = dealOf(with(webForm(freshInn()), "phone", number));
    }

    private static String freshNumber() {
        return "+7812" + "%07d".formatted(NUMBERS.incrementAndGet() % 10_000_000);
    }

    private Summary call(Direction direction, String from, boolean answered) {
        return new Summary(
                "entry-" + UUID.randomUUID(),
                direction,
                "101",
                from,
                clock.instant(),
                answered ? clock.instant().plusSeconds(5) : null,
                clock.instant().plusSeconds(60));
    }

    private void missed() {
        calls.summary(call(Direction.INCOMING, number, false));
    }

    private List<Task> callBacks(String key) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(key)
                .taskDefinitionKey(CallBack.TASK_CALL_CLIENT_BACK)
                .list();
    }

    private String shown(String key, String variable) {
        return String.valueOf(tasks.getVariable(callBacks(key).get(0).getId(), variable));
    }

    @Test
    void aMissedCallIsATaskOfTheDealsManagerWithADeadline() {
        missed();

        Task task = callBacks(deal).get(0);
        assertThat(task.getAssignee()).isEqualTo(deal(deal).owner());
        assertThat(task.getDueDate()).isNotNull();
        assertThat(shown(deal, "callBackNumber")).isEqualTo(number);
        assertThat(history(deal)).anyMatch(text -> text.contains("Звонок без ответа"));
    }

    @Test
    void howeverOftenTheClientTriesThereIsOneTask() throws Exception {
        AtOnce.all(
                () -> calls.summary(call(Direction.INCOMING, number, false)),
                () -> calls.summary(call(Direction.INCOMING, number, false)),
                () -> calls.summary(call(Direction.INCOMING, number, false)));
        Summary again = call(Direction.INCOMING, number, false);
        calls.summary(again);
        calls.summary(again);

        assertThat(callBacks(deal)).hasSize(1);
        assertThat(transaction.<Integer>execute(status -> pending().calls())).isEqualTo(4);
    }

    @Autowired
    private io.polisflow.crm.telephony.CallBacks pending;

    private io.polisflow.crm.telephony.PendingCallBack pending() {
        return pending.get((Long) tasks.getVariable(callBacks(deal).get(0).getId(), CallBack.CALL_BACK_ID.name()));
    }

    @Test
    void aTalkMakesItNeedlessWhoeverCalls() {
        missed();
        calls.summary(call(Direction.OUTGOING, number, true));
        assertThat(callBacks(deal)).isEmpty();
        assertThat(ended(deal, CallBack.END_CLIENT_REACHED)).isTrue();

        missed();
        calls.summary(call(Direction.INCOMING, number, true));
        assertThat(callBacks(deal)).isEmpty();
    }

    @Test
    void ourOwnCallThatNobodyAnswersAsksForNothing() {
        calls.summary(call(Direction.OUTGOING, number, false));

        assertThat(callBacks(deal)).isEmpty();
    }

    @Test
    void whoWasReachedHasATouchInTheHistory() {
        missed();
        String owner = deal(deal).owner();

        assertThatThrownBy(
                        () -> complete(owner, deal, CallBack.TASK_CALL_CLIENT_BACK, with("callBackResult", "reached")))
                .hasMessageContaining("О чём поговорили");
        complete(
                owner,
                deal,
                CallBack.TASK_CALL_CLIENT_BACK,
                with("callBackResult", "reached", "callBackNote", "Ждёт КП к пятнице"));

        assertThat(ended(deal, CallBack.END_CALL_BACK_DONE)).isTrue();
        assertThat(transaction.<List<String>>execute(status -> deals.touchesOf(deal(deal)).stream()
                        .map(touch -> touch.note())
                        .toList()))
                .anyMatch(note -> note.contains("Ждёт КП к пятнице"));
    }

    @Test
    void whoWasNotReachedIsCalledAgainInTwoHours() {
        missed();
        complete(deal(deal).owner(), deal, CallBack.TASK_CALL_CLIENT_BACK, with("callBackResult", "later"));
        assertThat(callBacks(deal)).isEmpty();

        runJob(deal, CallBack.EVENT_LATER_TODAY);

        assertThat(callBacks(deal)).hasSize(1);
        complete(
                deal(deal).owner(),
                deal,
                CallBack.TASK_CALL_CLIENT_BACK,
                with("callBackResult", "not-needed", "callBackNote", "Уже написал"));
        missed();
        assertThat(callBacks(deal)).hasSize(1);
    }

    @Test
    void aClientWithoutAnOpenDealIsCalledBackByTheLastManager() {
        Deal known = deal(deal);
        transaction.executeWithoutResult(status ->
                deals.open(clients.get(known.client().id()), null, io.polisflow.crm.deal.Stage.NEEDS_ANALYSIS));

        missed();

        Client client = known.client();
        assertThat(callBacks(deal)).isEmpty();
        assertThat(callBacks("C-" + client.id())).singleElement().satisfies(task -> assertThat(task.getDueDate())
                .isNotNull());
    }

    @Test
    void aStrangerBecomesOneRequestADayToSortOut() {
        String stranger = freshNumber();

        calls.summary(call(Direction.INCOMING, stranger, true));
        calls.summary(call(Direction.INCOMING, stranger, false));

        assertThat(toSortOut(stranger)).hasSize(1);
        calls.summary(call(Direction.OUTGOING, freshNumber(), true));
        calls.summary(call(Direction.INCOMING, "anonymous", true));
    }

    private List<Task> toSortOut(String text) {
        return tasks.createTaskQuery().taskDefinitionKey("Task_SortOutRequest").list().stream()
                .filter(task -> String.valueOf(tasks.getVariables(task.getId())).contains(text))
                .toList();
    }

    @Test
    void aMissedCallFromANumberOfTwoClientsIsNotLost() {
        String other = dealOf(with(webForm(freshInn()), "phone", number));

        calls.summary(call(Direction.INCOMING, number, true));
        assertThat(toSortOut(number)).isEmpty();
        missed();
        missed();

        assertThat(callBacks(deal)).isEmpty();
        assertThat(toSortOut(number)).singleElement().satisfies(task -> {
            assertThat(task.getDueDate()).isNotNull();
            assertThat(String.valueOf(tasks.getVariables(task.getId())))
                    .contains("нескольких клиентов")
                    .contains(deal(deal).client().name(), deal(other).client().name());
        });
    }
}
