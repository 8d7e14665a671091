package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class PagePoliciesTest {

    private static MockHttpServletResponse answer(String path) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new PagePolicies().writeHeaders(new MockHttpServletRequest("GET", path), response);
        return response;
    }

    private static String policy(String path) {
        return answer(path).getHeader("Content-Security-Policy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/crm/funnel",
                "/crm/calendar",
                "/crm/reports/losses",
                "/crm/search",
                "/crm/knowledge/1",
                "/crm/branches",
                "/sandbox",
                "/sandbox/site",
                "/error"
            })
    void aPageOfOursHasNoScriptAndNoStyleOfItsOwn(String path) {
        assertThat(policy(path))
                .contains("script-src 'self';", "style-src 'self';", "object-src 'none'", "frame-ancestors 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void attributesRemainWhereALibraryOrALetterBringsThemAndScriptsNowhere() {
        for (String path : List.of("/crm/deals/D-1", "/crm/models/a", "/crm/dictionaries/templates/x")) {
            assertThat(policy(path))
                    .contains("script-src 'self';", "style-src 'self';", "style-src-attr 'unsafe-inline'")
                    .doesNotContain("unsafe-eval");
        }
        assertThat(policy("/swagger-ui/index.html")).contains("script-src 'self';");
    }

    @Test
    void dataIsNoPage() {
        assertThat(policy("/api/files/1/a.svg"))
                .startsWith("default-src 'none'")
                .doesNotContain("script-src");
        // The browser's own viewer is an object to it.
        assertThat(policy("/crm/dictionaries/templates/x/preview.pdf")).isEqualTo(policy("/api/files/1/a.pdf"));
        assertThat(policy("/actuator/health")).startsWith("default-src 'none'");
    }

    @Test
    void theWebAppsSendTheirOwnAndTheRestIsForAll() {
        assertThat(policy("/camunda/app/tasklist/default/")).isNull();
        for (String path : List.of("/camunda/app/tasklist/default/", "/crm", "/api/x")) {
            assertThat(answer(path).getHeader("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer(path).getHeader("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        }
    }
}
