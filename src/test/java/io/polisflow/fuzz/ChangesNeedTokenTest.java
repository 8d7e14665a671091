package io.polisflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.ProcessTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/** Whoever is signed on by a session changes nothing without the sign of our own pages. */
@AutoConfigureMockMvc
class ChangesNeedTokenTest extends ProcessTest {

    @Autowired
    private WebApplicationContext application;

    @Autowired
    private MockMvc web;

    private Authentication supervisor;

    @BeforeEach
    void signOn() {
        supervisor = OurWeb.signedOn(application, List.of("supervisor")).get("supervisor");
    }

    private MockHttpServletRequestBuilder ask(String method, String pattern) {
        return request(
                        HttpMethod.valueOf(method),
                        pattern.replaceAll("\\{\\*?\\w+(:[^{}]*(\\{[^{}]*})*[^{}]*)?}|\\*\\*?", "1"))
                .with(authentication(supervisor))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}");
    }

    @Test
    void everyChangingAddressIsForbiddenWithoutOne() throws Exception {
        Map<String, Integer> answers = new TreeMap<>();
        for (Endpoint endpoint : Endpoint.of(OurWeb.mappings(application))) {
            boolean outside = endpoint.pattern().startsWith("/hooks/")
                    || endpoint.pattern().startsWith("/sandbox")
                    || endpoint.pattern().contains("/error");
            if (endpoint.changes() && !outside) {
                answers.put(
                        endpoint.toString(),
                        web.perform(ask(endpoint.method(), endpoint.pattern()))
                                .andReturn()
                                .getResponse()
                                .getStatus());
                answers.put(
                        endpoint + " with a wrong one",
                        web.perform(ask(endpoint.method(), endpoint.pattern())
                                        .with(csrf().useInvalidToken().asHeader()))
                                .andReturn()
                                .getResponse()
                                .getStatus());
            }
        }

        assertThat(answers).hasSizeGreaterThan(150);
        assertThat(answers)
                .allSatisfy((address, answer) -> assertThat(answer).as(address).isEqualTo(403));
    }

    @Test
    void theOneSignOutNeedsItAndALookAtItsAddressSignsNobodyOut() throws Exception {
        web.perform(post("/logout").with(authentication(supervisor))).andExpect(status().isForbidden());
        assertThat(web.perform(request(HttpMethod.GET, "/logout").with(authentication(supervisor)))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .isNull();
        web.perform(post("/login").param("username", "manager").param("password", "manager"))
                .andExpect(status().isForbidden());
    }

    @Test
    void fragmentsAndScriptsAreNoExceptionAndAPasswordInTheRequestIs() throws Exception {
        web.perform(ask("POST", "/crm/branches").header("HX-Request", "true")).andExpect(status().isForbidden());
        web.perform(ask("POST", "/api/touches/1/move").header("X-Requested-With", "fetch"))
                .andExpect(status().isForbidden());
        web.perform(post("/api/touches/1/undo-move").with(httpBasic("manager", "manager")))
                .andExpect(status().is(org.hamcrest.Matchers.not(403)));
    }

    @Test
    void whatAnotherSitesPageAsksForIsRefusedAlsoWithAPassword() throws Exception {
        for (String site : List.of("cross-site", "same-site")) {
            web.perform(post("/api/touches/1/undo-move")
                            .with(httpBasic("manager", "manager"))
                            .header("Sec-Fetch-Site", site))
                    .andExpect(status().isForbidden());
        }
        web.perform(post("/api/touches/1/undo-move")
                        .with(httpBasic("manager", "manager"))
                        .header("Sec-Fetch-Site", "same-origin"))
                .andExpect(status().is(org.hamcrest.Matchers.not(403)));
        web.perform(post("/hooks/webform")
                        .header("Sec-Fetch-Site", "cross-site")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"test\":\"test\"}"))
                .andExpect(status().isOk());
    }

    @Test
    void theErrorPageIsNoAddressOfItsOwn() throws Exception {
        web.perform(request(HttpMethod.GET, "/error").with(authentication(supervisor)))
                .andExpect(status().isNotFound());
    }
}
