package io.polisflow.process.clientacquisition;

import static io.polisflow.process.clientacquisition.ClientAcquisition.*;

import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientCards;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.FieldOrigin;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.lead.Lead;
import io.polisflow.crm.lead.Leads;
import io.polisflow.process.ProcessTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;

/** What the stories of {@code client-acquisition} do again and again. */
abstract class AcquisitionSteps extends ProcessTest {

    @Autowired
    protected Leads leads;

    @Autowired
    protected ClientCards cards;

    @Autowired
    protected ClientContacts contacts;

    static Map<String, Object> newClient(String inn) {
        return with(
                "inn",
                inn,
                "leadSource",
                "exhibition",
                "product",
                "property",
                "comment",
                "Познакомились на выставке",
                "contacts",
                List.of(
                        Map.of(
                                "name",
                                "Анна Орлова",
                                "position",
                                "Финансовый директор",
                                "role",
                                "decision-maker",
                                "phone",
                                "8 (495) 123-45-67",
                                "email",
                                "orlova-" + inn + "@client.example"),
                        Map.of("name", "Олег Сомов", "role", "assistant")));
    }

    /** @return the lead's number, the business key until there is a deal */
    String start(String user, Map<String, Object> values) {
        String definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(KEY)
                .latestVersion()
                .singleResult()
                .getId();
        List<String> started = new ArrayList<>();
        as(user, () -> started.add(forms.submitStartForm(definition, values).getId()));
        return runtime.createProcessInstanceQuery()
                .processInstanceId(started.get(0))
                .singleResult()
                .getBusinessKey();
    }

    Lead lead(String number) {
        return leads.get(Long.parseLong(number.substring(7)));
    }

    Client clientOf(String leadNumber) {
        return transaction.execute(
                status -> clients.get(lead(leadNumber).client().id()));
    }

    static Map<String, Object> plan(Object... more) {
        Map<String, Object> values = with(
                "cardDecision",
                "plan",
                "touchKind",
                "MEETING",
                "touchAt",
                "2026-11-25T15:00+03:00",
                "touchPlace",
                "Офис клиента",
                "planNote",
                "Рассказать об имуществе");
        values.putAll(with(more));
        return values;
    }

    /** Goes on with the card as it is shown. */
    String planTouch(String user, String leadNumber, Object... more) {
        complete(user, leadNumber, TASK_CHECK_CARD, plan(more));
        return transaction.execute(status -> lead(leadNumber).deal().number());
    }

    /** A client of that manager with an open deal. */
    Deal known(String user, String inn) {
        String lead = start(user, newClient(inn));
        runJob(lead, TASK_FETCH_REQUISITES);
        return deal(planTouch(user, lead));
    }

    Object shown(String leadNumber, String task, String variable) {
        return tasks.getVariable(task(leadNumber, task).getId(), variable);
    }

    FieldOrigin origin(String leadNumber, CardField field) {
        return transaction.execute(
                status -> lead(leadNumber).client().origin(field).orElse(null));
    }
}
