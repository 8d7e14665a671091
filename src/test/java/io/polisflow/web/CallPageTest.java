package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Loss;
import io.polisflow.fixtures.FakeTelephony;
import io.polisflow.integration.wire.HookWorker;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.callrecording.CallRecording;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** From the click on a page over the exchange's signed events to the recording that plays there. */
@AutoConfigureMockMvc
class CallPageTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private FakeTelephony telephony;

    @Autowired
    private HookWorker worker;

    @Autowired
    private JdbcTemplate jdbc;

    private String deal;
    private String number;
    private Contact contact;
    private String entry;

    @BeforeEach
    void aDealWithATelephone() {
        telephony.reset();
        number = "+7843" + "%07d".formatted(Math.abs(UUID.randomUUID().hashCode()) % 10_000_000);
        deal = dealOf(with(webForm(freshInn()), "phone", number));
        giveTo("manager", deal);
        contact = clients.contactsWithPhone(number).get(0);
        entry = "entry-" + UUID.randomUUID();
    }

    private static RequestPostProcessor manager() {
        return user("manager").roles("sales");
    }

    private String page() {
        return "/crm/deals/" + deal + "/call?contact=" + contact.id();
    }

    private ResultActions click(String command) throws Exception {
        return web.perform(
                post(page()).param("command", command).with(manager()).with(csrf()));
    }

    private ResultActions hook(String address, String json) throws Exception {
        String sign = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(("test-key" + json + "test-salt").getBytes(StandardCharsets.UTF_8)));
        ResultActions answer = web.perform(post("/hooks/telephony" + address)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .content("vpbx_api_key=test-key&sign=" + sign + "&json="
                        + URLEncoder.encode(json, StandardCharsets.UTF_8)));
        assertThat(worker.workOff()).isOne();
        return answer;
    }

    private String step(String command, int seq, String state) {
        return "{\"entry_id\":\"%s\",\"call_id\":\"c\",\"timestamp\":%d,\"seq\":%d,\"call_state\":\"%s\",\"location\":\"abonent\",\"from\":{\"extension\":\"101\"},\"to\":{\"number\":\"%s\"},\"command_id\":\"%s\"}"
                .formatted(entry, clock.instant().getEpochSecond(), seq, state, number.substring(1), command);
    }

    private String summary(boolean answered) {
        long now = clock.instant().getEpochSecond();
        return "{\"entry_id\":\"%s\",\"call_direction\":2,\"from\":{\"extension\":\"101\"},\"to\":{\"number\":\"%s\"},\"create_time\":%d,\"talk_time\":%d,\"end_time\":%d,\"entry_result\":%d}"
                .formatted(entry, number.substring(1), now, answered ? now : 0, now + 65, answered ? 1 : 0);
    }

    @Test
    void aClickRingsAndThePageFollowsTheCallToItsRecording() throws Exception {
        web.perform(get(page()).with(manager()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Позвонить")))
                .andExpect(content().string(containsString(number)));
        String command = UUID.randomUUID().toString();
        String back = click(command)
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        click(command);
        assertThat(telephony.orders()).hasSize(1);
        web.perform(get(back).with(manager()))
                .andExpect(content().string(containsString("вызов отправлен")))
                .andExpect(content().string(containsString("data-live=\"true\"")));

        hook("/events/call", step(command, 1, "Appeared")).andExpect(status().isOk());
        fragment(command).andExpect(content().string(containsString("идёт вызов")));
        hook("/events/call", step(command, 2, "Connected")).andExpect(status().isOk());
        fragment(command).andExpect(content().string(containsString("разговор")));
        hook("/events/summary", summary(true)).andExpect(status().isOk());
        String recording = "rec-" + UUID.randomUUID();
        hook(
                        "/events/recording",
                        "{\"recording_id\":\"%s\",\"recording_state\":\"Completed\",\"seq\":3,\"entry_id\":\"%s\",\"call_id\":\"c\"}"
                                .formatted(recording, entry))
                .andExpect(status().isOk());
        fragment(command).andExpect(content().string(containsString("запись готовится")));
        runJob(deal, CallRecording.EVENT_RECORDING_SETTLED);
        runJob(deal, CallRecording.TASK_FETCH_RECORDING);

        String shown = fragment(command)
                .andExpect(content().string(containsString("состоялся")))
                .andExpect(content().string(containsString("1 мин 5 с")))
                .andExpect(content().string(containsString("data-live=\"false\"")))
                .andExpect(content().string(containsString("<audio")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        web.perform(get("/crm/deals/" + deal).with(manager()))
                .andExpect(content().string(containsString("Звонки")))
                .andExpect(content().string(containsString("<audio")))
                .andExpect(content().string(containsString("Запись разговора приложена")));
        plays(shown.replaceAll("(?s).*<audio[^>]* src=\"([^\"]+)\".*", "$1"));
        String json = web.perform(get("/api/deals/" + deal + "/calls").with(httpBasic("manager", "manager")))
                .andExpect(jsonPath("$.length()").value(1))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(JsonPath.<String>read(json, "$[0].recordings[0].href"))
                .startsWith("/api/deals/" + deal + "/recordings/");
    }

    private ResultActions fragment(String command) throws Exception {
        return web.perform(
                get("/crm/deals/" + deal + "/call/state?command=" + command).with(manager()));
    }

    private void plays(String href) throws Exception {
        web.perform(get(URI.create(href)).with(httpBasic("manager", "manager")))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "audio/wav"))
                .andExpect(header().string("Content-Disposition", containsString("inline")))
                .andExpect(header().string("Accept-Ranges", "bytes"))
                .andExpect(content().bytes(FakeTelephony.SOUND));
        web.perform(get(URI.create(href)).header("Range", "bytes=4-7").with(httpBasic("manager", "manager")))
                .andExpect(status().isPartialContent())
                .andExpect(content().bytes(Arrays.copyOfRange(FakeTelephony.SOUND, 4, 8)));
        int length = FakeTelephony.SOUND.length;
        web.perform(get(URI.create(href)).header("Range", "bytes=-4").with(httpBasic("manager", "manager")))
                .andExpect(status().isPartialContent())
                .andExpect(
                        header().string("Content-Range", "bytes " + (length - 4) + "-" + (length - 1) + "/" + length));
        web.perform(get(URI.create(href))
                        .header("Range", "bytes=" + length + "-")
                        .with(httpBasic("manager", "manager")))
                .andExpect(status().isRequestedRangeNotSatisfiable());
        web.perform(get("/crm/deals/" + deal).with(manager()))
                .andExpect(content().string(containsString("Прослушана запись разговора от")));
        isHeardByNobodyElse(href);
        isNotPlayedWithoutItsKeyOrWhenItWasChanged(href);
    }

    private void isNotPlayedWithoutItsKeyOrWhenItWasChanged(String href) throws Exception {
        String change = "update stored_file_content set key_id = ?, content = ? where file_id = ?";
        long file =
                jdbc.queryForObject("select max(file_id) from call_recording where entry_id = ?", Long.class, entry);
        byte[] sealed = jdbc.queryForObject(
                "select content from stored_file_content where file_id = ?", (row, i) -> row.getBytes(1), file);
        jdbc.update(change, "gone", sealed, file);
        web.perform(get(URI.create(href)).with(httpBasic("manager", "manager")))
                .andExpect(status().isServiceUnavailable())
                .andExpect(jsonPath("$.detail", containsString("«gone»")));
        jdbc.update(change, "first", FakeTelephony.SOUND, file);
        web.perform(get(URI.create(href)).header("Range", "bytes=4-7").with(httpBasic("manager", "manager")))
                .andExpect(status().isInternalServerError())
                .andExpect(jsonPath("$.detail", containsString("повреждён или подменён")));
        jdbc.update(change, "first", sealed, file);
    }

    private void isHeardByNobodyElse(String href) throws Exception {
        long file =
                jdbc.queryForObject("select max(file_id) from call_recording where entry_id = ?", Long.class, entry);
        web.perform(get("/api/files/" + file + "/sound.wav").with(httpBasic("manager", "manager")))
                .andExpect(status().isNotFound());
        String elsewhere = dealOf(with(webForm(freshInn()), "phone", "+78432220000"));
        web.perform(get(URI.create(href.replace(deal, elsewhere))).with(httpBasic("manager", "manager")))
                .andExpect(status().isNotFound());
        web.perform(get(URI.create(href.replace("/deals/" + deal, ""))).with(httpBasic("manager", "manager")))
                .andExpect(status().isNotFound());
        for (String stranger : List.of("analyst", "admin")) {
            web.perform(get(URI.create(href)).with(httpBasic(stranger, stranger)))
                    .andExpect(status().isForbidden());
        }
        web.perform(get(URI.create(href))).andExpect(status().isUnauthorized());
    }

    @Test
    void whatCannotBeCalledIsSaidOnThePageAndByTheApi() throws Exception {
        web.perform(post(page()).with(user("supervisor").roles("supervisors")).with(csrf()))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("нет внутреннего номера")));
        api("{\"contactId\":1}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("contactId"));
        api("{}").andExpect(status().isBadRequest());
        telephony.refuses("Номер занят: позвоните позже");
        api("{\"contactId\":" + contact.id() + "}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.detail").value("Номер занят: позвоните позже"));
        telephony.reset();
        telephony.down(true);
        api("{\"contactId\":" + contact.id() + "}").andExpect(status().isServiceUnavailable());
        web.perform(get("/crm/deals/" + deal).with(manager()))
                .andExpect(content().string(containsString("АТС отказала")))
                .andExpect(content().string(containsString("АТС не ответила")));
        telephony.reset();
        api("{\"contactId\":" + contact.id() + "}")
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.number").value(number));
        assertThat(telephony.orders()).hasSize(1);
        deals.lose(deal, new Loss("no-answer", "Не берут трубку", null, null, 3));
        click(UUID.randomUUID().toString())
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("закрыта")));
        web.perform(get("/crm/deals/" + deal).with(manager()))
                .andExpect(content().string(not(containsString("Позвонить:"))));
    }

    private ResultActions api(String body) throws Exception {
        return web.perform(post("/api/deals/" + deal + "/calls")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .with(httpBasic("manager", "manager")));
    }

    @Test
    void whatIsNotThereIsSaidSo() throws Exception {
        web.perform(get("/crm/deals/D-1999-000001/call?contact=1").with(manager()))
                .andExpect(status().isNotFound());
        web.perform(get(page() + "1").with(manager())).andExpect(status().isNotFound());
        fragment("never-given").andExpect(status().isNotFound());
        web.perform(get("/api/deals/D-1999-000001/calls").with(httpBasic("manager", "manager")))
                .andExpect(status().isNotFound());
        web.perform(get(page()).with(user("analyst").roles("analysts"))).andExpect(status().isForbidden());
    }

    @Test
    void aCallOfNobodyIsKeptAndSeen() throws Exception {
        number = "+78121234567";
        hook("/events/call", step("command-of-another", 1, "Appeared")).andExpect(status().isOk());
        hook("/events/summary", summary(false)).andExpect(status().isOk());

        web.perform(get("/crm/calls").with(manager()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("+78121234567")))
                .andExpect(content().string(containsString("без ответа")));
    }

    @Test
    void whoCallsIsToldToThoseWhoWorkWithClientsAndTheOthersAskInVain() throws Exception {
        String rings =
                "{\"entry_id\":\"%s\",\"call_id\":\"c\",\"timestamp\":%d,\"seq\":1,\"call_state\":\"Appeared\",\"location\":\"abonent\",\"from\":{\"number\":\"%s\"},\"to\":{\"extension\":\"101\"}}"
                        .formatted(entry, clock.instant().getEpochSecond(), number.substring(1));
        hook("/events/call", rings).andExpect(status().isOk());

        String told = incoming("manager")
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(JsonPath.<List<String>>read(told, "$[?(@.id == '" + entry + "')].callers[*].deals[*].number"))
                .as(told)
                .containsExactly(deal);
        for (String nobody : List.of("analyst", "admin", "lawyer")) {
            incoming(nobody).andExpect(status().isNoContent());
        }
        web.perform(get("/api/calls/incoming")).andExpect(status().isUnauthorized());
    }

    private ResultActions incoming(String user) throws Exception {
        return web.perform(get("/api/calls/incoming").with(httpBasic(user, user)));
    }

    @Test
    void onlyTheExchangeIsHeard() throws Exception {
        web.perform(post("/hooks/telephony/events/call")
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .content("vpbx_api_key=test-key&sign=00&json={}"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().doesNotExist("Set-Cookie"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"));
    }
}
