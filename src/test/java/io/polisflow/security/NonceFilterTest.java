package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class NonceFilterTest {

    private static MockHttpServletResponse answer(String address) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new NonceFilter().doFilter(new MockHttpServletRequest("GET", address), response, (request, answer) -> {
            ((HttpServletResponse) answer)
                    .setHeader("Content-Security-Policy", "script-src 'nonce-mine' 'strict-dynamic'");
            answer.setCharacterEncoding("UTF-8");
            answer.getWriter()
                    .write("<script nonce=\"another's\" src=\"a.js?bust=7.24.0\">«Задачи»</script>"
                            + "<footer version=\"v7.24.0\"></footer>");
        });
        return response;
    }

    @Test
    void aPageCarriesTheNonceThatItsOwnHeaderAllows() throws Exception {
        assertThat(answer("/camunda/app/tasklist/default/").getContentAsString())
                .startsWith("<script nonce=\"mine\"")
                .contains(">«Задачи»</script>");
    }

    @Test
    void noPageTellsWhichVersionRuns() throws Exception {
        assertThat(answer("/camunda/app/tasklist/default/").getContentAsString())
                .doesNotContain("7.24")
                .containsPattern("a\\.js\\?bust=[0-9a-f]+\"")
                .contains("<footer version=\"\">");
    }

    @Test
    void whatIsNoPageStaysAsItIs() throws Exception {
        assertThat(answer("/camunda/app/tasklist/locales/ru.json").getContentAsString())
                .contains("another's");
    }
}
