package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.session.SessionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What production's own settings make of our cookies, when TLS ends before us and nothing tells us of it. */
class ProductionCookiesTest {

    // No @Configuration: the whole application must not find it by scanning.
    @EnableSpringHttpSession
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        SessionAutoConfiguration.class
    })
    @Import(Door.class)
    static class Server {

        @Bean
        MapSessionRepository sessions() {
            return new MapSessionRepository(new ConcurrentHashMap<>());
        }
    }

    @RestController
    @TestComponent
    static class Door {

        private final CookieCsrfTokenRepository csrf;

        Door(@Value("${server.servlet.session.cookie.secure:false}") boolean secure) {
            this.csrf = SecurityConfiguration.csrfCookie(secure);
        }

        @GetMapping("/door")
        String in(HttpServletRequest request, HttpServletResponse response) {
            request.getSession();
            csrf.saveToken(csrf.generateToken(request), request, response);
            return "in";
        }
    }

    @Test
    void noCookieOfASessionTravelsInClearTextOrToAScriptOrAnotherSite() throws Exception {
        try (ServletWebServerApplicationContext server = server("production", ProductionSettingsTest.COMPLETE)) {
            List<String> cookies = cookies(server);
            assertThat(cookies)
                    .filteredOn(cookie -> cookie.startsWith("SESSION="))
                    .singleElement()
                    .satisfies(cookie -> assertThat(cookie).contains("; Secure", "; HttpOnly", "; SameSite=Lax"));
            assertThat(cookies)
                    .filteredOn(cookie -> cookie.startsWith(SecurityConfiguration.CSRF_COOKIE + "="))
                    .singleElement()
                    // Our own scripts read it; that is what it is for.
                    .satisfies(cookie -> assertThat(cookie)
                            .contains("; Secure", "; SameSite=Lax")
                            .doesNotContain("HttpOnly"));
            assertThat(server.getEnvironment().getProperty("camunda.bpm.webapp.csrf.enable-secure-cookie"))
                    .isEqualTo("true");
        }
    }

    @Test
    void onAMachineWithoutTlsThereAreSessionsAllTheSame() throws Exception {
        try (ServletWebServerApplicationContext server = server("sandbox", Map.of())) {
            assertThat(cookies(server)).hasSize(2).allSatisfy(cookie -> assertThat(cookie)
                    .contains("; SameSite=Lax")
                    .doesNotContain("Secure"));
        }
    }

    private static ServletWebServerApplicationContext server(String profile, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--logging.level.root=warn"));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(Server.class)
                .web(WebApplicationType.SERVLET)
                .profiles(profile)
                .run(arguments.toArray(String[]::new));
    }

    private static List<String> cookies(ServletWebServerApplicationContext server) throws Exception {
        return new Desk(server.getWebServer().getPort()).get("/door").headers().allValues("Set-Cookie");
    }
}
