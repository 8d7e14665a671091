package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.fixtures.PlantedDeadline;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The card is edited in place, also by two people at once. */
class CardEditTest extends CardPageCase {

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void requisitesAreEditedInPlaceAndTheTrailTellsWhoWhatAndWhere() throws Exception {
        runJob(deal, "Task_CheckRegistry");
        part(address + "/requisites/edit", "requisites")
                .andExpect(status().isOk())
                .andExpect(shows("name=\"base-address\""))
                .andExpect(hides("<html"));

        send(owner, address + "/requisites", "base-headName", "Иванов Иван Иванович", "headName", "Ли <b>Ольга</b>")
                .andExpect(status().isOk())
                .andExpect(shows("Сохранено."))
                .andExpect(shows("Ли &lt;b&gt;Ольга&lt;/b&gt;"))
                .andExpect(shows("ввёл "));

        part(address + "?changes=30", "trail")
                .andExpect(shows("Иванов Иван Иванович"))
                .andExpect(shows("<b>Ли &lt;b&gt;Ольга&lt;/b&gt;</b>"))
                .andExpect(shows("в карточке"))
                .andExpect(shows("Запросить реквизиты в реестре, модель версии "))
                .andExpect(shows("Контур.Фокус"));
    }

    @Test
    void aWrongValueIsSaidBesideTheFieldAndWhatWasTypedStays() throws Exception {
        send(owner, address + "/requisites", "base-ogrn", "", "ogrn", "12345", "base-address", "", "address", "Тула")
                .andExpect(status().isOk())
                .andExpect(shows("ОГРН: 13 цифр"))
                .andExpect(shows("value=\"12345\""))
                .andExpect(shows(">Тула</textarea>"))
                .andExpect(shows("aria-invalid=\"true\""));

        assertThat(clients.get(client).address()).isNull();
    }

    @Test
    void whoEditsWhatAColleagueHasJustChangedIsToldWhoWhatAndDecides() throws Exception {
        send(other, address + "/requisites", "base-address", "", "address", "Орёл")
                .andExpect(status().isNotFound());
        web.perform(post(address + "/requisites")
                        .header("HX-Request", "true")
                        .param("base-address", "")
                        .param("address", "Орёл")
                        .with(user("head").roles("heads"))
                        .with(csrf()))
                .andExpect(shows("Сохранено."));

        send(
                        owner,
                        address + "/requisites",
                        "base-address",
                        "",
                        "address",
                        "Тула",
                        "base-headName",
                        "",
                        "headName",
                        "Ли")
                .andExpect(status().isOk())
                .andExpect(shows("поле «Адрес» изменено ("))
                .andExpect(shows("24.11.2026 10:00): было пусто, стало «Орёл»."))
                .andExpect(shows("name=\"base-address\" value=\"Орёл\""))
                .andExpect(shows(">Тула</textarea>"))
                .andExpect(shows("data-take=\"Орёл\""));
        assertThat(clients.get(client).address()).isEqualTo("Орёл");
        assertThat(clients.get(client).headName()).isNull();

        send(
                        owner,
                        address + "/requisites",
                        "base-address",
                        "Орёл",
                        "address",
                        "Тула",
                        "base-headName",
                        "",
                        "headName",
                        "Ли")
                .andExpect(shows("Сохранено."));
        assertThat(clients.get(client).address()).isEqualTo("Тула");
        assertThat(clients.get(client).headName()).isEqualTo("Ли");
    }

    @Test
    void anotherFieldThatAColleagueChangedStaysAndIsTold() throws Exception {
        send(owner, address + "/requisites", "base-address", "", "address", "Орёл");

        send(owner, address + "/requisites", "base-address", "", "address", "", "base-headName", "", "headName", "Ли")
                .andExpect(shows("Сохранено. Пока карточка была открыта, поле «Адрес» изменено ("));
        assertThat(clients.get(client).address()).isEqualTo("Орёл");
    }

    @Test
    void contactsAreEditedAndAddedInPlace() throws Exception {
        part(address + "/contacts?edit=" + contact, "contacts")
                .andExpect(shows("name=\"base-email\""))
                .andExpect(shows("<option value=\"decision-maker\""));
        send(
                        owner,
                        address + "/contacts/" + contact,
                        "base-phone",
                        "",
                        "phone",
                        "8 495 123-45-67",
                        "base-role",
                        "",
                        "role",
                        "decision-maker",
                        "base-cold",
                        "false",
                        "cold",
                        "true")
                .andExpect(shows("Сохранено."))
                .andExpect(shows("+74951234567"))
                .andExpect(shows("ЛПР"))
                .andExpect(shows("холодный"));
        send(owner, address + "/contacts", "name", "Ольга", "email", "не адрес")
                .andExpect(shows("Почта: «не адрес» не похоже на адрес"))
                .andExpect(shows("value=\"Ольга\""));
        send(owner, address + "/contacts", "name", "Ольга Ли", "email", "li-" + client + "@x.example")
                .andExpect(shows("Ольга Ли"))
                .andExpect(shows("Сохранено."));
        part(address, "trail").andExpect(shows("Пётр Петров: ")).andExpect(shows("<b>ЛПР</b>"));
    }

    @Test
    void aSessionThatHasEndedKeepsTheFormOnThePage() throws Exception {
        web.perform(post(address + "/requisites")
                        .header("HX-Request", "true")
                        .param("base-address", "")
                        .param("address", "Тула")
                        .with(csrf()))
                .andExpect(status().isUnauthorized());
        assertThat(clients.get(client).address()).isNull();
    }

    @Test
    void whoMayNotChangeTheCardIsOfferedNothingAndRefused() throws Exception {
        web.perform(get(address).with(user(other).roles("sales"))).andExpect(status().isNotFound());
        PlantedDeadline.openStep(jdbc, deal, "lawyer");
        web.perform(get(address).with(user("lawyer").roles("lawyers")))
                .andExpect(status().isOk())
                .andExpect(hides("Изменить"))
                .andExpect(hides("Добавить контакт"));
        web.perform(post(address + "/contacts/" + contact)
                        .param("base-name", "Пётр Петров")
                        .param("name", "Чужой")
                        .header("HX-Request", "true")
                        .with(user("lawyer").roles("lawyers"))
                        .with(csrf()))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.detail").value(containsString("менеджер клиента")));
        send(owner, "/crm/clients/424242424/requisites", "base-name", "", "name", "Чужой")
                .andExpect(status().isNotFound());
    }
}
