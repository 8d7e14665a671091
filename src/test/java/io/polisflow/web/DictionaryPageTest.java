package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.dictionary.DictionaryEntry;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.process.ProcessTest;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Keeping the dictionaries: who may, what is refused, and that old records stay readable. */
@AutoConfigureMockMvc
class DictionaryPageTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private Dictionaries dictionaries;

    @Autowired
    private DealProcess process;

    @Autowired
    private JdbcTemplate jdbc;

    @AfterEach
    void asDelivered() {
        jdbc.update("delete from dictionary_entry where code like 'test-%'");
        jdbc.update("update dictionary_entry set active = true");
        jdbc.update("update dictionary_entry set label = 'Не устроила цена'"
                + " where dictionary = 'LOSS_REASON' and code = 'price'");
        jdbc.update("delete from dictionary_change");
    }

    private ResultActions ask(String user, String address, String body) throws Exception {
        return web.perform(post("/api/dictionaries/" + address)
                .with(httpBasic(user, user))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private List<String> codes(Dictionary dictionary) {
        return dictionaries.all(dictionary).stream().map(DictionaryEntry::code).toList();
    }

    @Test
    void administratorsHeadsAndSupervisorsKeepThemAndNobodyElse() throws Exception {
        for (String role : List.of("camunda-admin", "heads", "supervisors")) {
            web.perform(get("/crm/dictionaries").with(user("admin").roles(role)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("Причины проигрыша")))
                    .andExpect(content().string(containsString("Роли контактов")))
                    .andExpect(content().string(containsString("Справочники ещё никто не менял")));
        }
        for (String stranger : List.of("manager", "underwriter", "analyst")) {
            ask(stranger, "loss-reason/entries", "{\"code\":\"test-x\",\"label\":\"Х\"}")
                    .andExpect(status().isForbidden());
        }
        web.perform(get("/crm/dictionaries").with(user("manager").roles("sales")))
                .andExpect(status().isForbidden());
        web.perform(get("/crm/deals").with(user("admin").roles("camunda-admin")))
                .andExpect(status().isForbidden());
        web.perform(get("/api/dictionaries/loss-reason")).andExpect(status().isUnauthorized());
    }

    @Test
    void theMenuOffersOnlyWhatOneMayOpen() throws Exception {
        web.perform(get("/crm/dictionaries").with(user("admin").roles("camunda-admin")))
                .andExpect(content().string(not(containsString("href=\"/crm/clients\""))));
        web.perform(get("/crm/calendar").with(user("manager").roles("sales")))
                .andExpect(content().string(containsString("href=\"/crm/clients\"")))
                .andExpect(content().string(containsString("aria-current=\"page\">Календарь")))
                .andExpect(content().string(not(containsString("/crm/dictionaries"))));
    }

    @Test
    void aNewEntryIsOfferedAtTheEndAndTheRecordNamesWhoAddedIt() throws Exception {
        ask("admin", "loss-reason/entries", "{\"code\":\"test-merger\",\"label\":\" Слияние \\n компаний \"}")
                .andExpect(status().isNoContent());

        List<DictionaryEntry> offered = dictionaries.offered(Dictionary.LOSS_REASON);
        assertThat(offered.get(offered.size() - 1).label()).isEqualTo("Слияние компаний");
        web.perform(get("/crm/dictionaries").with(user("supervisor").roles("supervisors")))
                .andExpect(content().string(containsString("Мария Лебедева")))
                .andExpect(content().string(containsString("Добавлено «Слияние компаний»")));
        ask("admin", "loss-reason/entries", "{\"code\":\"test-merger\",\"label\":\"Другое слияние\"}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("уже есть")));
    }

    @Test
    void whatWillNotDoIsRefusedAtItsField() throws Exception {
        for (String code : List.of("Тест", "test_x", "TEST", "", "-test", "t".repeat(41))) {
            ask("admin", "lead-source/entries", "{\"code\":\"" + code + "\",\"label\":\"Новый источник\"}")
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.field").value("code"));
        }
        for (String label : List.of("", "  ", "реклама", "ы".repeat(201))) {
            ask("admin", "lead-source/entries", "{\"code\":\"test-x\",\"label\":\"" + label + "\"}")
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.field").value("label"));
        }
        ask("admin", "lead-source/entries/website/move", "{}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("place"));
        ask("admin", "lead-source/entries/nowhere/rename", "{\"label\":\"Нигде\"}")
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail").value("Такого значения в справочнике нет"));
        ask("admin", "colours/entries", "{\"code\":\"test-x\",\"label\":\"Х\"}").andExpect(status().isNotFound());
    }

    @Test
    void aRenamedEntryReadsAnewInOldRecordsAndASwitchedOffOneStaysReadable() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        process.lose(deal, new Loss("price", "Дорого", null, null, 6));
        ask("head", "loss-reason/entries/price/rename", "{\"label\":\"Слишком дорого\"}")
                .andExpect(status().isNoContent());
        ask("admin", "loss-reason/entries/price/deactivate", "{}").andExpect(status().isNoContent());

        web.perform(get("/crm/deals/" + deal).with(user("supervisor").roles("supervisors")))
                .andExpect(content().string(containsString("Проиграна: Слишком дорого")));
        String other = dealOf(webForm(freshInn()));
        web.perform(
                        post("/api/deals/" + other + "/lose")
                                .with(httpBasic("head", "head"))
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(
                                        "{\"lossReason\":\"price\",\"lossComment\":\"Дорого\",\"lossCompetitor\":null,\"recontactMonths\":6}"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("lossReason"));
        ask("admin", "loss-reason/entries/price/activate", "{}").andExpect(status().isNoContent());
        assertThat(dictionaries.offered(Dictionary.LOSS_REASON))
                .extracting(DictionaryEntry::code)
                .contains("price");
    }

    @Test
    void theLastOfferedEntryStays() throws Exception {
        List<String> codes = codes(Dictionary.CONTACT_ROLE);
        for (String code : codes.subList(1, codes.size())) {
            ask("admin", "contact-role/entries/" + code + "/deactivate", "{}").andExpect(status().isNoContent());
        }
        ask("admin", "contact-role/entries/" + codes.get(0) + "/deactivate", "{}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("последнее значение")));
    }

    @Test
    void anEntryMovesUpAndDownAndBeyondTheEndsToTheEnd() throws Exception {
        List<String> before = codes(Dictionary.LEAD_SOURCE);
        String second = before.get(1);
        ask("admin", "lead-source/entries/" + second + "/move", "{\"place\":1}").andExpect(status().isNoContent());
        assertThat(codes(Dictionary.LEAD_SOURCE).get(0)).isEqualTo(second);
        ask("admin", "lead-source/entries/" + second + "/move", "{\"place\":999}")
                .andExpect(status().isNoContent());
        assertThat(codes(Dictionary.LEAD_SOURCE).get(before.size() - 1)).isEqualTo(second);
        ask("admin", "lead-source/entries/" + second + "/move", "{\"place\":2}").andExpect(status().isNoContent());
        assertThat(codes(Dictionary.LEAD_SOURCE)).isEqualTo(before);
    }

    @Test
    void twoWhoAddAtOneMomentMakeOneEntryAndTwoWhoReorderLeaveAnOrder() throws Exception {
        Callable<Integer> add =
                () -> ask("admin", "contact-role/entries", "{\"code\":\"test-twice\",\"label\":\"Дважды\"}")
                        .andReturn()
                        .getResponse()
                        .getStatus();
        List<Integer> added = AtOnce.all(add, add);
        assertThat(added).containsOnlyOnce(204).allMatch(status -> status < 500);

        List<String> codes = codes(Dictionary.OBJECTION_CATEGORY);
        Callable<Integer> down =
                () -> ask("admin", "objection-category/entries/" + codes.get(0) + "/move", "{\"place\":3}")
                        .andReturn()
                        .getResponse()
                        .getStatus();
        Callable<Integer> up =
                () -> ask("supervisor", "objection-category/entries/" + codes.get(4) + "/move", "{\"place\":1}")
                        .andReturn()
                        .getResponse()
                        .getStatus();
        AtOnce.all(down, up);
        assertThat(dictionaries.all(Dictionary.OBJECTION_CATEGORY).stream()
                        .map(DictionaryEntry::position)
                        .distinct())
                .hasSize(codes.size());
    }
}
