package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fuzz.RawHttp;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whose word about the browser behind them is believed, with the application's own settings of the server and no more of it. */
class BehindProxyTest {

    // No @Configuration: the whole application must not find it by scanning.
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        EmbeddedWebServerFactoryCustomizerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    @Import(Echo.class)
    static class Server {}

    @RestController
    @TestComponent
    static class Echo {

        @GetMapping("/echo")
        String echo(HttpServletRequest request) {
            return request.getScheme() + " " + request.isSecure() + " " + request.getServerName() + " "
                    + request.getRemoteAddr();
        }
    }

    private static RawHttp.Answer forged(String... settings) throws Exception {
        return forged("203.0.113.9", settings);
    }

    /** @param forwardedFor what arrives as {@code X-Forwarded-For} */
    private static RawHttp.Answer forged(String forwardedFor, String[] settings) throws Exception {
        try (var application = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Server.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=warn")
                .run(settings)) {
            return RawHttp.send(
                    application.getWebServer().getPort(),
                    RawHttp.request(
                            "GET /echo HTTP/1.1",
                            List.of(
                                    "Host: localhost",
                                    "X-Forwarded-For: " + forwardedFor,
                                    "X-Forwarded-Proto: https",
                                    "X-Forwarded-Host: evil.example",
                                    "X-Forwarded-Prefix: /evil",
                                    "Forwarded: for=203.0.113.9;proto=https;host=evil.example"),
                            null));
        }
    }

    @Test
    void withoutAProxyNobodyIsBelieved() throws Exception {
        RawHttp.Answer answer = forged("--server.port=0");

        assertThat(answer.text()).contains("http false localhost").doesNotContain("203.0.113.9");
        assertThat(answer.header("server")).isNull();
    }

    @Test
    void anAddressThatIsNotTheProxysIsNotBelieved() throws Exception {
        assertThat(forged(
                                "--server.port=0",
                                "--server.forward-headers-strategy=native",
                                "--server.tomcat.remoteip.internal-proxies=10\\.0\\.0\\.5")
                        .text())
                .contains("http false localhost")
                .doesNotContain("203.0.113.9");
    }

    @Test
    void theProxyItselfIsBelieved() throws Exception {
        assertThat(forged(
                                "--server.port=0",
                                "--server.forward-headers-strategy=native",
                                "--server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1|0:0:0:0:0:0:0:1")
                        .text())
                .contains("https true evil.example 203.0.113.9");
    }

    /** A proxy that adds to what a browser sends: the limits of an address count by what the proxy saw itself. */
    @Test
    void whatABrowserWroteBeforeTheProxysWordIsNotBelieved() throws Exception {
        String[] settings = {
            "--server.port=0",
            "--server.forward-headers-strategy=native",
            "--server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1|0:0:0:0:0:0:0:1"
        };
        assertThat(forged("198.51.100.7, 203.0.113.9", settings).text())
                .contains("203.0.113.9")
                .doesNotContain("198.51.100.7");
    }
}
