package io.polisflow.integration.webform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Who may send web forms, and how often. */
class WebFormAccessTest {

    private static final String BODY = "{\"companyName\":\"Ромашка\",\"consent\":true}";
    private static final String SECRET = "shared-secret";

    private final List<IncomingRequest> received = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RequestInbox inbox = request -> {
        received.add(request);
        return new Receipt("R-2026-000001", false, List.of());
    };

    /** What the README tells the programmer of a site to do. */
    static String signature(String secret, long time, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256="
                    + HexFormat.of().formatHex(mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static MockHttpServletRequestBuilder signed(MockHttpServletRequestBuilder form, long time, String body) {
        return form.header("X-Polisflow-Timestamp", time)
                .header("X-Polisflow-Signature", signature(SECRET, time, body))
                .content(body);
    }

    private static MockHttpServletRequestBuilder form() {
        return post("/hooks/webform").contentType("application/json").content(BODY);
    }

    /** The signature is not remembered here: that is the database's part. */
    private MockMvc site(String... settings) {
        return WebFormSite.with(
                new WebFormInbox(inbox, null) {
                    @Override
                    public java.util.Optional<Receipt> receive(IncomingRequest request, String signature) {
                        return super.receive(request, null);
                    }
                },
                meters,
                settings);
    }

    private static ResultActions send(MockMvc site, MockHttpServletRequestBuilder form) throws Exception {
        return site.perform(form);
    }

    private double counted(String outcome) {
        return meters.get("polisflow.webform").tag("outcome", outcome).counter().count();
    }

    @Test
    void aTokenInTheHeaderOrTheAddressOpensTheDoor() throws Exception {
        MockMvc site = site("token=s3cret+x");
        send(site, form().header("X-Polisflow-Token", "s3cret+x")).andExpect(status().isAccepted());
        send(
                        site,
                        post(java.net.URI.create("/hooks/webform?a=1&token=s3cret%2Bx"))
                                .contentType("application/x-www-form-urlencoded")
                                .content("companyName=A&consent=on"))
                .andExpect(status().isAccepted());
        assertThat(received).hasSize(2);
        assertThat(received.get(1).companyName()).isEqualTo("A");
    }

    @Test
    void withoutItNothingComesIn() throws Exception {
        MockMvc site = site("token=s3cret", "open=true");
        for (MockHttpServletRequestBuilder form : List.of(
                form(),
                form().header("X-Polisflow-Token", "s3cre"),
                form().header("X-Polisflow-Token", ""),
                post("/hooks/webform?token=s3cre").content(BODY))) {
            send(site, form)
                    .andExpect(status().isUnauthorized())
                    .andExpect(jsonPath("$.detail").value(Matchers.containsString("Токен не подходит")));
        }
        assertThat(received).isEmpty();
        assertThat(counted("denied")).isEqualTo(4);
    }

    @Test
    void withNothingConfiguredOnlyTheSandboxTakesForms() throws Exception {
        send(site(), form()).andExpect(status().isUnauthorized());
        send(site("open=true"), form()).andExpect(status().isAccepted());
    }

    @Test
    void aSignatureOverTimeAndBodyOpensTheDoor() throws Exception {
        MockMvc site = site("signature-secret=" + SECRET);
        send(site, signed(form(), WebFormSite.NOW.getEpochSecond(), BODY)).andExpect(status().isAccepted());
        send(site, signed(form(), WebFormSite.NOW.getEpochSecond(), BODY).content(BODY.replace("Р", "П")))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.detail").value(Matchers.containsString("Подпись не подходит")));
        for (String wrong : List.of("", "sha256=", "sha256=zz", "sha1=00", "00")) {
            send(
                            site,
                            form().header("X-Polisflow-Timestamp", WebFormSite.NOW.getEpochSecond())
                                    .header("X-Polisflow-Signature", wrong))
                    .andExpect(status().isUnauthorized());
        }
        assertThat(received).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"-300,202", "300,202", "-301,401", "301,401", "-9000000000,401"})
    void aSignatureHoldsWithinTheWindowEitherWay(long seconds, int answer) throws Exception {
        Instant signedAt = WebFormSite.NOW.plusSeconds(seconds);
        send(site("signature-secret=" + SECRET), signed(form(), signedAt.getEpochSecond(), BODY))
                .andExpect(status().is(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "99999999999999999999", "9223372036854775807"})
    void aTimeThatIsNoneIsRefused(String time) throws Exception {
        String signature = signature(SECRET, 0, BODY);
        send(
                        site("signature-secret=" + SECRET),
                        form().header("X-Polisflow-Timestamp", time).header("X-Polisflow-Signature", signature))
                .andExpect(status().isUnauthorized());
    }

    @ParameterizedTest
    @CsvSource({
        "token,     true,  false, 202",
        "token,     false, true,  401",
        "signature, true,  false, 401",
        "signature, false, true,  202",
        "either,    true,  false, 202",
        "either,    false, true,  202",
        "either,    false, false, 401",
        "both,      true,  false, 401",
        "both,      false, true,  401",
        "both,      true,  true,  202"
    })
    void whatIsDemandedIsConfigured(String demand, boolean token, boolean signature, int answer) throws Exception {
        MockHttpServletRequestBuilder form = form();
        if (token) {
            form.header("X-Polisflow-Token", "t");
        }
        if (signature) {
            signed(form, WebFormSite.NOW.getEpochSecond(), BODY);
        }
        send(site("token=t", "signature-secret=" + SECRET, "demand=" + demand), form)
                .andExpect(status().is(answer));
    }

    @Test
    void theProbeOfTildaTellsWhetherTheTokenFits() throws Exception {
        MockMvc site = site("token=t");
        send(
                        site,
                        post("/hooks/webform")
                                .contentType("application/x-www-form-urlencoded")
                                .content("test=test"))
                .andExpect(status().isUnauthorized());
        send(
                        site,
                        post("/hooks/webform?token=t")
                                .contentType("application/x-www-form-urlencoded")
                                .content("test=test"))
                .andExpect(status().isOk());
        assertThat(received).isEmpty();
    }

    @Test
    void aRobotIsAnsweredLikeAPersonAndMakesNothing() throws Exception {
        MockMvc site = site("open=true");
        send(site, form().content("{\"companyName\":\"A\",\"consent\":true,\"website\":\"http://spam.example\"}"))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.requestNumber").value(Matchers.matchesPattern("R-2026-\\d{6}")))
                .andExpect(jsonPath("$.status").value("accepted"))
                .andExpect(jsonPath("$.repeated").value(false));
        assertThat(received).isEmpty();
        assertThat(counted("honeypot")).isEqualTo(1);
        send(site, form().content("{\"companyName\":\"A\",\"consent\":true,\"website\":\" \"}"))
                .andExpect(status().isAccepted());
        assertThat(received).hasSize(1);
    }

    @Test
    void aSourceThatSendsTooOftenIsToldWhenToComeAgainAndOthersGoOn() throws Exception {
        MockMvc site = site("open=true", "rate-limit.requests=2", "rate-limit.period=1h");
        for (int i = 0; i < 2; i++) {
            send(site, from("192.0.2.1", null)).andExpect(status().isAccepted());
        }
        send(site, from("192.0.2.1", "203.0.113.9"))
                .andExpect(status().isTooManyRequests())
                .andExpect(header().string("Retry-After", Matchers.matchesPattern("1[78]\\d\\d")))
                .andExpect(header().string("Content-Type", "application/problem+json"))
                .andExpect(jsonPath("$.detail").value(Matchers.containsString("Отправьте форму ещё раз через")));
        send(site, from("192.0.2.2", null)).andExpect(status().isAccepted());
        assertThat(received).hasSize(3);
        assertThat(counted("limited")).isEqualTo(1);
    }

    @Test
    void behindATrustedProxyTheSourceIsTheFirstAddressThatIsNotOurs() throws Exception {
        MockMvc site = site(
                "open=true", "rate-limit.requests=1", "rate-limit.period=1h", "trusted-proxies=10.0.0.0/8,2001:db8::1");
        send(site, from("10.0.0.1", "203.0.113.9")).andExpect(status().isAccepted());
        send(site, from("10.0.0.1", "203.0.113.10, 10.1.1.1")).andExpect(status().isAccepted());
        // Whatever the visitor writes in front of what our proxy saw is not believed.
        send(site, from("2001:db8::1", "198.51.100.7, 203.0.113.9")).andExpect(status().isTooManyRequests());
        send(site, from("10.0.0.1", "unknown")).andExpect(status().isAccepted());
        send(site, from("10.0.0.1", "localhost")).andExpect(status().isTooManyRequests());
    }

    @Test
    void allAddressesOfOneIpv6SiteAreOneSource() throws Exception {
        MockMvc site = site("open=true", "rate-limit.requests=1", "rate-limit.period=1h");
        send(site, from("2001:db8:1:2::1", null)).andExpect(status().isAccepted());
        send(site, from("2001:db8:1:2:ffff::2", null)).andExpect(status().isTooManyRequests());
        send(site, from("2001:db8:1:3::1", null)).andExpect(status().isAccepted());
    }

    private static MockHttpServletRequestBuilder from(String address, String forwarded) {
        MockHttpServletRequestBuilder form = form().with(request -> {
            request.setRemoteAddr(address);
            return request;
        });
        return forwarded == null ? form : form.header("X-Forwarded-For", forwarded);
    }

    @Test
    void onlyTheSitesOfTheInsurerMaySendTheFormFromABrowser() {
        var registry = new org.springframework.web.servlet.config.annotation.CorsRegistry() {
            java.util.Map<String, org.springframework.web.cors.CorsConfiguration> all() {
                return getCorsConfigurations();
            }
        };
        new WebFormConfiguration(WebFormSite.properties()).addCorsMappings(registry);
        assertThat(registry.all()).isEmpty();

        new WebFormConfiguration(WebFormSite.properties("allowed-origins=https://a.example,https://b.example"))
                .addCorsMappings(registry);
        var cors = registry.all().get("/hooks/webform");
        assertThat(cors.checkOrigin("https://b.example")).isEqualTo("https://b.example");
        assertThat(cors.checkOrigin("https://c.example")).isNull();
        assertThat(cors.getAllowCredentials()).isNotEqualTo(true);
    }
}
