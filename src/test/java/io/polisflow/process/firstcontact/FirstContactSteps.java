package io.polisflow.process.firstcontact;

import static io.polisflow.process.firstcontact.FirstContact.*;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.ClientContacts.Draft;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.process.ProcessTest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A deal with two contacts before its first touch, and what the stories do with it again and again. */
abstract class FirstContactSteps extends ProcessTest {

    static final LocalDateTime TOMORROW = LocalDateTime.of(2026, 11, 25, 15, 0);

    @Autowired
    protected TouchCalendar calendar;

    @Autowired
    protected ClientContacts contacts;

    String deal;
    Client client;
    Contact anna;
    Contact oleg;

    @BeforeEach
    void aDealWithTwoContacts() {
        deal = transaction.execute(status -> {
            client = clients.take(freshInn(), null, "manager").client();
            anna = contacts.add(client.id(), new Draft("Анна", null, "decision-maker", null, "anna@client.example"));
            oleg = contacts.add(client.id(), new Draft("Олег", null, null, "+74951234567", null));
            return deals.open(client, anna, Stage.FIRST_CONTACT).number();
        });
    }

    long planned(LocalDateTime at) {
        return calendar.plan(deal, new Plan(Activity.Kind.CALL, at, null, anna.id(), "Познакомиться"))
                .id();
    }

    void begin() {
        runtime.startProcessInstanceByKey(
                KEY, deal, variables("dealOwner", "manager", "client", client.name(), "dealNumber", deal));
    }

    /** The touch is due and the manager has the task. */
    Task due() {
        planned(TOMORROW);
        begin();
        clock.move(Duration.ofHours(29));
        runJob(deal, EVENT_TOUCH_DUE);
        return task(deal, TASK_FIRST_TOUCH);
    }

    static Map<String, Object> interested(Object... more) {
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

    static Map<String, Object> again(String at) {
        return with(
                "touchResult", "again",
                "touchNote", "Просит перезвонить",
                "touchKind", "CALL",
                "touchAt", at,
                "planNote", "Вернуться к разговору");
    }

    void touched(Map<String, Object> values) {
        complete("manager", deal, TASK_FIRST_TOUCH, values);
    }

    Object outcome(String variable) {
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

    List<Activity> calendarOfDeal() {
        return transaction.execute(status -> deals.plannedTouchesOf(deal(deal)));
    }

    LocalDateTime dueAt() {
        return LocalDateTime.ofInstant(job(deal, EVENT_TOUCH_DUE).getDuedate().toInstant(), clock.getZone());
    }
}
