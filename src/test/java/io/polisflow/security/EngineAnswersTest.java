package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class EngineAnswersTest {

    private static MockHttpServletResponse answer(String path, int status, String body) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new EngineAnswers(null).doFilter(new MockHttpServletRequest("POST", path), response, (request, answer) -> {
            ((HttpServletResponse) answer).setStatus(status);
            answer.setContentType("application/json");
            answer.setContentLength(body.length());
            answer.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            answer.flushBuffer();
        });
        return response;
    }

    private static String fault(String type, String message) {
        return "{\"type\":\"%s\",\"message\":\"%s\",\"code\":0}".formatted(type, message);
    }

    @Test
    void aRequestThatMakesNoSenseIsTheCallersFaultAndNoClassIsNamed() throws Exception {
        for (String path :
                new String[] {"/engine-rest/task/x/complete", "/camunda/api/engine/engine/default/task/x/complete"}) {
            MockHttpServletResponse answer = answer(
                    path,
                    500,
                    fault("RestException", "Cannot complete: org.camunda.bpm.engine.impl.Foo$Bar: task is null"));

            assertThat(answer.getStatus()).isEqualTo(400);
            assertThat(answer.getContentAsString()).contains("task is null").doesNotContain("org.camunda");
            assertThat(answer.getContentLength()).isEqualTo(answer.getContentAsByteArray().length);
        }
    }

    @Test
    void anAddressThatNoUriHoldsIsTheCallersFault() throws Exception {
        assertThat(answer("/engine-rest/filter/x", 500, fault("UriBuilderException", "Illegal character in path"))
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void aFaultOfOurOwnStaysOneAndTellsNothing() throws Exception {
        MockHttpServletResponse answer = answer(
                "/engine-rest/task",
                500,
                fault("ProcessEnginePersistenceException", "ENGINE-03004 Error ### SQL: select * from ACT_RU_TASK"));

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8))
                .contains("журнале сервера")
                .doesNotContain("ACT_RU")
                .doesNotContain("SQL");
    }

    @Test
    void allElsePassesThrough() throws Exception {
        String variable = "{\"type\":\"Object\",\"value\":\"org.example.deep.Thing\"}";

        assertThat(answer("/engine-rest/task", 200, variable).getContentAsString())
                .isEqualTo(variable);
        assertThat(answer("/api/x", 500, variable).getContentAsString()).isEqualTo(variable);
        assertThat(answer("/engine-rest/x", 404, "no org.example.deep.Thing here")
                        .getContentAsString())
                .isEqualTo("no Thing here");
    }
}
