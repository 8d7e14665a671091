package io.polisflow.integration.webform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.request.RequestInbox.FieldProblem;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The web form as site builders and careless programs send it. */
class WebFormControllerTest {

    private final List<IncomingRequest> received = new ArrayList<>();
    private final MockMvc mvc = WebFormSite.with(
            request -> {
                received.add(request);
                return new Receipt("R-2026-000001", false, request.problems());
            },
            "open=true",
            "max-body=4KB");

    @Test
    void numbersTextsAndListsAreAllRead() throws Exception {
        send("{\"inn\":7707083893,\"sumInsured\":1e7,\"risks\":[\"пожар\",\"залив\"],\"consent\":\"on\",\"x\":{}}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.requestNumber").value("R-2026-000001"));
        assertThat(received).singleElement().satisfies(request -> {
            assertThat(request.inn()).isEqualTo("7707083893");
            assertThat(request.sumInsured()).isEqualTo("10000000");
            assertThat(request.risks()).isEqualTo("пожар, залив");
            assertThat(request.consent()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"<script>\"", "{} {}"})
    void whatIsNoJsonObjectIsAnsweredWith400AndKept(String body) throws Exception {
        send(body)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.requestNumber").value("R-2026-000001"));
        assertThat(received)
                .singleElement()
                .satisfies(request -> assertThat(request.raw().content()).isEqualTo(body.getBytes()));
    }

    @Test
    void anObjectInAFieldIsNamedAndKept() throws Exception {
        send("{\"inn\":{\"a\":1},\"sumInsured\":1e999999999}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("inn"));
        assertThat(received).hasSize(1);
    }

    @Test
    void tooMuchIsRefused() throws Exception {
        send("x".repeat(5000)).andExpect(status().isPayloadTooLarge());
        assertThat(received).isEmpty();
    }

    @Test
    void aPlainHtmlFormIsRead() throws Exception {
        mvc.perform(post("/hooks/webform")
                        .contentType("application/x-www-form-urlencoded")
                        .content("companyName=%D0%AF&consent=yes&risks=a&risks=b"))
                .andExpect(status().isAccepted());
        assertThat(received.get(0).companyName()).isEqualTo("Я");
        assertThat(received.get(0).risks()).isEqualTo("a, b");
    }

    @Test
    void aFormOfTildaIsReadByItsNamesAndItsTransactionIsTheKeyOfRepeats() throws Exception {
        mvc.perform(post("/hooks/webform")
                        .contentType("application/x-www-form-urlencoded; charset=utf-8")
                        .content("Name=%D0%9E%D0%BB%D1%8F&Email=olya%40client.example&Phone=%2B7+495+500-55-50"
                                + "&company_name=%D0%AF&INN=7707083893&Textarea=text&Checkbox=yes"
                                + "&tranid=1234567%3A8901234&formid=form123456789&COOKIES=x%3D1"))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.requestNumber").value("R-2026-000001"));
        assertThat(received).singleElement().satisfies(request -> {
            assertThat(request.contactName()).isEqualTo("Оля");
            assertThat(request.email()).isEqualTo("olya@client.example");
            assertThat(request.phone()).isEqualTo("+7 495 500-55-50");
            assertThat(request.companyName()).isEqualTo("Я");
            assertThat(request.inn()).isEqualTo("7707083893");
            assertThat(request.text()).isEqualTo("text");
            assertThat(request.consent()).isTrue();
            assertThat(request.externalId()).isEqualTo("1234567:8901234");
            assertThat(new String(request.raw().content(), StandardCharsets.UTF_8))
                    .contains("formid=form123456789");
        });
    }

    @Test
    void theProbeOfTildaIsAnswered200AndMakesNothing() throws Exception {
        mvc.perform(post("/hooks/webform")
                        .contentType("application/x-www-form-urlencoded")
                        .content("test=test"))
                .andExpect(status().isOk());
        assertThat(received).isEmpty();
    }

    @Test
    void ofTwoNamesForOneFieldOurOwnIsBelieved() throws Exception {
        send("{\"name\":\"чужое\",\"contactName\":\"наше\",\"Name\":\"третье\",\"consent\":true}")
                .andExpect(status().isAccepted());
        assertThat(received.get(0).contactName()).isEqualTo("наше");
    }

    @Test
    void aRepeatIsAnsweredWithTheFirstRequestsNumberAndSaysSo() throws Exception {
        MockMvc repeating = controller(new Receipt("R-2026-000007", true, List.of()));
        repeating
                .perform(post("/hooks/webform")
                        .contentType("application/json")
                        .content("{\"submissionId\":17,\"consent\":true,\"unknown\":[{}]}"))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.requestNumber").value("R-2026-000007"))
                .andExpect(jsonPath("$.status").value("accepted"))
                .andExpect(jsonPath("$.repeated").value(true));
    }

    @Test
    void wrongFieldsAreNamedAndTheSenderLearnsThatTheRequestIsKept() throws Exception {
        Receipt kept = new Receipt(
                "R-2026-000008",
                false,
                List.of(
                        new FieldProblem("inn", "ИНН: проверьте цифры"),
                        new FieldProblem("email", "<script>alert(1)</script>")));
        String answer = controller(kept)
                .perform(post("/hooks/webform")
                        .contentType("application/json")
                        .content("{\"inn\":\"1\",\"email\":\"<script>alert(1)</script>\"}"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.errors[0].field").value("inn"))
                .andExpect(jsonPath("$.errors[0].message").value("ИНН: проверьте цифры"))
                .andExpect(jsonPath("$.requestNumber").value("R-2026-000008"))
                .andExpect(jsonPath("$.detail").value(Matchers.containsString("сохранен")))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer).doesNotContain("<script");
    }

    @Test
    void sixMegabytesAreRefusedUnread() throws Exception {
        controller(new Receipt("R-2026-000009", false, List.of()))
                .perform(post("/hooks/webform").contentType("application/json").content(new byte[6 * 1024 * 1024]))
                .andExpect(status().isPayloadTooLarge())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.requestNumber").doesNotExist());
        assertThat(received).isEmpty();
    }

    private MockMvc controller(Receipt answer) {
        return WebFormSite.with(
                request -> {
                    received.add(request);
                    return answer;
                },
                "open=true");
    }

    private ResultActions send(String body) throws Exception {
        return mvc.perform(
                post("/hooks/webform").contentType("application/json").content(body));
    }
}
