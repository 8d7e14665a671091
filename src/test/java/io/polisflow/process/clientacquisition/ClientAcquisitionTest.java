package io.polisflow.process.clientacquisition;

import static io.polisflow.process.clientacquisition.ClientAcquisition.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.Industry;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.dictionary.DictionaryEntry;
import io.polisflow.crm.lead.Lead;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.crm.proposal.Product;
import io.polisflow.fixtures.AtOnce;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Steps 1.1 to 1.6: from an INN to a deal with its first touch in the calendar, and never a second card. */
class ClientAcquisitionTest extends AcquisitionSteps {

    @Autowired
    private Dictionaries dictionaries;

    @Autowired
    private Catalogue catalogue;

    @Test
    void anInnBecomesACardADealAndATouchInTheCalendar() {
        String inn = freshInn();
        String lead = start("manager", newClient(inn));

        assertThat(lead).matches("L-2026-\\d{6}");
        assertThat(isOpen(lead, TASK_CHECK_CARD)).isFalse();
        runJob(lead, TASK_FETCH_REQUISITES);
        Task check = task(lead, TASK_CHECK_CARD);
        assertThat(check.getName()).isEqualTo("Проверить карточку и запланировать касание");
        assertThat(check.getAssignee()).isEqualTo("manager");
        assertThat(String.valueOf(shown(lead, TASK_CHECK_CARD, "cardLines")))
                .contains("Контур.Фокус", "K — Деятельность финансовая и страховая", "Действующая");
        assertThat(shown(lead, TASK_CHECK_CARD, "hasDifferences")).isEqualTo(false);

        String number = planTouch("manager", lead);

        transaction.executeWithoutResult(status -> {
            Deal deal = deal(number);
            assertThat(deal.owner()).isEqualTo("manager");
            assertThat(deal.client().inn()).isEqualTo(inn);
            assertThat(deal.client().name()).isEqualTo("ООО «Реестр " + inn + "»");
            assertThat(deal.client().industry()).contains(Industry.K);
            assertThat(deal.client().owner()).isEqualTo("manager");
            assertThat(clients.contactsOf(deal.client().id()))
                    .extracting(Contact::name, Contact::position, Contact::role, Contact::phone)
                    .containsExactly(
                            tuple("Анна Орлова", "Финансовый директор", "decision-maker", "+74951234567"),
                            tuple("Олег Сомов", null, "assistant", null));
            assertThat(deals.plannedTouchesOf(deal)).singleElement().satisfies(touch -> {
                assertThat(touch.kind()).isEqualTo(Activity.Kind.MEETING);
                assertThat(touch.startsAt().atZone(clock.getZone()).toLocalDateTime())
                        .isEqualTo("2026-11-25T15:00");
                assertThat(touch.place()).isEqualTo("Офис клиента");
                assertThat(touch.owner()).isEqualTo("manager");
            });
            assertThat(lead(lead).state()).isEqualTo(Lead.State.DEAL_OPENED);
        });
        assertThat(history(number))
                .contains("Сделка открыта на этапе «" + Stage.FIRST_CONTACT.label() + "»")
                .anyMatch(line -> line.contains("источник: Выставка, конференция")
                        && line.contains("продукт: Страхование имущества"));
        assertThat(instance("deal", number)).isNotNull();
        assertThat(runtime.getVariable(instance("deal", number).getId(), "entry"))
                .isEqualTo("first-contact");
        assertThat(ended(number, END_DEAL_STARTED)).isTrue();
    }

    @Test
    void aSoleTraderHasNoKpp() {
        String lead = start("manager", newClient("784806113663"));
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThat(shown(lead, TASK_CHECK_CARD, "soleTrader")).isEqualTo(true);
        assertThat(deal(planTouch("manager", lead)).client().inn()).hasSize(12);
        Map<String, Object> withKpp = newClient("561100409545");
        withKpp.put("kpp", "668643001");
        assertThatThrownBy(() -> start("manager", withKpp)).hasMessageContaining("У предпринимателя нет КПП");
    }

    @Test
    void aBranchHasACardOfItsOwnBesideItsHeadOffice() {
        String inn = freshInn();
        Client head = known("manager", inn).client();
        Map<String, Object> branch = newClient(inn);
        branch.put("kpp", "668643001");
        String first = start("manager", branch);
        registry.saysBranches("668643001", "668643002");
        runJob(first, TASK_FETCH_REQUISITES);

        assertThat(clientOf(first).id()).isNotEqualTo(head.id());
        assertThat(clientOf(first).kpp()).isEqualTo("668643001");
        assertThat(clientOf(first).reliability()).isEqualTo(Client.Reliability.NOT_ASKED);
        assertThat(String.valueOf(shown(first, TASK_CHECK_CARD, "namesakes"))).contains(inn);

        assertThat(isOpen(start("manager", branch), TASK_RESOLVE_KNOWN_CLIENT)).isTrue();
        Map<String, Object> sameAsHead = newClient(inn);
        sameAsHead.put("kpp", "773601001");
        assertThat(clientOf(start("manager", sameAsHead)).id()).isEqualTo(head.id());
        Map<String, Object> unknown = newClient(inn);
        unknown.put("kpp", "668643009");
        String doubtful = start("manager", unknown);
        runJob(doubtful, TASK_FETCH_REQUISITES);
        assertThat(String.valueOf(shown(doubtful, TASK_CHECK_CARD, "doubtText")))
                .contains("филиал с таким КПП реестру неизвестен");
        complete("manager", doubtful, TASK_CHECK_CARD, plan("kpp", "773643001"));
        assertThat(clientOf(doubtful).kpp())
                .as("a branch's KPP is its key and stays")
                .isEqualTo("668643009");
        assertThat(clientOf(doubtful).reliability()).isEqualTo(Client.Reliability.TRUSTED);
    }

    @Test
    void aWrongFieldStartsNothing() {
        long before = runtime.createProcessInstanceQuery().count();
        Map<String, Object> badPhone = newClient(freshInn());
        badPhone.putAll(with("contacts", List.of(Map.of("name", "Анна", "phone", "позвоните"))));
        Map<String, Object> badSource = newClient(freshInn());
        badSource.put("leadSource", "dream");
        Map<String, Object> noSource = newClient(freshInn());
        noSource.remove("leadSource");

        assertThatThrownBy(() -> start("manager", newClient("7707083894"))).hasMessageContaining("контрольной суммы");
        assertThatThrownBy(() -> start("manager", badPhone)).hasMessageContaining("Контакт 1: телефон не читается");
        assertThatThrownBy(() -> start("manager", badSource)).hasMessageContaining("выберите значение из списка");
        assertThatThrownBy(() -> start("manager", noSource)).hasMessageContaining("обязательное поле");
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(before);
    }

    @Test
    void theStartFormOffersWhatTheDictionariesHold() throws IOException {
        JsonNode form = new ObjectMapper().readTree(new File("forms/client-acquisition/new-client.form"));

        assertThat(values(form, "leadSource")).isEqualTo(labels(dictionaries.offered(Dictionary.LEAD_SOURCE)));
        assertThat(values(form, "role")).isEqualTo(labels(dictionaries.offered(Dictionary.CONTACT_ROLE)));
        assertThat(values(form, "product"))
                .isEqualTo(catalogue.offered().stream().collect(Collectors.toMap(Product::code, Product::name)));
    }

    private static Map<String, String> labels(List<DictionaryEntry> entries) {
        Map<String, String> labels = new LinkedHashMap<>();
        entries.forEach(entry -> labels.put(entry.code(), entry.label()));
        return labels;
    }

    private static Map<String, String> values(JsonNode form, String key) {
        JsonNode field = form.findParents("key").stream()
                .filter(node -> key.equals(node.path("key").asText()))
                .findFirst()
                .orElseThrow();
        Map<String, String> values = new LinkedHashMap<>();
        StreamSupport.stream(field.path("values").spliterator(), false)
                .forEach(value -> values.put(
                        value.path("value").asText(), value.path("label").asText()));
        return values;
    }

    @Test
    void whoeverTypesAKnownInnIsToldAndJoinsAnOpenDeal() {
        String inn = freshInn();
        Deal open = known("manager", inn);
        Map<String, Object> again = newClient(inn);
        again.putAll(with("contacts", List.of(Map.of("name", "Новый Человек", "email", "new-" + inn + "@c.example"))));
        String lead = start("manager2", again);

        assertThat(clientOf(lead).id()).isEqualTo(open.client().id());
        assertThat(String.valueOf(shown(lead, TASK_RESOLVE_KNOWN_CLIENT, "openDeals")))
                .contains(open.number(), deal(open.number()).stage().label());
        assertThat(String.valueOf(shown(lead, TASK_RESOLVE_KNOWN_CLIENT, "clientFacts")))
                .contains(inn);
        complete(
                "manager2",
                lead,
                TASK_RESOLVE_KNOWN_CLIENT,
                with("resolution", "go-on", "dealChoice", open.number(), "leadNote", "Звонили сами"));

        assertThat(ended(lead, END_LEAD_CLOSED)).isTrue();
        assertThat(history(open.number()))
                .anyMatch(line -> line.startsWith("Новое обращение " + lead) && line.endsWith("Звонили сами"));
        assertThat(clients.contactsOf(open.client().id()))
                .extracting(Contact::name)
                .contains("Новый Человек");
        assertThat(lead(lead).state()).isEqualTo(Lead.State.JOINED);
    }

    @Test
    void aDealThatClosedMeanwhileIsNotJoined() {
        String inn = freshInn();
        Deal open = known("manager", inn);
        String lead = start("manager", newClient(inn));
        deals.lose(open.number(), new Loss("price", "Дорого", null, null, 6));

        assertThatThrownBy(() -> complete(
                        "manager",
                        lead,
                        TASK_RESOLVE_KNOWN_CLIENT,
                        with("resolution", "go-on", "dealChoice", open.number())))
                .hasMessageContaining("уже закрыта");
        assertThat(isOpen(lead, TASK_RESOLVE_KNOWN_CLIENT)).isTrue();
        complete("manager", lead, TASK_RESOLVE_KNOWN_CLIENT, with("resolution", "go-on", "dealChoice", "new"));
        runJob(lead, TASK_FETCH_REQUISITES);
        assertThat(planTouch("manager", lead)).isNotEqualTo(open.number());
    }

    @Test
    void aLeadHandedOverIsATaskOfTheClientsManager() {
        String inn = freshInn();
        Deal open = known("manager", inn);
        String lead = start("manager2", newClient(inn));
        complete(
                "manager2",
                lead,
                TASK_RESOLVE_KNOWN_CLIENT,
                with("resolution", "hand-over", "leadNote", "Просят перезвонить"));

        Task accept = task(lead, TASK_ACCEPT_LEAD);
        assertThat(accept.getName()).isEqualTo("Принять обращение");
        assertThat(accept.getAssignee()).isEqualTo("manager");
        assertThat(String.valueOf(shown(lead, TASK_ACCEPT_LEAD, "leadNoteText")))
                .contains("Просят перезвонить");
        assertThat(history(open.number())).anyMatch(line -> line.contains("Передано ответственному"));
        complete("manager", lead, TASK_ACCEPT_LEAD, with("acceptance", "go-on", "dealChoice", "new"));
        runJob(lead, TASK_FETCH_REQUISITES);
        assertThat(task(lead, TASK_CHECK_CARD).getAssignee()).isEqualTo("manager");
        assertThat(deal(planTouch("manager", lead)).owner()).isEqualTo("manager");
    }

    @Test
    void theClientsManagerMayDeclineWithAReason() {
        String inn = freshInn();
        Deal open = known("manager", inn);
        String lead = start("manager2", newClient(inn));
        complete("manager2", lead, TASK_RESOLVE_KNOWN_CLIENT, with("resolution", "hand-over"));

        assertThatThrownBy(() -> complete("manager", lead, TASK_ACCEPT_LEAD, with("acceptance", "stop")))
                .hasMessageContaining("Почему не принимаете");
        complete("manager", lead, TASK_ACCEPT_LEAD, with("acceptance", "stop", "stopReason", "Дубль"));

        assertThat(ended(lead, END_LEAD_ANSWERED)).isTrue();
        assertThat(lead(lead).state()).isEqualTo(Lead.State.STOPPED);
        assertThat(history(open.number())).anyMatch(line -> line.endsWith("Дубль"));
    }

    @Test
    void oneCannotHandALeadToOneself() {
        String inn = freshInn();
        known("manager", inn);
        String lead = start("manager", newClient(inn));

        assertThatThrownBy(() -> complete("manager", lead, TASK_RESOLVE_KNOWN_CLIENT, with("resolution", "hand-over")))
                .hasMessageContaining("выберите значение из списка");
        complete("manager", lead, TASK_RESOLVE_KNOWN_CLIENT, with("resolution", "stop", "stopReason", "Уже в работе"));
        assertThat(ended(lead, END_LEAD_CLOSED)).isTrue();
    }

    @Test
    void twoStartsAtOneMomentMakeOneCard() throws Exception {
        String inn = freshInn();
        List<String> leadNumbers =
                AtOnce.all(() -> start("manager", newClient(inn)), () -> start("manager2", newClient(inn)));

        assertThat(leadNumbers.stream().map(this::clientOf).map(Client::id).distinct())
                .hasSize(1);
        assertThat(leadNumbers.stream().filter(lead -> isOpen(lead, TASK_RESOLVE_KNOWN_CLIENT)))
                .hasSize(1);
        assertThat(clients.contactsOf(clientOf(leadNumbers.get(0)).id())).hasSize(2);
    }

    @Test
    void theCardCompletedTwiceAtOneMomentOpensOneDeal() throws Exception {
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);
        String task = task(lead, TASK_CHECK_CARD).getId();

        assertThat(AtOnce.all(() -> submit(task), () -> submit(task))).containsExactlyInAnyOrder(true, false);
        assertThat(deals.of(clientOf(lead))).hasSize(1);
    }

    private boolean submit(String task) {
        try {
            as("manager", () -> forms.submitTaskForm(task, plan()));
            return true;
        } catch (RuntimeException second) {
            return false;
        }
    }
}
