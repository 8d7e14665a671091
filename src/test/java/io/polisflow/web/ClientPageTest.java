package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.ClientCards;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.request.RequestFacts;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.fixtures.PlantedDeadline;
import io.polisflow.process.ProcessTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The list of clients, a client's card, and taking a contact off it. */
@AutoConfigureMockMvc
class ClientPageTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private ClientCards cards;

    @Autowired
    private ClientContacts contacts;

    @Autowired
    private DealProcess process;

    private String inn;
    private String deal;
    private String owner;
    private long client;
    private long contact;

    @BeforeEach
    void aClient() {
        inn = freshInn();
        deal = dealOf(with(webForm(inn), "companyName", "ООО «Выдра " + inn + "»"));
        owner = deal(deal).owner();
        client = deal(deal).client().id();
        contact = deal(deal).contact().id();
    }

    private ResultActions page(String address) throws Exception {
        return web.perform(get(address).with(user(owner).roles("sales")));
    }

    private ResultActions remove(String user, long clientId, long contactId) throws Exception {
        return web.perform(
                delete("/api/clients/" + clientId + "/contacts/" + contactId).with(httpBasic(user, user)));
    }

    @Test
    void clientsAreFoundByNameAndInn() throws Exception {
        for (String text : new String[] {"выдра " + inn, inn, inn.substring(0, 9)}) {
            web.perform(get("/crm/clients").param("text", text).with(user(owner).roles("sales")))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("/crm/clients/" + client + "\"")))
                    .andExpect(content().string(containsString("Выдра " + inn)));
        }
        web.perform(get("/crm/clients")
                        .param("text", "росомаха")
                        .with(user(owner).roles("sales")))
                .andExpect(content().string(containsString("Никого не нашлось")));
        page("/crm/clients?page=99999999")
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("Клиентов пока нет"))));
    }

    @Test
    void theCardTellsWhereEachValueCameFromAndWhatTheRegistrySaysOtherwise() throws Exception {
        page("/crm/clients/" + client).andExpect(content().string(containsString("из обращения клиента, 24.11.2026")));
        runJob(deal, "Task_CheckRegistry");
        cards.save(
                client,
                Map.of(CardField.ADDRESS, "Тула, <i>улица</i>"),
                Map.of(),
                new Editor(owner, "Анна Морозова"),
                clock.instant());

        page("/crm/clients/" + client)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("реквизиты проверены")))
                .andExpect(content().string(containsString("Контур.Фокус, 24.11.2026 10:00")))
                .andExpect(content().string(containsString("ввёл Анна Морозова")))
                .andExpect(content().string(containsString("Тула, &lt;i&gt;улица&lt;/i&gt;")))
                .andExpect(content().string(containsString("В реестре: ")))
                .andExpect(content().string(containsString("/crm/deals/" + deal + "\"")));
    }

    @Test
    void contactsShowTheirRoleAndThatTheyAreCold() throws Exception {
        contacts.add(
                client,
                new ClientContacts.Draft("Ольга Ли", "Директор", "decision-maker", null, "li" + inn + "@x.example"));
        page("/crm/clients/" + client)
                .andExpect(content().string(containsString("ЛПР")))
                .andExpect(content().string(not(containsString("холодный"))));
        process.lose(deal, new Loss("price", "Дорого", null, null, 6));
        page("/crm/clients/" + client).andExpect(content().string(containsString("холодный")));
        page("/crm/deals/" + deal).andExpect(content().string(containsString("холодный")));
    }

    @Test
    void aContactDisappearsFromTheCardAndHistoryKeepsTheName() throws Exception {
        remove(owner, client, contact).andExpect(status().isNoContent());

        page("/crm/clients/" + client + "/contacts")
                .andExpect(content().string(not(containsString("Пётр Петров"))))
                .andExpect(content().string(containsString("Контактов пока нет")));
        assertThat(history(deal)).contains("Контакт «Пётр Петров» удалён из карточки клиента");
        page("/crm/deals/" + deal).andExpect(content().string(containsString("Пётр Петров")));
        remove(owner, client, contact)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString("тем временем удалён")));
    }

    @Test
    void ofTwoWhoRemoveAtOneMomentOneHearsThatItIsDone() throws Exception {
        Callable<Integer> one =
                () -> remove(owner, client, contact).andReturn().getResponse().getStatus();
        Callable<Integer> other =
                () -> remove("head", client, contact).andReturn().getResponse().getStatus();

        assertThat(AtOnce.all(one, other)).containsOnlyOnce(204).allMatch(status -> status < 500);
    }

    @Test
    void onlyTheClientsManagersHeadsAndSupervisorsRemove() throws Exception {
        String other = owner.equals("manager") ? "manager2" : "manager";
        remove(other, client, contact).andExpect(status().isNotFound());
        remove("lawyer", client, contact).andExpect(status().isNotFound());
        PlantedDeadline.openStep(jdbc, deal, "lawyer");
        remove("lawyer", client, contact).andExpect(status().isForbidden());
        web.perform(get("/crm/clients/" + client).with(user("lawyer").roles("lawyers")))
                .andExpect(content().string(containsString("Пётр Петров")))
                .andExpect(content().string(not(containsString("data-dialog=\"remove\""))));
        process.handOver(deal, other);
        remove(other, client, contact).andExpect(status().isNoContent());
    }

    @Test
    void whatDoesNotExistIsSaidInRussian() throws Exception {
        page("/crm/clients/424242424")
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("Такого клиента нет")));
        remove(owner, 424242424, contact)
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail").value("Такого клиента нет"));
        long stranger = deal(dealOf(webForm(freshInn()))).contact().id();
        remove("head", client, stranger)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString("Такого контакта у клиента нет")));
        web.perform(get("/crm/clients").with(user("analyst").roles("analysts"))).andExpect(status().isForbidden());
    }

    private ResultActions check(String user, long clientId) throws Exception {
        return web.perform(
                post("/api/clients/" + clientId + "/requisites/check").with(httpBasic(user, user)));
    }

    @Test
    void aFreshLookIntoTheRegistryShowsWhatHasChangedAndOfWhichTimeItIs() throws Exception {
        runJob(deal, "Task_CheckRegistry");
        page("/crm/clients/" + client)
                .andExpect(content().string(containsString("Проверить сейчас")))
                .andExpect(content().string(not(containsString("Изменения в реестре"))));
        registry.saysHead(inn, "Новикова <b>Нина</b>");
        registry.says(inn, RegistryStatus.REORGANIZING);
        registry.saysAddress("630000, г. Новосибирск");
        clock.move(Duration.ofMinutes(5));

        check(owner, client).andExpect(status().isNoContent());

        page("/crm/clients/" + client)
                .andExpect(content().string(containsString("Контур.Фокус, 24.11.2026 10:05")))
                .andExpect(content().string(containsString("Состояние: В процессе реорганизации")))
                .andExpect(content().string(containsString("Изменения в реестре")))
                .andExpect(content().string(containsString("Иванов Иван Иванович")))
                .andExpect(content().string(containsString("<b>Новикова &lt;b&gt;Нина&lt;/b&gt;</b>")))
                .andExpect(content().string(containsString("<b>В процессе реорганизации</b>")))
                .andExpect(content().string(containsString("101000, г. Москва, ул. Мясницкая, д. 1</td>")))
                .andExpect(content().string(containsString("<b>630000, г. Новосибирск</b>")));
    }

    @Test
    void theRegistrysAnswerIsKeptAsItCameOnceAndCanBeRead() throws Exception {
        page("/crm/clients/" + client).andExpect(content().string(not(containsString("Ответ реестра как есть"))));
        runJob(deal, "Task_CheckRegistry");
        String first = answer();
        web.perform(get(first).with(user(owner).roles("sales")))
                .andExpect(status().isOk())
                .andExpect(content().string("[{\"inn\":\"" + inn + "\"}]"));

        clock.move(Duration.ofMinutes(5));
        check(owner, client).andExpect(status().isNoContent());
        assertThat(answer()).as("the same answer is kept once").isEqualTo(first);

        registry.knowsNobody();
        clock.move(Duration.ofMinutes(5));
        check(owner, client).andExpect(status().isNoContent());
        page("/crm/clients/" + client)
                .andExpect(content().string(containsString("не найден в реестре")))
                .andExpect(content().string(containsString("Контур.Фокус, 24.11.2026 10:10")))
                .andExpect(content().string(not(containsString("Ответ реестра как есть"))));
    }

    private String answer() throws Exception {
        return page("/crm/clients/" + client)
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8)
                .replaceAll("(?s).*<a href=\"([^\"]+)\">Ответ реестра как есть.*", "$1");
    }

    @Test
    void whatTheRegistryDoesNotTellIsNotShownAsNo() throws Exception {
        registry.tellsNothingOfSme();
        runJob(deal, "Task_CheckRegistry");
        assertThat(shown("В реестре МСП")).isEqualTo("—");
        assertThat(facts()).extracting(RequestFacts.Fact::name).doesNotContain("Размер");

        registry.reset();
        clock.move(Duration.ofMinutes(5));
        check(owner, client).andExpect(status().isNoContent());
        assertThat(shown("В реестре МСП")).isEqualTo("нет");
        assertThat(facts()).contains(new RequestFacts.Fact("Размер", "не в реестре МСП"));

        registry.tellsNothingOfSme();
        clock.move(Duration.ofMinutes(5));
        check(owner, client).andExpect(status().isNoContent());
        assertThat(shown("В реестре МСП")).as("what was told stays told").isEqualTo("нет");
    }

    private List<RequestFacts.Fact> facts() {
        return transaction.execute(status -> RequestFacts.of(clients.get(client)));
    }

    private String shown(String field) throws Exception {
        return page("/crm/clients/" + client)
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8)
                .replaceAll("(?s).*<td data-label=\"" + field + "\"><span><span class=\"pre\">([^<]*)<.*", "$1");
    }

    @Test
    void aClientThatLiquidatesIsWarnedOfAlsoWhenSomebodyTrustedIt() throws Exception {
        clients.decideReliability(client, true, "Давний клиент");
        registry.says(inn, RegistryStatus.DISSOLVING);

        check(owner, client).andExpect(status().isNoContent());

        page("/crm/clients/" + client).andExpect(content().string(containsString("<span>в стадии ликвидации</span>")));
    }

    @Test
    void aFreshLookIsForWhoMayChangeTheCardAndARegistryThatIsDownIsSaid() throws Exception {
        String other = owner.equals("manager") ? "manager2" : "manager";
        check(other, client).andExpect(status().isNotFound());
        PlantedDeadline.openStep(jdbc, deal, "lawyer");
        check("lawyer", client).andExpect(status().isForbidden());
        check(owner, 424242424).andExpect(status().isNotFound());
        web.perform(get("/crm/clients/" + client).with(user("lawyer").roles("lawyers")))
                .andExpect(content().string(not(containsString("Проверить сейчас"))));
        registry.down();
        check(owner, client)
                .andExpect(status().isServiceUnavailable())
                .andExpect(jsonPath("$.detail").value(containsString("Реестр не отвечает")));
        String nameless = dealOf(with(webForm(inn), "inn", null));
        check("head", deal(nameless).client().id())
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString("нет ИНН")));
    }
}
