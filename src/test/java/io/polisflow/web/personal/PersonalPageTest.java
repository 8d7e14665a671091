package io.polisflow.web.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.correspondence.DealLetters;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.personal.Consent;
import io.polisflow.crm.personal.Consents;
import io.polisflow.process.ProcessTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Managers take and withdraw consents, supervisors gather and erase, anybody reads a text and says no to advertising. */
@AutoConfigureMockMvc
class PersonalPageTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private Consents consents;

    @Autowired
    private DealLetters dealLetters;

    @Autowired
    private JdbcTemplate jdbc;

    private String deal;
    private String owner;
    private Contact contact;
    private String address;

    @BeforeEach
    void aClient() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
        contact = deal(deal).contact();
        address = "/crm/clients/" + deal(deal).client().id() + "/consents";
    }

    private ResultActions sees(String who, String group, String path) throws Exception {
        return web.perform(get(path).with(user(who).roles(group)));
    }

    private ResultActions sends(String who, String group, String path, String... fields) throws Exception {
        MockHttpServletRequestBuilder request =
                post(path).with(user(who).roles(group)).with(csrf());
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return web.perform(request);
    }

    private List<Consent> said() {
        return consents.of(List.of(contact.id()));
    }

    @Test
    void aManagerTakesAConsentOnPaperAndShowsItsDocument() throws Exception {
        sees(owner, "sales", address)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Рекламные письма и звонки")))
                .andExpect(content().string(containsString("действует")));
        sends(owner, "sales", address, "contact", contact.id().toString(), "purpose", "transfer", "channel", "PAPER")
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Приложите скан")))
                .andExpect(content().string(containsString("value=\"transfer\" selected")));
        web.perform(multipart(address)
                        .file(new MockMultipartFile(
                                "file", "s.exe", "application/pdf", "MZ".getBytes(StandardCharsets.UTF_8)))
                        .param("contact", contact.id().toString())
                        .param("purpose", "transfer")
                        .param("channel", "PAPER")
                        .with(user(owner).roles("sales"))
                        .with(csrf()))
                .andExpect(status().is4xxClientError());
        web.perform(multipart(address)
                        .file(new MockMultipartFile(
                                "file", "Согласие.pdf", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8)))
                        .param("contact", contact.id().toString())
                        .param("purpose", "transfer")
                        .param("channel", "PAPER")
                        .with(user(owner).roles("sales"))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection());

        Consent taken = said().get(0);
        assertThat(taken.takenBy()).isEqualTo(owner);
        sees(owner, "sales", address + "/" + taken.id())
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Согласие.pdf")))
                .andExpect(content().string(containsString("Контрольная сумма: ")))
                .andExpect(content().string(containsString("Я согласен с передачей моих персональных данных")));
        sees(owner, "sales", address + "/999999999").andExpect(status().isNotFound());
    }

    @Test
    void aManagerRecordsAWithdrawalAndNobodyElseMay() throws Exception {
        String withdraw = address + "/withdraw";
        sees(owner, "sales", withdraw + "?contact=" + contact.id() + "&purpose=request")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Служебные письма по заключённому договору остаются")));
        sends(owner, "sales", withdraw, "contact", contact.id().toString(), "purpose", "request", "note", "Не звонить")
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Выберите, как человек это сказал")))
                .andExpect(content().string(containsString("Не звонить")));
        sends(owner, "sales", withdraw, "contact", contact.id().toString(), "purpose", "request", "channel", "PHONE")
                .andExpect(status().is3xxRedirection());
        assertThat(said().get(0).withdrawnBy()).isEqualTo(owner);
        sees(owner, "sales", address).andExpect(content().string(containsString("отозвано")));
        sends("analyst", "analysts", withdraw, "contact", contact.id().toString())
                .andExpect(status().isForbidden());
    }

    @Test
    void onlySupervisorsGatherAndErase() throws Exception {
        String person = "/crm/personal/people/" + contact.id();
        for (String path : List.of("/crm/personal", person, person + "/erase")) {
            sees(owner, "sales", path).andExpect(status().isForbidden());
            sees("admin", "camunda-admin", path).andExpect(status().isForbidden());
        }
        sees("supervisor", "supervisors", "/crm/personal?find=" + contact.email())
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(person)));
        sees("supervisor", "supervisors", "/crm/personal?find=nobody@nowhere.example")
                .andExpect(content().string(containsString("Такого адреса или телефона нет")));
        sees("supervisor", "supervisors", person)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Обращений пока нет")));
        sends("supervisor", "supervisors", person, "kind", "ACCESS", "channel", "LETTER", "receivedOn", "2027-01-01")
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("не позже сегодняшнего")));
        String request = sends(
                        "supervisor",
                        "supervisors",
                        person,
                        "kind",
                        "ACCESS",
                        "channel",
                        "LETTER",
                        "receivedOn",
                        "2026-11-20")
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        sees("supervisor", "supervisors", request)
                .andExpect(content().string(containsString("04.12.2026")))
                .andExpect(content().string(containsString("Собрать данные")));
        sees("supervisor", "supervisors", request + "/file").andExpect(status().isNotFound());
        sends("supervisor", "supervisors", request + "/gather").andExpect(status().is3xxRedirection());
        sees("supervisor", "supervisors", request).andExpect(content().string(containsString("Собираем: ")));
        sends("supervisor", "supervisors", request + "/gather").andExpect(status().isConflict());
        jdbc.update(
                "update subject_request set state = 'OPEN', gathered_at = timestamp '2026-11-01 10:00:00' where contact_id = ?",
                contact.id());
        sees("supervisor", "supervisors", request)
                .andExpect(content().string(containsString("Собранный файл удалён: он хранился по 01.12.2026.")))
                .andExpect(content().string(containsString("Собрать данные")));
    }

    @Test
    void anErasureIsShownBeforehandConfirmedAndProven() throws Exception {
        String erase = "/crm/personal/people/" + contact.id() + "/erase";
        sees("supervisor", "supervisors", erase)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Останется, потому что так велит закон")))
                .andExpect(content().string(containsString("ГК, ст. 196")));
        assertThat(consents.same(contact)).extracting(Contact::name).contains("Пётр Петров");
        sends("supervisor", "supervisors", erase, "basis", "Заявление от 24.11.2026")
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Отметьте, что проверили список")))
                .andExpect(content().string(containsString("Заявление от 24.11.2026")));
        String report = sends(
                        "supervisor", "supervisors", erase, "basis", "Заявление от 24.11.2026", "confirmed", "true")
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        sees("supervisor", "supervisors", report)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Контакты клиента")))
                .andExpect(content().string(not(containsString(contact.email()))));
        assertThat(jdbc.queryForObject(
                        "select count(*) from audit_event where action = 'ERASED' and object_id = ?",
                        Integer.class,
                        contact.id().toString()))
                .isEqualTo(1);
        Long held = jdbc.queryForObject(
                "select h.file_id from personal_hold h join erasure e on e.id = h.erasure_id"
                        + " where e.contact_id = ? and h.file_id is not null fetch first 1 rows only",
                Long.class,
                contact.id());
        sees("supervisor", "supervisors", "/api/files/" + held + "/x").andExpect(status().is4xxClientError());
    }

    @Test
    void anybodyReadsATextAndSaysNoToAdvertisingWithoutSigningOn() throws Exception {
        web.perform(get("/hooks/consents"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].purpose").value("request"))
                .andExpect(jsonPath("$[0].version").isNumber());
        web.perform(get("/hooks/consents/marketing/1"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Я даю согласие получать от страховщика рекламу")));
        web.perform(get("/hooks/consents/marketing/99")).andExpect(status().isNotFound());

        jdbc.update("update deal set kind = 'RENEWAL' where number = ?", deal);
        long id = dealLetters.send(
                deal,
                new DealLetters.Draft(
                        List.of(contact.id()), false, null, "Продление", "Предлагаем продлить.", List.of()),
                owner,
                null);
        Letter letter = transaction.execute(status -> letters.get(id));
        String link = "/hooks/unsubscribe/" + letter.unsubscribeKey();
        web.perform(get(link))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Не присылать предложений")));
        assertThat(said()).hasSize(1);
        web.perform(post(link).param("List-Unsubscribe", "One-Click"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Готово.")));
        assertThat(said().get(0).state(java.time.LocalDate.now(clock))).isEqualTo(Consent.State.REFUSED);
        web.perform(get("/hooks/unsubscribe/nobody")).andExpect(status().isNotFound());
    }

    @Test
    void supervisorsWordATextAnewAndWhoSignedTheFormerKeepsIt() throws Exception {
        String texts = "/crm/dictionaries/consents";
        sees("supervisor", "supervisors", texts)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Запись телефонных разговоров")));
        sends("supervisor", "supervisors", texts + "/transfer", "seen", "1", "text", "коротко")
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("от 40 до")))
                .andExpect(content().string(containsString("коротко")));
        sends(owner, "sales", texts + "/transfer", "seen", "1", "text", "x".repeat(50))
                .andExpect(status().isForbidden());
    }
}
