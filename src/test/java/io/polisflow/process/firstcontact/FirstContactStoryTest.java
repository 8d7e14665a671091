package io.polisflow.process.firstcontact;

import static io.polisflow.process.firstcontact.FirstContact.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.ClientContacts.Draft;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.process.ProcessTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Step 1.6 and what follows: the planned touch falls due, and each of its outcomes goes where it should. */
class FirstContactStoryTest extends ProcessTest {

    private static final LocalDateTime TOMORROW = LocalDateTime.of(2026, 11, 25, 15, 0);

    @Autowired
    private TouchCalendar calendar;

    @Autowired
    private ClientContacts contacts;

    private String deal;
    private Client client;
    private Contact anna;
    private Contact oleg;

    @BeforeEach
    void aDealWithTwoContacts() {
        deal = transaction.execute(status -> {
            client = clients.take(freshInn(), null, "manager").client();
            anna = contacts.add(client.id(), new Draft("Анна", null, "decision-maker", null, "anna@client.example"));
            oleg = contacts.add(client.id(), new Draft("Олег", null, null, "+74951234567", null));
            return deals.open(client, anna, Stage.FIRST_CONTACT).number();
        });
    }

    private long planned(LocalDateTime at) {
        return calendar.plan(deal, new Plan(Activity.Kind.CALL, at, null, anna.id(), "Познакомиться"))
                .id();
    }

    private void begin() {
        runtime.startProcessInstanceByKey(
                KEY, deal, variables("dealOwner", "manager", "client", client.name(), "dealNumber", deal));
    }

    /** The touch is due and the manager has the task. */
    private Task due() {
        planned(TOMORROW);
        begin();
        clock.move(Duration.ofHours(29));
        runJob(deal, EVENT_TOUCH_DUE);
        return task(deal, TASK_FIRST_TOUCH);
    }

    private static Map<String, Object> interested(Object... more) {
        Map<String, Object> values = with(
                "touchResult", "interested",
                "touchNote", "Хотят застраховать склад",
                "product", "property",
                "object", "Склад в Химках",
                "risks", "Пожар, залив",
                "sumInsured", "25000000",
                "startsOn", "2027-01-15");
        values.putAll(with(more));
        return values;
    }

    private static Map<String, Object> again(String at) {
        return with(
                "touchResult", "again",
                "touchNote", "Просит перезвонить",
                "touchKind", "CALL",
                "touchAt", at,
                "planNote", "Вернуться к разговору");
    }

    private void touched(Map<String, Object> values) {
        complete("manager", deal, TASK_FIRST_TOUCH, values);
    }

    private Object outcome(String variable) {
        return Optional.ofNullable(engine.getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .processInstanceIdIn(engine.getHistoryService()
                                .createHistoricProcessInstanceQuery()
                                .processInstanceBusinessKey(deal)
                                .processDefinitionKey(KEY)
                                .singleResult()
                                .getId())
                        .variableName(variable)
                        .singleResult())
                .map(HistoricVariableInstance::getValue)
                .orElse(null);
    }

    private List<Activity> calendarOfDeal() {
        return transaction.execute(status -> deals.plannedTouchesOf(deal(deal)));
    }

    private LocalDateTime dueAt() {
        return LocalDateTime.ofInstant(job(deal, EVENT_TOUCH_DUE).getDuedate().toInstant(), clock.getZone());
    }

    @Test
    void theTaskComesWhenThePlannedTouchIsDue() {
        planned(TOMORROW);
        begin();

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isFalse();
        assertThat(dueAt()).isEqualTo(TOMORROW);
        clock.move(Duration.ofHours(29));
        runJob(deal, EVENT_TOUCH_DUE);

        Task task = task(deal, TASK_FIRST_TOUCH);
        assertThat(task.getName()).isEqualTo("Первое касание");
        assertThat(task.getAssignee()).isEqualTo("manager");
        assertThat(String.valueOf(tasks.getVariable(task.getId(), "touchText")))
                .contains("Звонок, 25.11.2026 15:00", "Анна", "Познакомиться");
        assertThat(LocalDateTime.ofInstant(task.getDueDate().toInstant(), clock.getZone()))
                .as("two working hours after the touch was due")
                .isEqualTo("2026-11-25T17:00");
    }

    @Test
    void anInterestedClientsNeedsAreARequestOfTheDeal() {
        due();
        touched(interested());

        assertThat(outcome("touchOutcome")).isEqualTo(INTERESTED);
        transaction.executeWithoutResult(status -> {
            InsuranceRequest request = requests.get((Long) outcome("requestId"));
            assertThat(request.channel()).isEqualTo(Channel.OUTREACH);
            assertThat(request.status()).isEqualTo(InsuranceRequest.Status.RECORDED);
            assertThat(request.deal().number()).isEqualTo(deal);
            assertThat(request.client().id()).isEqualTo(client.id());
            assertThat(request.contact().id()).isEqualTo(anna.id());
            assertThat(request.productCode()).isEqualTo("property");
            assertThat(request.object()).isEqualTo("Склад в Химках");
            assertThat(request.sumInsured()).isEqualTo(new BigDecimal("25000000.00"));
            assertThat(request.startsOn()).isEqualTo(LocalDate.of(2027, 1, 15));
            assertThat(deals.touchesOf(deal(deal))).singleElement().satisfies(touch -> {
                assertThat(touch.outcome()).isEqualTo("Хотят застраховать склад");
                assertThat(touch.heldBy()).isEqualTo("manager");
            });
        });
        assertThat(calendarOfDeal()).isEmpty();
        assertThat(ended(deal, END_NEEDS_CAPTURED)).isTrue();
    }

    @Test
    void anOutcomeWithoutItsMandatoryFieldsChangesNothing() {
        due();
        for (String missing : List.of("touchNote", "product", "object", "risks", "sumInsured", "startsOn")) {
            assertThatThrownBy(() -> touched(interested(missing, null)))
                    .as(missing)
                    .hasMessageContaining("обязательное поле");
        }
        assertThatThrownBy(() -> touched(interested("startsOn", "2032-01-01")))
                .hasMessageContaining("не позже чем через три года");
        assertThatThrownBy(() -> touched(interested("touchResult", "later"))).hasMessageContaining("из списка");
        assertThatThrownBy(() -> touched(Map.of())).hasMessageContaining("обязательное поле");
        assertThatThrownBy(() -> touched(with("touchResult", "again", "touchNote", "Позже")))
                .hasMessageContaining("обязательное поле");
        assertThatThrownBy(() -> touched(with("touchResult", "not-interested", "touchNote", "Нет")))
                .hasMessageContaining("Причина проигрыша");
        assertThatThrownBy(() -> touched(with(
                        "touchResult",
                        "wrong-contact",
                        "touchNote",
                        "Не он",
                        "touchKind",
                        "CALL",
                        "touchAt",
                        "2026-11-26T12:00+03:00")))
                .hasMessageContaining("С кем говорить теперь");
        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isTrue();
        assertThat(calendarOfDeal()).hasSize(1);
        assertThat(requests.of(deal(deal))).isEmpty();
    }

    @Test
    void aClientWhoAsksToBeCalledAgainIsWaitedFor() {
        due();
        assertThatThrownBy(() -> touched(again("2026-11-26T20:00+03:00"))).hasMessageContaining("в рабочее время");
        touched(again("2026-11-26T12:00+03:00"));

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isFalse();
        assertThat(dueAt()).isEqualTo("2026-11-26T12:00");
        assertThat(calendarOfDeal()).singleElement().satisfies(touch -> assertThat(touch.note())
                .isEqualTo("Вернуться к разговору"));
        clock.move(Duration.ofDays(1));
        runJob(deal, EVENT_TOUCH_DUE);
        touched(interested());
        assertThat(outcome("touchOutcome")).isEqualTo(INTERESTED);
    }

    @Test
    void aMoveInTheCalendarMovesTheTimerInTheSameTransaction() {
        long touch = planned(TOMORROW);
        begin();
        calendar.move(touch, TOMORROW.plusDays(1));
        assertThat(dueAt()).isEqualTo(TOMORROW.plusDays(1));

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    calendar.move(touch, TOMORROW.plusDays(2));
                    throw new IllegalStateException("the screen failed after the move");
                }))
                .hasMessage("the screen failed after the move");
        assertThat(dueAt()).as("neither moved alone").isEqualTo(TOMORROW.plusDays(1));
        assertThat(calendarOfDeal().get(0).startsAt().atZone(clock.getZone()).toLocalDateTime())
                .isEqualTo(TOMORROW.plusDays(1));

        as("manager", () -> calendar.move(touch, TOMORROW.minusHours(4)));
        assertThat(dueAt()).as("a manager needs no grant in the engine").isEqualTo(TOMORROW.minusHours(4));
    }

    @Test
    void aMoveInAPausedDealMovesTheStoppedTimer() {
        long touch = planned(TOMORROW);
        begin();
        String waiting = instance(KEY, deal).getId();
        runtime.suspendProcessInstanceById(waiting);
        as("manager", () -> calendar.move(touch, TOMORROW.minusHours(3)));

        assertThat(dueAt()).isEqualTo(TOMORROW.minusHours(3));
        runtime.activateProcessInstanceById(waiting);
        clock.move(Duration.ofHours(26));
        runJob(deal, EVENT_TOUCH_DUE);
        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isTrue();
    }

    @Test
    void aTimerThatFiresTooEarlyWaitsForTheTouchAllTheSame() {
        planned(TOMORROW);
        begin();
        runJob(deal, EVENT_TOUCH_DUE);

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isFalse();
        assertThat(dueAt()).isEqualTo(TOMORROW);
    }

    @Test
    void aTouchPutOffWhileItsTaskIsOpenIsWaitedForAgain() {
        due();
        calendar.move(calendarOfDeal().get(0).id(), TOMORROW.plusDays(1));

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isFalse();
        assertThat(dueAt()).isEqualTo(TOMORROW.plusDays(1));
    }

    @Test
    void aCancelledTouchAsksAtOnceWhatToDo() {
        long touch = planned(TOMORROW);
        begin();
        calendar.cancel(touch);

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isTrue();
        assertThatThrownBy(() -> touched(interested())).hasMessageContaining("Как связались");
        touched(interested("heldKind", "EMAIL"));
        transaction.executeWithoutResult(status -> assertThat(deals.touchesOf(deal(deal)))
                .singleElement()
                .satisfies(held -> assertThat(held.kind()).isEqualTo(Activity.Kind.EMAIL)));
    }

    @Test
    void aDealWithoutAPlannedTouchIsAskedAboutAtOnce() {
        begin();

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isTrue();
    }

    @Test
    void aTouchHeldInTheCalendarIsNotHeldTwice() {
        due();
        calendar.hold(calendarOfDeal().get(0).id(), "manager", "Поговорили");
        touched(interested());

        transaction.executeWithoutResult(status -> assertThat(deals.touchesOf(deal(deal)))
                .extracting(Activity::heldBy)
                .containsOnly("manager"));
        assertThat(outcome("touchOutcome")).isEqualTo(INTERESTED);
    }

    @Test
    void aMoveInADealThatIsElsewhereTouchesNoModel() {
        long touch = planned(TOMORROW);

        calendar.move(touch, TOMORROW.plusDays(1));
        assertThat(calendarOfDeal().get(0).startsAt().atZone(clock.getZone()).toLocalDateTime())
                .isEqualTo(TOMORROW.plusDays(1));
    }

    @Test
    void aWrongContactIsMarkedAndAnotherTaken() {
        due();
        touched(with(
                "touchResult", "wrong-contact",
                "touchNote", "Анна страхованием не занимается",
                "wrongContact", anna.id().toString(),
                "replacement", oleg.id().toString(),
                "touchKind", "CALL",
                "touchAt", "2026-11-26T12:00+03:00"));

        transaction.executeWithoutResult(status -> {
            assertThat(deal(deal).contact().id()).isEqualTo(oleg.id());
            assertThat(clients.contactsOf(client.id()))
                    .extracting(Contact::wrongNote)
                    .containsExactly("Анна страхованием не занимается", null);
        });
        assertThat(calendarOfDeal()).singleElement().satisfies(touch -> assertThat(touch.contactId())
                .isEqualTo(oleg.id()));
        assertThat(dueAt()).isEqualTo("2026-11-26T12:00");
    }

    @Test
    void aWrongContactMayBeReplacedByANewPerson() {
        due();
        Map<String, Object> values = with(
                "touchResult", "wrong-contact",
                "touchNote", "Перешла в другую компанию",
                "wrongContact", anna.id().toString(),
                "replacement", "new",
                "contactName", "Ирина Белова",
                "contactRole", "decision-maker",
                "contactPhone", "8 495 765-43-21",
                "touchKind", "CALL",
                "touchAt", "2026-11-26T12:00+03:00");
        Map<String, Object> same = with("replacement", anna.id().toString());
        assertThatThrownBy(() -> {
                    Map<String, Object> wrong = with();
                    wrong.putAll(values);
                    wrong.putAll(same);
                    touched(wrong);
                })
                .hasMessageContaining("Это тот же человек");
        touched(values);

        assertThat(clients.contactsOf(client.id()))
                .filteredOn(contact -> "Ирина Белова".equals(contact.name()))
                .singleElement()
                .satisfies(irina -> {
                    assertThat(irina.phone()).isEqualTo("+74957654321");
                    assertThat(irina.role()).isEqualTo("decision-maker");
                    assertThat(calendarOfDeal().get(0).contactId()).isEqualTo(irina.id());
                });
    }

    @Test
    void aContactDeletedWhileTheTaskShowsItIsNotTakenAndNothingIsLost() {
        due();
        contacts.remove(client.id(), oleg.id());
        Map<String, Object> values = with(
                "touchResult", "wrong-contact",
                "touchNote", "Не он",
                "wrongContact", anna.id().toString(),
                "replacement", oleg.id().toString(),
                "touchKind", "CALL",
                "touchAt", "2026-11-26T12:00+03:00");

        assertThatThrownBy(() -> touched(values)).hasMessageContaining("«Олег» тем временем удалён");
        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isTrue();
        assertThat(calendarOfDeal()).hasSize(1);
        assertThat(clients.contactsOf(client.id()))
                .extracting(Contact::wrongNote)
                .containsOnlyNulls();
        touched(interested());
        assertThat(outcome("touchOutcome")).isEqualTo(INTERESTED);
    }

    @Test
    void theDeletedContactOfTheTouchItselfDoesNotHinderTheOutcome() {
        due();
        contacts.remove(client.id(), anna.id());
        Map<String, Object> later = again("2026-11-26T12:00+03:00");
        later.put("touchContact", anna.id().toString());

        assertThatThrownBy(() -> touched(later)).hasMessageContaining("«Анна» тем временем удалён");
        later.put("touchContact", oleg.id().toString());
        touched(later);
        assertThat(calendarOfDeal().get(0).contactId()).isEqualTo(oleg.id());
    }

    @Test
    void aClientWhoIsNotInterestedHandsTheLossUpward() {
        due();
        touched(with(
                "touchResult", "not-interested",
                "touchNote", "Страхуются у других",
                "lossReason", "competitor",
                "lossComment", "Договор до лета",
                "lossCompetitor", "ООО «Другая»",
                "lossCompetitorTerms", "0,1 %",
                "recontactMonths", "6"));

        assertThat(outcome("touchOutcome")).isEqualTo(LOST);
        assertThat(outcome("lossReason")).isEqualTo("competitor");
        assertThat(outcome("lossCompetitorTerms")).isEqualTo("0,1 %");
        assertThat(String.valueOf(outcome("recontactMonths"))).isEqualTo("6");
        assertThat(ended(deal, END_NOT_INTERESTED)).isTrue();
    }

    @Test
    void twoWhoCompleteTheTaskAtOneMomentMakeOneRequest() throws Exception {
        String task = due().getId();
        List<Boolean> done = AtOnce.all(() -> submit(task), () -> submit(task));

        assertThat(done).containsExactlyInAnyOrder(true, false);
        assertThat(requests.of(deal(deal))).hasSize(1);
        transaction.executeWithoutResult(
                status -> assertThat(deals.touchesOf(deal(deal))).hasSize(1));
    }

    private boolean submit(String task) {
        try {
            as("manager", () -> forms.submitTaskForm(task, interested()));
            return true;
        } catch (RuntimeException second) {
            return false;
        }
    }

    @Test
    void aColleagueCannotCompleteTheTaskPastItsOwner() {
        due();

        assertThatThrownBy(() -> complete("manager2", deal, TASK_FIRST_TOUCH, interested()))
                .hasMessageContaining("Задачу уже выполняет");
        assertThat(requests.of(deal(deal))).isEmpty();
    }
}
