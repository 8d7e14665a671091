package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.policy.Policies;
import io.polisflow.process.ProcessTest;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The card that shows a client from all sides, and its editing in place. */
@AutoConfigureMockMvc
class CardPageTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private Policies policies;

    @Autowired
    private JdbcTemplate jdbc;

    private String deal;
    private String owner;
    private String other;
    private long client;
    private long contact;
    private String address;

    @BeforeEach
    void aClient() {
        String inn = freshInn();
        deal = dealOf(with(webForm(inn), "companyName", "ООО «Бобр " + inn + "»"));
        owner = deal(deal).owner();
        other = owner.equals("manager") ? "manager2" : "manager";
        client = deal(deal).client().id();
        contact = deal(deal).contact().id();
        address = "/crm/clients/" + client;
    }

    private ResultActions page(String path) throws Exception {
        return web.perform(get(path).with(user(owner).roles("sales"))).andExpect(status().isOk());
    }

    private ResultActions part(String path, String target) throws Exception {
        return web.perform(get(path)
                .header("HX-Request", "true")
                .header("HX-Target", target)
                .with(user(owner).roles("sales")));
    }

    private ResultActions send(String user, String path, String... fields) throws Exception {
        MockHttpServletRequestBuilder request = post(path)
                .header("HX-Request", "true")
                .with(user(user).roles("sales"))
                .with(csrf());
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return web.perform(request);
    }

    private static org.springframework.test.web.servlet.ResultMatcher shows(String text) {
        return content().string(containsString(text));
    }

    private static org.springframework.test.web.servlet.ResultMatcher hides(String text) {
        Matcher<String> absent = not(containsString(text));
        return content().string(absent);
    }

    private void issue(int line, LocalDate from, LocalDate to, String premium) {
        transaction.executeWithoutResult(status -> policies.recordIssued(new Policies.Issue(
                "POL-" + deal + "-" + line,
                deal + ":" + line,
                deal,
                "DOG-" + deal,
                line,
                "property",
                "Склад <b>1</b>",
                new BigDecimal("12000000.00"),
                BigDecimal.ZERO,
                new BigDecimal(premium),
                from,
                to)));
    }

    @Test
    void policiesShowHowManyDaysAreLeftAndTheYearsTheirPremium() throws Exception {
        LocalDate today = LocalDate.now(clock);
        issue(1, today.minusMonths(11), today.plusDays(30), "100000.00");
        issue(2, today.minusYears(2), today.minusYears(1), "90000.00");
        issue(3, today.plusDays(5), today.plusYears(1), "1000.00");

        page(address)
                .andExpect(shows("осталось 30 дн."))
                .andExpect(shows("закончился"))
                .andExpect(shows("начнётся через 5 дн."))
                .andExpect(shows("Склад &lt;b&gt;1&lt;/b&gt;"))
                .andExpect(shows("data-year=\"" + today.minusYears(2).getYear() + "\" data-rubles=\"90000.00\""))
                .andExpect(shows("chart.umd.min.js"))
                .andExpect(shows("<dt>Действующих полисов</dt><dd>1</dd>"));
    }

    @Test
    void ofVeryManyPoliciesTheLatestAreShownAndHowManyThereAre() throws Exception {
        LocalDate today = LocalDate.now(clock);
        for (int line = 1; line <= 51; line++) {
            issue(line, today.minusDays(line), today.plusYears(1).minusDays(line), "1000.00");
        }

        page(address)
                .andExpect(shows("POL-" + deal + "-50<"))
                .andExpect(hides("POL-" + deal + "-51</a>"))
                .andExpect(shows("Показаны <span>50</span> из <span>51</span>"));
    }

    @Test
    void aClientWithoutAnythingIsToldWhatToDoAndLoadsNoChart() throws Exception {
        long bare = clients.findOrCreate(null, "Пустая " + UUID.randomUUID()).id();

        page("/crm/clients/" + bare)
                .andExpect(shows("Открытых задач нет"))
                .andExpect(shows("Полисов пока нет"))
                .andExpect(shows("Касаний пока нет"))
                .andExpect(shows("Карточку ещё не меняли"))
                .andExpect(shows("Согласий нет"))
                .andExpect(shows("Файлов пока нет"))
                .andExpect(hides("chart.umd"));
    }

    @Test
    void openTasksAndPlannedTouchesLeadToTheWork() throws Exception {
        page(address)
                .andExpect(shows("Собрать КП"))
                .andExpect(shows("/camunda/app/tasklist/default/#/?task="
                        + task(deal, "Task_AssembleProposal").getId()))
                .andExpect(shows("/crm/deals/" + deal));
    }

    @Test
    void theTimelineNamesWhoCompletedWhichTaskOfWhichModel() throws Exception {
        complete(
                owner,
                deal,
                "Task_AssembleProposal",
                with(
                        "startsOn",
                        "2027-01-01",
                        "termMonths",
                        12,
                        "lines",
                        List.of(with("product", "property", "object", "Склад", "sumInsured", "1000000"))));
        transaction.executeWithoutResult(
                status -> deals.recordTouch(deal, Activity.Kind.MEETING, owner, "Осмотрели <i>склад</i>"));

        page(address)
                .andExpect(shows("Выполнена задача «Собрать КП»"))
                .andExpect(shows("Модель «Подготовка КП», версия "))
                .andExpect(shows("Осмотрели &lt;i&gt;склад&lt;/i&gt;"));
        part(address + "?touches=meetings", "timeline")
                .andExpect(status().isOk())
                .andExpect(shows("Осмотрели"))
                .andExpect(hides("Выполнена задача"))
                .andExpect(hides("<html"));
        page(address + "?touches=tasks")
                .andExpect(shows("<html"))
                .andExpect(shows("Выполнена задача"))
                .andExpect(hides("Осмотрели"));
    }

    @Test
    void olderTouchesAreAskedForAndAnAddressKeepsHowMany() throws Exception {
        for (int i = 1; i <= 21; i++) {
            String note = "Касание номер " + i + ".";
            clock.move(Duration.ofMinutes(1));
            transaction.executeWithoutResult(status -> deals.recordTouch(deal, Activity.Kind.MEETING, owner, note));
        }

        part(address + "?touches=meetings", "timeline")
                .andExpect(hides("Касание номер 1."))
                .andExpect(shows("touches=meetings&amp;shown=40"));
        part(address + "?touches=meetings&shown=40", "timeline")
                .andExpect(shows("Касание номер 1."))
                .andExpect(hides("Показать раньше"));
        page(address + "?touches=meetings&shown=99999999").andExpect(shows("Касание номер 1."));
    }

    @Test
    void aCallPlaysItsRecordingOnTheTimeline() throws Exception {
        String entry = UUID.randomUUID().toString();
        Timestamp now = Timestamp.from(clock.instant());
        Long file = jdbc.queryForObject("select nextval('id_seq')", Long.class);
        jdbc.update(
                "insert into stored_file (id, name, media_type, size_bytes, sha256, created_at)"
                        + " values (?, 'call.mp3', 'audio/mpeg', 1, 'x', ?)",
                file,
                now);
        jdbc.update(
                "insert into call_record (id, entry_id, deal_id, contact_id, direction, employee, number, state, result,"
                        + " started_at, ended_at, talk_seconds, told, received_at, lock_version) values"
                        + " (nextval('id_seq'), ?, ?, ?, 'OUTGOING', ?, '+74951112233', 'OVER', 'ANSWERED', ?, ?, 65, true, ?, 0)",
                entry,
                deal(deal).id(),
                contact,
                owner,
                now,
                now,
                now);
        jdbc.update(
                "insert into call_recording (id, recording_id, entry_id, state, file_id, ready_at, lock_version)"
                        + " values (nextval('id_seq'), ?, ?, 'KEPT', ?, ?, 0)",
                "rec-" + entry,
                entry,
                file,
                now);

        part(address + "?touches=calls", "timeline")
                .andExpect(shows("Исходящий: Пётр Петров"))
                .andExpect(shows("1 мин 5 с"))
                .andExpect(shows("<audio"));
    }

    @Test
    void objectionsShowWhatWorked() throws Exception {
        jdbc.update(
                "insert into objection (id, deal_id, contact_id, category, words, reply, won_over, recorded_at, recorded_by)"
                        + " values (nextval('id_seq'), ?, ?, 'price', 'Дорого <script>', 'Рассрочка на год', true, ?, ?)",
                deal(deal).id(),
                contact,
                Timestamp.from(clock.instant()),
                owner);

        page(address)
                .andExpect(shows("«Дорого &lt;script&gt;»"))
                .andExpect(shows("Помог ответ: "))
                .andExpect(shows("Рассрочка на год"))
                .andExpect(shows("снято"));
    }

    @Test
    void consentsAndWhatIsHeldUpAreSaid() throws Exception {
        registry.down();
        assertThatThrownBy(() -> runJob(deal, "Task_CheckRegistry")).isInstanceOf(RuntimeException.class);

        page(address)
                .andExpect(shows("не выполнен"))
                .andExpect(shows("Согласия на обработку данных"))
                .andExpect(shows("<span class=\"badge good\">дано</span> <span>24.11.2026 10:00</span>"));
    }

    @Test
    void oldRequisitesAreMarked() throws Exception {
        runJob(deal, "Task_CheckRegistry");
        page(address).andExpect(hides("устарели"));
        clock.move(Duration.ofDays(31));
        page(address).andExpect(shows("устарели: 31 дн."));
    }

    @Test
    void aPartForTheTasksTabComesWithoutThePageButAStepBackBringsThePage() throws Exception {
        part(address, "")
                .andExpect(status().isOk())
                .andExpect(shows("client-card"))
                .andExpect(hides("<html"));
        web.perform(get(address)
                        .header("HX-Request", "true")
                        .header("HX-History-Restore-Request", "true")
                        .with(user(owner).roles("sales")))
                .andExpect(shows("<html"));
    }

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
                .andExpect(status().isForbidden());
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
        web.perform(get(address).with(user(other).roles("sales")))
                .andExpect(hides("Изменить"))
                .andExpect(hides("Добавить контакт"));
        send(other, address + "/contacts/" + contact, "base-name", "Пётр Петров", "name", "Чужой")
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.detail").value(containsString("менеджер клиента")));
        send(owner, "/crm/clients/424242424/requisites", "base-name", "", "name", "Чужой")
                .andExpect(status().isNotFound());
    }
}
