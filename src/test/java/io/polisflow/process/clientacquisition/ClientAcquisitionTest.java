package io.polisflow.process.clientacquisition;

import static io.polisflow.process.clientacquisition.ClientAcquisition.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientCards;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.FieldOrigin;
import io.polisflow.crm.client.Industry;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.dictionary.DictionaryEntry;
import io.polisflow.crm.lead.Lead;
import io.polisflow.crm.lead.Leads;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.crm.proposal.Product;
import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.process.ProcessTest;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Steps 1.1 to 1.6: from an INN to a deal with its first touch in the calendar, and never a second card. */
class ClientAcquisitionTest extends ProcessTest {

    @Autowired
    private Leads leads;

    @Autowired
    private ClientCards cards;

    @Autowired
    private Dictionaries dictionaries;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private ClientContacts contacts;

    private static Map<String, Object> newClient(String inn) {
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
    private String start(String user, Map<String, Object> values) {
        String definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(KEY)
                .latestVersion()
                .singleResult()
                .getId();
        List<String> key = new ArrayList<>();
        as(user, () -> {
            ProcessInstance started = forms.submitStartForm(definition, values);
            key.add(runtime.createProcessInstanceQuery()
                    .processInstanceId(started.getId())
                    .singleResult()
                    .getBusinessKey());
        });
        return key.get(0);
    }

    private Lead lead(String number) {
        return leads.get(Long.parseLong(number.substring(7)));
    }

    private Client clientOf(String leadNumber) {
        return transaction.execute(
                status -> clients.get(lead(leadNumber).client().id()));
    }

    private static Map<String, Object> plan(Object... more) {
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
    private String planTouch(String user, String leadNumber, Object... more) {
        complete(user, leadNumber, TASK_CHECK_CARD, plan(more));
        return transaction.execute(status -> lead(leadNumber).deal().number());
    }

    /** A client of that manager with an open deal. */
    private Deal known(String user, String inn) {
        String lead = start(user, newClient(inn));
        runJob(lead, TASK_FETCH_REQUISITES);
        return deal(planTouch(user, lead));
    }

    private Object shown(String leadNumber, String task, String variable) {
        return tasks.getVariable(task(leadNumber, task).getId(), variable);
    }

    private FieldOrigin origin(String leadNumber, CardField field) {
        return transaction.execute(
                status -> lead(leadNumber).client().origin(field).orElse(null));
    }

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

        assertThat(values(form, "leadSource"))
                .containsExactlyEntriesOf(labels(dictionaries.offered(Dictionary.LEAD_SOURCE)));
        assertThat(values(form, "role"))
                .containsExactlyEntriesOf(labels(dictionaries.offered(Dictionary.CONTACT_ROLE)));
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
    void whatAPersonTypedStaysAndTheDifferenceIsTheirs() {
        String lead = start("manager", newClient(freshInn()));
        registry.saysAddress("Адрес из реестра");
        runJob(lead, TASK_FETCH_REQUISITES);
        clock.move(Duration.ofMinutes(5));
        complete(
                "manager",
                lead,
                TASK_CHECK_CARD,
                with("cardDecision", "recheck", "address", "Адрес со слов клиента", "headName", "Новый Директор"));

        assertThat(origin(lead, CardField.ADDRESS).source()).startsWith("ввёл ");
        assertThat(origin(lead, CardField.ADDRESS).enteredBy()).isEqualTo("manager");
        assertThat(origin(lead, CardField.NAME).source()).isEqualTo("Контур.Фокус");
        registry.saysAddress("Новый адрес из реестра");
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThat(clientOf(lead).address()).isEqualTo("Адрес со слов клиента");
        assertThat(shown(lead, TASK_CHECK_CARD, "hasDifferences")).isEqualTo(true);
        assertThat(String.valueOf(shown(lead, TASK_CHECK_CARD, "differences")))
                .contains("Адрес", "Адрес со слов клиента", "Новый адрес из реестра")
                .as("the head was typed over this very answer already")
                .doesNotContain("Новый Директор");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan()))
                .hasMessageContaining("Что оставить");
        planTouch(
                "manager",
                lead,
                "differences",
                List.of(Map.of(
                        "field", "Адрес", "own", "Адрес со слов клиента", "told", "подделка", "choice", "take")));

        assertThat(clientOf(lead).address()).isEqualTo("Новый адрес из реестра");
        assertThat(origin(lead, CardField.ADDRESS).source()).isEqualTo("Контур.Фокус");
        assertThat(clientOf(lead).headName()).isEqualTo("Новый Директор");
        assertThat(history(transaction.execute(status -> lead(lead).deal().number())))
                .anyMatch(line -> line.contains("Руководитель: «Иванов Иван Иванович» → «Новый Директор»"));
    }

    @Test
    void aValueThatIsKeptIsNotAskedAboutAgainUntilTheRegistryChanges() {
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);
        complete("manager", lead, TASK_CHECK_CARD, with("cardDecision", "recheck", "address", "Мой адрес"));
        registry.saysAddress("Адрес два");
        runJob(lead, TASK_FETCH_REQUISITES);
        complete(
                "manager",
                lead,
                TASK_CHECK_CARD,
                with(
                        "cardDecision",
                        "recheck",
                        "differences",
                        List.of(Map.of("field", "Адрес", "own", "x", "told", "x", "choice", "keep"))));
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThat(clientOf(lead).address()).isEqualTo("Мой адрес");
        assertThat(shown(lead, TASK_CHECK_CARD, "hasDifferences")).isEqualTo(false);
        assertThat(origin(lead, CardField.ADDRESS).otherValue()).isEqualTo("Адрес два");
    }

    @Test
    void aFieldThatSomebodyChangedMeanwhileIsNotReset() {
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);
        clock.move(Duration.ofMinutes(1));
        cards.save(
                clientOf(lead).id(),
                Map.of(CardField.ADDRESS, "Адрес от коллеги"),
                Map.of(),
                new FieldOrigin.Editor("manager2", "Коллега"),
                clock.instant());
        clock.move(Duration.ofMinutes(1));
        String number = planTouch("manager", lead, "headName", "Другой Директор");

        assertThat(clientOf(lead).address()).isEqualTo("Адрес от коллеги");
        assertThat(clientOf(lead).headName()).isEqualTo("Другой Директор");
        assertThat(history(number)).anyMatch(line -> line.contains("Адрес от коллеги") && line.contains("Мясницкая"));
    }

    @Test
    void aCardWithAWrongValueIsNotRecorded() {
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan("ogrn", "1027700132196")))
                .hasMessageContaining("ОГРН");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan("okved", "04.10")))
                .hasMessageContaining("ОКВЭД");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan("name", "")))
                .hasMessageContaining("Название");
        assertThat(isOpen(lead, TASK_CHECK_CARD)).isTrue();
    }

    @Test
    void aTouchOutOfWorkingHoursOrWithoutItsTimeIsNotPlanned() {
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan("touchAt", "2026-11-28T12:00+03:00")))
                .hasMessageContaining("в рабочее время");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan("touchAt", "2026-11-24T09:30+03:00")))
                .hasMessageContaining("уже прошло");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, with("cardDecision", "plan")))
                .hasMessageContaining("обязательное поле");
        assertThat(deals.of(clientOf(lead))).isEmpty();
        assertThat(deal(planTouch("manager", lead, "touchAt", "2026-11-25T11:00+05:00")))
                .satisfies(deal -> transaction.executeWithoutResult(status -> assertThat(
                                deals.plannedTouchesOf(deal(deal.number())))
                        .singleElement()
                        .satisfies(touch -> assertThat(
                                        touch.startsAt().atZone(clock.getZone()).toLocalDateTime())
                                .as("11:00 in Yekaterinburg")
                                .isEqualTo("2026-11-25T09:00"))));
    }

    @Test
    void aContactTakenOffTheCardMeanwhileCannotBeTouched() {
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);
        Contact gone = clients.contactsOf(clientOf(lead).id()).get(0);
        Contact stays = clients.contactsOf(clientOf(lead).id()).get(1);
        contacts.remove(clientOf(lead).id(), gone.id());

        assertThatThrownBy(() -> complete(
                        "manager",
                        lead,
                        TASK_CHECK_CARD,
                        plan("touchContact", gone.id().toString())))
                .hasMessageContaining("тем временем удалён");
        assertThat(deal(planTouch("manager", lead, "touchContact", stays.id().toString()))
                        .contact()
                        .id())
                .isEqualTo(stays.id());
    }

    @Test
    void aRegistryThatIsDownHoldsNobodyUpForLong() {
        String lead = start("manager", newClient(freshInn()));
        registry.down();
        assertThatThrownBy(() -> runJob(lead, TASK_FETCH_REQUISITES)).hasMessageContaining("registry");
        clock.move(Duration.ofMinutes(10));
        runJob(lead, EVENT_REGISTRY_SILENT);

        assertThat(String.valueOf(shown(lead, TASK_CHECK_CARD, "registryText"))).contains("Реестр не ответил");
        registry.up();
        complete("manager", lead, TASK_CHECK_CARD, with("cardDecision", "recheck", "name", "ООО «Как назвал клиент»"));
        runJob(lead, TASK_FETCH_REQUISITES);
        assertThat(clientOf(lead).name()).isEqualTo("ООО «Как назвал клиент»");
        assertThat(String.valueOf(shown(lead, TASK_CHECK_CARD, "differences"))).contains("ООО «Реестр ");
    }

    @Test
    void aClientInDoubtMayBeDropped() {
        String lead = start("manager", newClient(freshInn()));
        registry.says(RegistryStatus.DISSOLVING);
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThat(String.valueOf(shown(lead, TASK_CHECK_CARD, "doubtText"))).contains("в стадии ликвидации");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, with("cardDecision", "drop")))
                .hasMessageContaining("Почему не работаем");
        complete("manager", lead, TASK_CHECK_CARD, with("cardDecision", "drop", "dropReason", "Ликвидируется"));

        assertThat(ended(lead, END_CLIENT_DROPPED)).isTrue();
        assertThat(clientOf(lead).reliability()).isEqualTo(Client.Reliability.NOT_TRUSTED);
        String again = start("manager", newClient(clientOf(lead).inn()));
        complete("manager", again, TASK_RESOLVE_KNOWN_CLIENT, with("resolution", "go-on", "dealChoice", "new"));
        runJob(again, TASK_FETCH_REQUISITES);
        assertThatThrownBy(() -> planTouch("manager", again)).hasMessageContaining("не рекомендована");
    }

    @Test
    void aTaxpayerTheRegistryDoesNotKnowIsFilledInByHand() {
        registry.knowsNobody();
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThat(String.valueOf(shown(lead, TASK_CHECK_CARD, "registryText"))).contains("не знает такого ИНН");
        planTouch("manager", lead, "name", "КФХ «Рассвет»", "okved", "01.11", "companySize", "MICRO");
        assertThat(clientOf(lead).name()).isEqualTo("КФХ «Рассвет»");
        assertThat(clientOf(lead).industry()).contains(Industry.A);
    }

    @Test
    void aNameThatAManagerTypedInARequestStaysToo() {
        Receipt receipt = inbox.receive(new IncomingRequest(
                Channel.EMAIL,
                UUID.randomUUID().toString(),
                null,
                null,
                "Незнакомец",
                null,
                "stranger-" + UUID.randomUUID() + "@unknown.example",
                null,
                null,
                null,
                null,
                null,
                "Вопрос",
                "Нужна страховка",
                null,
                List.of(),
                null,
                List.of(),
                List.of()));
        String inn = freshInn();
        complete(
                "manager",
                receipt.requestNumber(),
                "Task_IdentifyClient",
                with("clientChoice", "new", "newInn", inn, "newCompanyName", "Завод Заря"));
        String number = dealOf(receipt);
        runJob(number, "Task_CheckRegistry");

        assertThat(deal(number).client().name()).isEqualTo("Завод Заря");
        List<ClientCards.Line> differences = transaction.execute(
                status -> cards.differences(deal(number).client().id()));
        assertThat(differences).singleElement().satisfies(line -> {
            assertThat(line.field()).isEqualTo(CardField.NAME);
            assertThat(line.otherValue()).isEqualTo("ООО «Реестр " + inn + "»");
        });
    }
}
