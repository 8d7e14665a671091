package io.polisflow.web.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.process.ProcessTest;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Keeping the catalogue in the browser: who may, that a slip loses nothing typed, and that each change is traceable. */
@AutoConfigureMockMvc
class CataloguePageTest extends ProcessTest {

    private static final String PRODUCTS = "/crm/dictionaries/products";

    @Autowired
    private MockMvc web;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private JdbcTemplate jdbc;

    @AfterEach
    void asDelivered() {
        jdbc.update("delete from catalogue_change");
        jdbc.update("delete from risk_parameter_option where parameter_id in"
                + " (select id from risk_parameter where product_code = 'test-event')");
        jdbc.update("delete from risk_parameter where product_code = 'test-event'");
        jdbc.update("delete from product where code = 'test-event'");
    }

    private ResultActions asHead(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user("head").roles("heads")).with(csrf()));
    }

    private void addProduct() throws Exception {
        asHead(post(PRODUCTS)
                        .param("code", "test-event")
                        .param("name", "Отмена <b>мероприятия</b>")
                        .param("description", "Расходы")
                        .param("validFrom", LocalDate.now(clock).toString())
                        .param("validTo", "")
                        .param("place", "")
                        .param("revision", "0"))
                .andExpect(redirectedUrl(PRODUCTS + "/test-event"));
    }

    private static MockHttpServletRequestBuilder venue(String address, LocalDate from, int revision) {
        return post(address)
                .param("code", "venue")
                .param("type", "OPTION")
                .param("label", "Площадка")
                .param("required", "true")
                .param("validFrom", from.toString())
                .param("revision", String.valueOf(revision));
    }

    @Test
    void headsSupervisorsAndAdministratorsSeeTheCatalogueAndNobodyElse() throws Exception {
        for (String role : List.of("heads", "supervisors", "camunda-admin")) {
            web.perform(get(PRODUCTS).with(user("head").roles(role)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("Страхование имущества")))
                    .andExpect(content().string(containsString("предлагается")));
        }
        for (String role : List.of("sales", "underwriters", "lawyers", "analysts")) {
            web.perform(get(PRODUCTS).with(user("stranger").roles(role))).andExpect(status().isForbidden());
            web.perform(post(PRODUCTS).with(user("stranger").roles(role)).with(csrf()))
                    .andExpect(status().isForbidden());
        }
        asHead(get(PRODUCTS + "/property"))
                .andExpect(content().string(containsString("Площадь")))
                .andExpect(content().string(containsString("обязательный, от 1, до 5\u00a0000\u00a0000")))
                .andExpect(content().string(containsString("Продукт ещё никто не менял")));
        asHead(get(PRODUCTS + "/nothing")).andExpect(status().isNotFound());
        asHead(get(PRODUCTS + "/property/parameters/nothing")).andExpect(status().isNotFound());
    }

    @Test
    void aProductIsAddedChangedAndTheRecordTellsWhoDid() throws Exception {
        addProduct();
        assertThat(catalogue.findOffered("test-event")).isPresent();
        String last = LocalDate.now(clock).plusDays(10).toString();
        asHead(post(PRODUCTS + "/test-event")
                        .param("name", "Отмена события")
                        .param("description", "Расходы")
                        .param("validFrom", LocalDate.now(clock).toString())
                        .param("validTo", last)
                        .param("place", "9")
                        .param("revision", "0"))
                .andExpect(redirectedUrl(PRODUCTS + "/test-event"));
        asHead(get(PRODUCTS + "/test-event"))
                .andExpect(content().string(containsString("Сергей Орлов")))
                .andExpect(
                        content().string(containsString("«Отмена &lt;b&gt;мероприятия&lt;/b&gt;» → «Отмена события»")))
                .andExpect(content().string(not(containsString("<b>мероприятия"))));
    }

    @Test
    void aSlipAndSomebodyElsesChangeLoseNothingThatWasTyped() throws Exception {
        addProduct();
        asHead(post(PRODUCTS + "/test-event")
                        .param("name", "Набрано мною")
                        .param("validFrom", "вчера")
                        .param("revision", "0"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Укажите дату")))
                .andExpect(content().string(containsString("value=\"Набрано мною\"")));
        asHead(post(PRODUCTS + "/test-event")
                        .param("name", "Набрано мною")
                        .param("validFrom", LocalDate.now(clock).toString())
                        .param("revision", "7"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("name=\"revision\" value=\"0\"")))
                .andExpect(content().string(containsString("только что изменил другой сотрудник")))
                .andExpect(content().string(containsString("value=\"Набрано мною\"")));
        asHead(post(PRODUCTS).param("code", "Плохой").param("name", "Имя").param("revision", "0"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("латинские строчные буквы")));
    }

    @Test
    void aParameterWithOptionsIsAddedAndAnOptionSwitchedOff() throws Exception {
        addProduct();
        LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
        asHead(venue(PRODUCTS + "/test-event/parameters", tomorrow, 0)
                        .param("usual", "парк")
                        .param("optionCode", "hall", "park", "")
                        .param("optionLabel", "Зал, закрытый", "Парк", ""))
                .andExpect(redirectedUrl(PRODUCTS + "/test-event"));
        asHead(get(PRODUCTS + "/test-event"))
                .andExpect(content().string(containsString("обязательный: Зал, закрытый, Парк")))
                .andExpect(content().string(containsString("ещё не началось")));
        asHead(get(PRODUCTS + "/test-event/parameters/venue"))
                .andExpect(content().string(containsString("value=\"Зал, закрытый\"")))
                .andExpect(content().string(containsString("name=\"usual\" maxlength=\"200\" value=\"Парк\"")));

        asHead(venue(PRODUCTS + "/test-event/parameters/venue", tomorrow, 1)
                        .param("optionCode", "hall", "park", "")
                        .param("optionLabel", "Зал, закрытый", "Парк", "")
                        .param("optionOffered", "hall"))
                .andExpect(redirectedUrl(PRODUCTS + "/test-event"));
        asHead(get(PRODUCTS + "/test-event"))
                .andExpect(content().string(containsString("обязательный: Зал, закрытый<")))
                .andExpect(content().string(containsString("Парк (выключен)")));
    }

    @Test
    void aRefusedParameterKeepsItsRows() throws Exception {
        addProduct();
        asHead(venue(PRODUCTS + "/test-event/parameters", LocalDate.now(clock), 0)
                        .param("optionCode", "hall", "", "")
                        .param("optionLabel", "Закрытый зал", "", ""))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Укажите завтра или позже")))
                .andExpect(content().string(containsString("value=\"Закрытый зал\"")));
    }
}
