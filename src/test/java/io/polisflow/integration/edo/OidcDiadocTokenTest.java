package io.polisflow.integration.edo;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.polisflow.crm.UnavailableException;
import io.polisflow.fixtures.TestWire;
import io.polisflow.integration.wire.WireSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How the robot's token is had, renewed in time, and renewed once when the operator no longer knows it. */
class OidcDiadocTokenTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    private final TestWire wire = new TestWire();
    private final Clock clock = mock(Clock.class);
    private Instant now = Instant.parse("2026-11-24T07:00:00Z");

    @BeforeEach
    void aClockThatTheTestMoves() {
        when(clock.instant()).thenAnswer(call -> now);
    }

    private OidcDiadocToken token(String file) {
        EdoProperties.Oidc settings =
                new EdoProperties.Oidc(SERVER.baseUrl() + "/connect/token", "robot", "s3cr3t", "refresh-1", file);
        Duration timeout = Duration.ofMillis(300);
        return new OidcDiadocToken(
                wire.wire().to("edo", new WireSettings(settings.tokenUrl(), timeout, timeout, 64 * 1024)),
                settings,
                clock);
    }

    private DiadocApi api(DiadocToken token) {
        Duration timeout = Duration.ofSeconds(3);
        return new DiadocApi(
                wire.wire().to("edo", new WireSettings(SERVER.baseUrl(), timeout, timeout, 1024 * 1024)),
                token,
                new ObjectMapper());
    }

    private static void answers(String token, String refresh, int seconds) {
        SERVER.stubFor(post(urlPathEqualTo("/connect/token"))
                .willReturn(okJson("{\"access_token\":\"" + token + "\",\"refresh_token\":\"" + refresh
                        + "\",\"expires_in\":" + seconds + ",\"token_type\":\"Bearer\"}")));
    }

    @Test
    void aTokenServesUntilShortlyBeforeItsEnd() {
        answers("access-1", "refresh-1", 3600);
        OidcDiadocToken token = token("");

        assertThat(token.current()).isEqualTo("access-1");
        now = now.plus(Duration.ofMinutes(58));
        assertThat(token.current()).isEqualTo("access-1");
        answers("access-2", "refresh-1", 3600);
        now = now.plus(Duration.ofMinutes(1));
        assertThat(token.current()).isEqualTo("access-2");

        SERVER.verify(
                2,
                postRequestedFor(urlPathEqualTo("/connect/token"))
                        .withHeader("Content-Type", containing("application/x-www-form-urlencoded"))
                        .withRequestBody(containing("grant_type=refresh_token"))
                        .withRequestBody(containing("refresh_token=refresh-1"))
                        .withRequestBody(containing("client_id=robot"))
                        .withRequestBody(containing("client_secret=s3cr3t")));
    }

    @Test
    void aRefreshTokenThatChangesIsKeptOverARestart(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("edo-refresh-token");
        answers("access-1", "refresh-2", 60);
        assertThat(token(file.toString()).current()).isEqualTo("access-1");
        assertThat(file).hasContent("refresh-2");
        assertThat(Files.list(folder)).containsExactlyInAnyOrder(file, folder.resolve("edo-refresh-token.lock"));

        assertThat(token(file.toString()).current()).isEqualTo("access-1");

        SERVER.verify(
                1,
                postRequestedFor(urlPathEqualTo("/connect/token"))
                        .withRequestBody(containing("refresh_token=refresh-2")));
    }

    @Test
    void nodesThatShareTheFileRenewByWhatTheOtherWasGiven(@TempDir Path folder) {
        String file = folder.resolve("edo-refresh-token").toString();
        OidcDiadocToken first = token(file);
        OidcDiadocToken second = token(file);
        answers("access-1", "refresh-2", 60);
        first.current();
        answers("access-2", "refresh-3", 60);
        assertThat(second.current()).isEqualTo("access-2");
        now = now.plus(Duration.ofMinutes(1));
        answers("access-3", "refresh-4", 60);
        assertThat(first.current()).isEqualTo("access-3");

        for (int each = 1; each <= 3; each++) {
            SERVER.verify(
                    1,
                    postRequestedFor(urlPathEqualTo("/connect/token"))
                            .withRequestBody(containing("refresh_token=refresh-" + each)));
        }
    }

    @Test
    void aCallThatIsRefusedIsTriedOnceMoreWithANewToken() {
        answers("access-1", "refresh-1", 3600);
        OidcDiadocToken token = token("");
        token.current();
        answers("access-2", "refresh-1", 3600);
        SERVER.stubFor(
                get(urlPathEqualTo("/V5/GetMessage")).willReturn(aResponse().withStatus(401)));
        SERVER.stubFor(get(urlPathEqualTo("/V5/GetMessage"))
                .withHeader("Authorization", equalTo("Bearer access-2"))
                .willReturn(okJson("{}")));

        assertThat(api(token).get("V5/GetMessage", Map.of()).status()).isEqualTo(200);

        SERVER.verify(2, getRequestedFor(urlPathEqualTo("/V5/GetMessage")));
    }

    @Test
    void aSecondRefusalIsTheAnswer() {
        answers("access-1", "refresh-1", 3600);
        SERVER.stubFor(
                get(urlPathEqualTo("/V5/GetMessage")).willReturn(aResponse().withStatus(401)));

        assertThat(api(token("")).get("V5/GetMessage", Map.of()).status()).isEqualTo(401);

        SERVER.verify(2, getRequestedFor(urlPathEqualTo("/V5/GetMessage")));
        SERVER.verify(2, postRequestedFor(urlPathEqualTo("/connect/token")));
    }

    @Test
    void aStaticTokenIsNotRenewed() {
        SERVER.stubFor(
                get(urlPathEqualTo("/V5/GetMessage")).willReturn(aResponse().withStatus(401)));

        assertThat(api(DiadocToken.fixed("static"))
                        .get("V5/GetMessage", Map.of())
                        .status())
                .isEqualTo(401);

        SERVER.verify(
                1,
                getRequestedFor(urlPathEqualTo("/V5/GetMessage"))
                        .withHeader("Authorization", equalTo("Bearer static")));
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments("400", aResponse().withStatus(400).withBody("{\"error\":\"invalid_grant\"}")),
                arguments("500", aResponse().withStatus(500)),
                arguments("redirect", aResponse().withStatus(302).withHeader("Location", "/login")),
                arguments("time-out", okJson("{}").withFixedDelay(2000)),
                arguments("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                arguments("truncated", okJson("{\"access_token\":\"access")),
                arguments("no token", okJson("{\"expires_in\":60}")),
                arguments("megabytes", okJson("\"" + "x".repeat(5 * 1024 * 1024) + "\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void aSignOnThatGivesNoTokenIsAFaultAndTellsNoSecret(String name, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post(urlPathEqualTo("/connect/token")).willReturn(answer));

        assertThatThrownBy(() -> token("").current())
                .isInstanceOf(UnavailableException.class)
                .hasMessageNotContainingAny("s3cr3t", "refresh-1");
    }
}
