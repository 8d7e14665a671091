package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class HomeRedirectsTest {

    private static String redirected(String path, String location) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setServerName("crm.insurer.example");
        MockHttpServletResponse response = new MockHttpServletResponse();
        new HomeRedirects()
                .doFilter(request, response, (asked, answer) -> ((HttpServletResponse) answer).sendRedirect(location));
        return response.getRedirectedUrl();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "http:evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                " //evil.example",
                "\n//evil.example",
                "https://crm.insurer.example@evil.example/",
                "https://crm.insurer.example.evil.example/",
                "https://crm.insurer.example//evil.example/",
                "https://[/"
            })
    void noRedirectLeadsElsewhere(String location) throws Exception {
        assertThat(redirected("/login", location)).isEqualTo("/");
        assertThat(redirected("/crm/x", location)).isEqualTo("/");
    }

    @Test
    void waysWithinStayAsTheyAreAndNameNoHost() throws Exception {
        assertThat(redirected("/login", "/crm/deals?stage=NEW")).isEqualTo("/crm/deals?stage=NEW");
        assertThat(redirected("/login", "https://CRM.insurer.example/crm/deals?a=%2F"))
                .isEqualTo("/crm/deals?a=%2F");
    }

    @Test
    void signOnAndSignOutMayGoToTheirProvider() throws Exception {
        for (String path : new String[] {"/oauth2/authorization/company", "/logout"}) {
            assertThat(redirected(path, "https://sso.insurer.example/x")).isEqualTo("https://sso.insurer.example/x");
        }
    }
}
