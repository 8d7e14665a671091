package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.process.ProcessTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** A person's calendar as the programs see it that know its secret address. */
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class CalendarFeedTest extends ProcessTest {

    /** The tests' clock begins on Tuesday, 24 November 2026, at 10 o'clock. */
    private static final LocalDateTime TOMORROW = LocalDateTime.of(2026, 11, 25, 11, 30);

    @Autowired
    private MockMvc web;

    @Autowired
    private TouchCalendar calendar;

    @Autowired
    private JdbcTemplate jdbc;

    private String deal;
    private String owner;
    private String client;

    @BeforeEach
    void aDeal() {
        String inn = freshInn();
        client = "ООО «Подписка " + inn + "»";
        deal = dealOf(with(webForm(inn), "companyName", client));
        owner = deal(deal).owner();
    }

    private String address(String person) throws Exception {
        String answer = web.perform(post("/api/calendar-feed").with(httpBasic(person, person)))
                .andExpect(status().isCreated())
                .andExpect(header().string("Cache-Control", "no-store"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        return JsonPath.read(answer, "$.address");
    }

    private MockHttpServletResponse read(String address) throws Exception {
        return web.perform(get(address)).andReturn().getResponse();
    }

    /** The one entry whose text holds this, line by line, unfolded. */
    private Optional<List<String>> entry(String address, String text) throws Exception {
        MockHttpServletResponse answer = read(address);
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentType()).isEqualTo("text/calendar;charset=UTF-8");
        List<String> found = Arrays.stream(new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8)
                        .replace("\r\n ", "")
                        .split("BEGIN:VEVENT"))
                .skip(1)
                .filter(event -> event.contains(text))
                .toList();
        assertThat(found).hasSizeLessThan(2);
        return found.stream().findFirst().map(event -> List.of(event.split("\r\n")));
    }

    private static String uid(List<String> entry) {
        return entry.stream()
                .filter(line -> line.startsWith("UID:"))
                .findFirst()
                .orElseThrow();
    }

    private long plan(String note) {
        Long contact = transaction.execute(
                status -> deals.find(deal).orElseThrow().contact().id());
        return calendar.plan(deal, new Plan(Activity.Kind.MEETING, TOMORROW, "Офис клиента", contact, note))
                .id();
    }

    @Test
    void whoeverSeesNoDealsAnyMoreIsToldOfNone() throws Exception {
        String address = address(owner);
        plan("Осмотр перед уходом");
        assertThat(entry(address, "Осмотр перед уходом").orElseThrow()).doesNotContain("STATUS:CANCELLED");

        identity.deleteMembership(owner, "sales");
        try {
            assertThat(entry(address, "Осмотр перед уходом").orElseThrow()).contains("STATUS:CANCELLED");
        } finally {
            identity.createMembership(owner, "sales");
        }
    }

    @Test
    void aTouchKeepsItsIdentityAndEveryChangeRaisesItsSequence() throws Exception {
        String address = address(owner);
        long touch = plan("Показать расчёт");
        String meeting = "SUMMARY:Встреча: " + client;

        List<String> planned = entry(address, meeting).orElseThrow();
        assertThat(planned)
                .contains(
                        "SEQUENCE:0",
                        "STATUS:CONFIRMED",
                        "DTSTART;TZID=Europe/Moscow:20261125T113000",
                        "DTEND;TZID=Europe/Moscow:20261125T123000",
                        "LOCATION:Офис клиента",
                        "TRIGGER:-PT15M",
                        "DESCRIPTION:Сделка " + deal + "\\nКонтакт: Пётр Петров\\nПоказать расчёт",
                        "URL:http://localhost/crm/deals/" + deal);

        clock.move(Duration.ofMinutes(5));
        assertThat(entry(address, meeting)).contains(planned);

        calendar.move(touch, TOMORROW.plusDays(1));
        List<String> moved = entry(address, meeting).orElseThrow();
        assertThat(moved).contains("SEQUENCE:1", "DTSTART;TZID=Europe/Moscow:20261126T113000");
        assertThat(uid(moved)).isEqualTo(uid(planned));

        calendar.takeBackMove(touch, TOMORROW.plusDays(1));
        assertThat(entry(address, meeting).orElseThrow())
                .contains("SEQUENCE:2", "DTSTART;TZID=Europe/Moscow:20261125T113000", uid(planned));

        calendar.cancel(touch);
        List<String> cancelled = entry(address, meeting).orElseThrow();
        assertThat(cancelled).contains("SEQUENCE:3", "STATUS:CANCELLED").doesNotContain("BEGIN:VALARM");
        assertThat(uid(cancelled)).isEqualTo(uid(planned));
        assertThat(entry(address, meeting)).contains(cancelled);

        clock.move(Duration.ofDays(40));
        assertThat(entry(address, meeting)).isEmpty();
    }

    @Test
    void aTouchThatWasHeldSaysSoAndAnotherManagersIsCancelledForTheFirstOne() throws Exception {
        String first = address(owner);
        String other = owner.equals("manager") ? "manager2" : "manager";
        String second = address(other);
        long touch = plan(null);
        String meeting = "SUMMARY:Встреча: " + client;
        assertThat(entry(first, meeting)).isPresent();
        assertThat(entry(second, meeting)).isEmpty();

        transaction.executeWithoutResult(status -> deals.handOver(deal, other));
        assertThat(entry(first, meeting).orElseThrow()).contains("STATUS:CANCELLED", "SEQUENCE:1");
        assertThat(entry(second, meeting).orElseThrow()).contains("STATUS:CONFIRMED", "SEQUENCE:0");

        calendar.hold(touch, other, "Ждут КП");
        assertThat(entry(second, meeting).orElseThrow())
                .contains(meeting + " (состоялось)", "SEQUENCE:1")
                .noneMatch(line -> line.contains("Ждут КП"))
                .doesNotContain("BEGIN:VALARM");
    }

    @Test
    void aTasksDeadlineStandsThereUntilTheTaskIsDone() throws Exception {
        String address = address(owner);
        String deadline = "SUMMARY:Срок: Собрать КП — " + client;
        List<String> open = entry(address, deadline).orElseThrow();
        assertThat(open).contains("SEQUENCE:0", "TRANSP:TRANSPARENT", "TRIGGER:-PT1H", "DESCRIPTION:Сделка " + deal);
        assertThat(open)
                .anyMatch(line -> line.startsWith("URL:http://localhost/camunda/app/tasklist/default/#/?task="));

        identity.clearAuthentication();
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(deal)
                .taskName("Собрать КП")
                .singleResult();
        assertThat(open)
                .contains("DTEND;TZID=Europe/Moscow:"
                        + java.time.format.DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss")
                                .format(task.getDueDate().toInstant().atZone(clock.getZone())));

        runtime.suspendProcessInstanceById(task.getProcessInstanceId());
        assertThat(entry(address, deadline).orElseThrow()).contains("STATUS:CANCELLED", "SEQUENCE:1");
        runtime.activateProcessInstanceById(task.getProcessInstanceId());
        List<String> again = entry(address, deadline).orElseThrow();
        assertThat(again).contains("STATUS:CONFIRMED", "SEQUENCE:2");
        assertThat(uid(again)).isEqualTo(uid(open));
    }

    @Test
    void theAddressIsShownOnceKeptAsAHashAndEndsWhenItIsRevokedOrRenewed(CapturedOutput output) throws Exception {
        String first = address(owner);
        String secret = first.replaceFirst(".*/calendar/(.*)\\.ics", "$1");
        assertThat(first).startsWith("http://localhost/calendar/");
        assertThat(secret).hasSize(43);
        assertThat(read(first).getStatus()).isEqualTo(200);
        assertThat(jdbc.queryForList("select * from calendar_feed where owner = ?", owner))
                .asString()
                .doesNotContain(secret);
        web.perform(get("/crm/calendar").with(user(owner).roles("sales")))
                .andExpect(content().string(containsString("последний раз читали 24.11.2026")));

        assertThat(jdbc.queryForList(
                        "select object_id from audit_event where action = 'SAW' and kind = 'calendar_feed' and actor = ?",
                        String.class,
                        owner))
                .contains(owner);

        String second = address(owner);
        assertThat(read(first).getStatus()).isEqualTo(404);
        assertThat(read(second).getStatus()).isEqualTo(200);

        web.perform(delete("/api/calendar-feed").with(httpBasic(owner, owner))).andExpect(status().isNoContent());
        MockHttpServletResponse gone = read(second);
        assertThat(gone.getStatus()).isEqualTo(404);
        assertThat(gone.getHeader("Cache-Control")).isEqualTo("no-store");
        web.perform(delete("/api/calendar-feed").with(httpBasic(owner, owner))).andExpect(status().isNotFound());
        assertThat(output).doesNotContain(secret).doesNotContain(second.replaceFirst(".*/calendar/(.*)\\.ics", "$1"));
    }

    @Test
    void nobodyElsesKeyFitsAndNothingButTheAddressIsAskedFor() throws Exception {
        for (String guess : List.of("a", "A".repeat(43), "-".repeat(4000))) {
            assertThat(read("/calendar/" + guess + ".ics").getStatus()).isEqualTo(404);
        }
        assertThat(read("/calendar/").getStatus()).isEqualTo(404);
        MockHttpServletResponse answer = read(address(owner));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getCookies()).isEmpty();
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-cache, private");
        assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        web.perform(post("/api/calendar-feed")).andExpect(status().isForbidden());
        web.perform(post("/api/calendar-feed").with(httpBasic("analyst", "analyst")))
                .andExpect(status().isForbidden());
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        String address = address(owner);
        MockHttpServletResponse first = read(address);
        String tag = first.getHeader("ETag");
        String modified = first.getHeader("Last-Modified");
        clock.move(Duration.ofMinutes(10));
        web.perform(get(address).header("If-None-Match", tag))
                .andExpect(status().isNotModified())
                .andExpect(header().string("ETag", tag))
                .andExpect(content().string(""));
        web.perform(get(address).header("If-Modified-Since", modified)).andExpect(status().isNotModified());

        plan("Новое");
        web.perform(get(address).header("If-None-Match", tag))
                .andExpect(status().isOk())
                .andExpect(header().string("Last-Modified", org.hamcrest.Matchers.not(modified)));
        web.perform(get(address).header("If-Modified-Since", modified)).andExpect(status().isOk());
    }

    @Test
    void thePageOffersTheAddressOfOnesOwnCalendarOnly() throws Exception {
        web.perform(get("/crm/calendar").with(user("head").roles("heads")))
                .andExpect(content().string(containsString("Календарь в телефоне и почте")));
        web.perform(get("/crm/calendar").param("owner", owner).with(user("head").roles("heads")))
                .andExpect(content().string(org.hamcrest.Matchers.not(containsString("Календарь в телефоне и почте"))));
    }
}
