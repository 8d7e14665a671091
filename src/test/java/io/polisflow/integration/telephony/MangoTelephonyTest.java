package io.polisflow.integration.telephony;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.telephony.Telephony;
import io.polisflow.crm.telephony.Telephony.CallOrder;
import io.polisflow.fixtures.TestWire;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The adapter against an exchange that answers as told. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(30)
class MangoTelephonyTest {

    private static final String SALT = "s4lt-0f-0urs";
    private static final CallOrder ORDER = new CallOrder("command-1", "101", "+74951234567");
    private static final String CALLBACK = "/vpbx/commands/callback";
    private static final String RECORDING = "/vpbx/queries/recording/post";
    private static final byte[] SOUND = {'I', 'D', '3', 0, 1, 2};

    @RegisterExtension
    static final WireMockExtension SYSTEM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    @RegisterExtension
    static final WireMockExtension ELSEWHERE = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    private final ObjectMapper json = new ObjectMapper();

    private static TelephonyProperties properties(String baseUrl, Duration patience) {
        return TelephonySettings.mango(baseUrl, "our-key", SALT, patience, patience);
    }

    private static MangoApi api(String baseUrl) {
        return api(baseUrl, Duration.ofSeconds(20));
    }

    private static MangoApi api(String baseUrl, Duration patience) {
        TelephonyProperties properties = properties(baseUrl, patience);
        return new MangoApi(TestWire.once().to(TelephonyProperties.SYSTEM, properties.wire()), properties);
    }

    private Telephony telephony() {
        return new MangoTelephony(api(SYSTEM.baseUrl() + "/"), json);
    }

    private static void answer(String path, ResponseDefinitionBuilder answer) {
        SYSTEM.stubFor(post(urlPathEqualTo(path)).willReturn(answer));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aCallIsOrderedByASignedForm() throws Exception {
        answer(CALLBACK, okJson("{\"result\":1000}"));

        telephony().call(ORDER);

        var request = SYSTEM.findAll(
                        postRequestedFor(urlPathEqualTo(CALLBACK)).withFormParam("vpbx_api_key", equalTo("our-key")))
                .get(0);
        String text = request.formParameter("json").firstValue();
        assertThat(request.formParameter("sign").firstValue()).isEqualTo(sha256("our-key" + text + SALT));
        JsonNode command = json.readTree(text);
        assertThat(command.path("command_id").asText()).isEqualTo("command-1");
        assertThat(command.path("from").path("extension").asText()).isEqualTo("101");
        assertThat(command.path("to_number").asText()).isEqualTo("74951234567");
    }

    @ParameterizedTest
    @CsvSource({"3200,проверьте телефон", "3330,внутреннего номера", "4999,код 4999"})
    void aRefusalIsSaidToTheUser(int code, String words) {
        answer(CALLBACK, aResponse().withStatus(420).withBody("{\"code\":" + code + "}"));
        assertThatThrownBy(() -> telephony().call(ORDER))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(words);
        answer(CALLBACK, okJson("{\"result\":" + code + "}"));
        assertThatThrownBy(() -> telephony().call(ORDER)).isInstanceOf(RefusedException.class);
    }

    static Stream<Arguments> unusableAnswers() {
        return Stream.of(
                arguments("wrong signature", aResponse().withStatus(420).withBody("{\"code\":3102}")),
                arguments("trouble inside", aResponse().withStatus(420).withBody("{\"code\":5000}")),
                arguments("420 without a code", aResponse().withStatus(420).withBody("{}")),
                arguments("401", aResponse().withStatus(401)),
                arguments("429", aResponse().withStatus(429)),
                arguments("500", aResponse().withStatus(500)),
                arguments("a redirect", aResponse().withStatus(302).withHeader("Location", "/elsewhere")),
                arguments("nothing", aResponse().withStatus(200)),
                arguments("a page", aResponse().withBody("<html>Welcome</html>")),
                arguments("a list", okJson("[1000]")),
                arguments("a word for a code", okJson("{\"result\":\"ok\"}")),
                arguments("half an answer", okJson("{\"result\":10")),
                arguments("a reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                arguments("garbage", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                arguments("cut off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                arguments(
                        "windows-1251",
                        aResponse()
                                .withBody("{\"result\":1000,\"message\":\"Принято\"}"
                                        .getBytes(Charset.forName("windows-1251")))),
                arguments(
                        "a foreign charset",
                        aResponse()
                                .withHeader("Content-Type", "application/json;charset=windows-1251")
                                .withBody("{\"result\":1000}")),
                arguments("5 MB", okJson(" ".repeat(5 * 1024 * 1024) + "{\"result\":1000}")),
                arguments("a trickle", okJson("{\"result\":1000}").withChunkedDribbleDelay(15, 6000)),
                arguments("silence", okJson("{\"result\":1000}").withFixedDelay(3000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusableAnswers")
    void whatIsNoAnswerIsAFault(String name, ResponseDefinitionBuilder answer, CapturedOutput output) {
        answer(CALLBACK, answer);
        Telephony impatient = new MangoTelephony(api(SYSTEM.baseUrl(), Duration.ofMillis(500)), json);

        assertThatThrownBy(() -> impatient.call(ORDER))
                .isInstanceOf(UnavailableException.class)
                .hasMessageStartingWith("telephony: ")
                .satisfies(e ->
                        assertThat(String.valueOf(e) + e.getCause()).doesNotContain(SALT, "our-key", "4951234567"));
        assertThat(output).doesNotContain(SALT, "our-key");
    }

    @Test
    void anAddressThatIsNoneIsAFault() {
        for (String address : new String[] {"", "http://localhost:1", "not an address"}) {
            assertThatThrownBy(() -> new MangoTelephony(api(address), json).call(ORDER))
                    .isInstanceOf(UnavailableException.class);
        }
        assertThat(properties("http://x", Duration.ofSeconds(1)).toString()).doesNotContain(SALT, "our-key");
    }

    private static void redirect() {
        answer(RECORDING, aResponse().withStatus(302).withHeader("Location", SYSTEM.baseUrl() + "/once?token=1"));
    }

    @Test
    void aRecordingIsFetchedFromTheAddressItPointsToWithoutOurKey() {
        redirect();
        SYSTEM.stubFor(get(urlPathEqualTo("/once"))
                .willReturn(aResponse().withHeader("Content-Type", "audio/mpeg").withBody(SOUND)));

        Telephony.Recording recording = telephony().recording("rec-1").orElseThrow();

        assertThat(recording.mediaType()).isEqualTo("audio/mpeg");
        assertThat(recording.content()).isEqualTo(SOUND);
        String asked = SYSTEM.findAll(postRequestedFor(urlPathEqualTo(RECORDING)))
                .get(0)
                .formParameter("json")
                .firstValue();
        assertThat(asked).contains("\"recording_id\":\"rec-1\"", "\"action\":\"download\"");
        SYSTEM.verify(getRequestedFor(urlPathEqualTo("/once")).withQueryParam("sign", absent()));
    }

    /** Another server of this machine: what answers of the exchange point to must be of its own or named. */
    private Telephony sentTo(String location, String... recordingHosts) {
        answer(RECORDING, aResponse().withStatus(302).withHeader("Location", location));
        TelephonyProperties properties = TelephonySettings.mango(
                SYSTEM.baseUrl(), "our-key", SALT, Duration.ofSeconds(2), Duration.ofSeconds(20), recordingHosts);
        return new MangoTelephony(
                new MangoApi(TestWire.once().to(TelephonyProperties.SYSTEM, properties.wire()), properties), json);
    }

    @Test
    void aRecordingIsFetchedFromNoServerThatTheSettingsDoNotName() {
        ELSEWHERE.stubFor(get(urlPathEqualTo("/once")).willReturn(aResponse().withBody(SOUND)));
        String elsewhere = ELSEWHERE.baseUrl() + "/once";

        for (String[] named : new String[][] {{}, {"localhost"}, {"records.example"}, {"localhost:1"}}) {
            Telephony telephony = sentTo(elsewhere, named);
            assertThatThrownBy(() -> telephony.recording("rec-1"))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("localhost, which polisflow.telephony.recording-hosts does not name");
        }
        ELSEWHERE.verify(0, getRequestedFor(urlPathEqualTo("/once")));

        assertThat(sentTo(elsewhere, "LOCALHOST:" + ELSEWHERE.getPort()).recording("rec-1"))
                .isPresent();
    }

    @Test
    void everyServerOnTheWayToARecordingIsLookedAt() {
        ELSEWHERE.stubFor(get(urlPathEqualTo("/next"))
                .willReturn(aResponse().withStatus(307).withHeader("Location", "http://169.254.169.254/latest")));
        Telephony telephony = sentTo(ELSEWHERE.baseUrl() + "/next", "localhost:" + ELSEWHERE.getPort());

        assertThatThrownBy(() -> telephony.recording("rec-1"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("169.254.169.254, which");
        ELSEWHERE.verify(1, getRequestedFor(urlPathEqualTo("/next")));
    }

    @Test
    void aNamedServerThatLeadsInsideIsNotAsked() {
        // A name of a machine inside that is not the exchange's own, though the settings know it.
        Telephony telephony = sentTo("http://127.0.0.1:" + SYSTEM.getPort() + "/once", "127.0.0.1:" + SYSTEM.getPort());
        SYSTEM.stubFor(get(urlPathEqualTo("/once")).willReturn(aResponse().withBody(SOUND)));

        assertThatThrownBy(() -> telephony.recording("rec-1"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("no answer");
        SYSTEM.verify(0, getRequestedFor(urlPathEqualTo("/once")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://records.exchange.example/1, true",
        "https://a.records.exchange.example/1, false",
        "https://records.exchange.example:8443/1, false",
        "https://store.example:8443/1, true",
        "https://store.example/1, false",
        "https://a.b.wide.example/1, true",
        "https://wide.example/1, false",
        "https://evilwide.example/1, false",
        "https://wide.example.evil.example/1, false",
        "https://api.exchange.example/1, true",
        "https://API.exchange.example:443/1, true",
        "https://api.exchange.example:22/1, false",
        "http://api.exchange.example/1, false",
        "http://records.exchange.example/1, false",
        "https://records.exchange.example@evil.example/1, false",
        "https://me@records.exchange.example/1, false",
        "https:records.exchange.example, false",
        "//records.exchange.example/1, false",
        "/1, false",
        "ftp://records.exchange.example/1, false"
    })
    void whereARecordingMayBe(String location, boolean trusted) {
        RecordingHosts hosts = new RecordingHosts(TelephonySettings.mango(
                "https://api.exchange.example/v1",
                "our-key",
                SALT,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                "records.exchange.example",
                "Store.example:8443",
                "*.wide.example"));
        if (trusted) {
            assertThat(hosts.trusted(location)).hasToString(location);
        } else {
            assertThatThrownBy(() -> hosts.trusted(location)).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void aRecordingThatIsNotThereYetIsEmpty() {
        answer(RECORDING, aResponse().withStatus(420).withBody("{\"code\":3320}"));
        assertThat(telephony().recording("rec-1")).isEmpty();
        answer(RECORDING, aResponse().withStatus(404));
        assertThat(telephony().recording("rec-1")).isEmpty();
        redirect();
        SYSTEM.stubFor(get(urlPathEqualTo("/once")).willReturn(aResponse().withStatus(404)));
        assertThat(telephony().recording("rec-1")).isEmpty();
    }

    @Test
    void anythingElseThanSoundIsAFault() {
        answer(RECORDING, aResponse().withStatus(420).withBody("{\"code\":3102}"));
        recordingIsAFault();
        answer(RECORDING, aResponse().withStatus(302));
        recordingIsAFault();
        answer(RECORDING, aResponse().withStatus(302).withHeader("Location", "file:///etc/passwd"));
        recordingIsAFault();
        answer(RECORDING, aResponse().withStatus(302).withHeader("Location", "not an address"));
        recordingIsAFault();
        redirect();
        for (ResponseDefinitionBuilder bad : new ResponseDefinitionBuilder[] {
            aResponse().withHeader("Content-Type", "text/html").withBody("<html>"),
            aResponse().withHeader("Content-Type", "application/json").withBody("{}"),
            aResponse().withHeader("Content-Type", "text/plain").withBody(new byte[5 * 1024 * 1024]),
            aResponse().withStatus(200),
            aResponse().withStatus(403),
            aResponse().withStatus(503),
            aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
            aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
            aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
            aResponse().withStatus(302).withHeader("Location", SYSTEM.baseUrl() + "/once")
        }) {
            SYSTEM.stubFor(get(urlPathEqualTo("/once")).willReturn(bad));
            recordingIsAFault();
        }
        SYSTEM.stubFor(get(urlPathEqualTo("/once"))
                .willReturn(aResponse().withBody(SOUND).withFixedDelay(3000)));
        Telephony impatient = new MangoTelephony(api(SYSTEM.baseUrl(), Duration.ofMillis(500)), json);
        assertThatThrownBy(() -> impatient.recording("rec-1")).isInstanceOf(UnavailableException.class);
    }

    private void recordingIsAFault() {
        assertThatThrownBy(() -> telephony().recording("rec-1")).isInstanceOf(UnavailableException.class);
    }

    @Test
    void healthAsksForTheEmployees() {
        answer("/vpbx/config/users/request", okJson("{\"users\":[]}"));
        assertThat(TelephonyConfiguration.health(api(SYSTEM.baseUrl())::probe, "\"users\"")
                        .health()
                        .getStatus())
                .isEqualTo(Status.UP);
        answer("/vpbx/config/users/request", aResponse().withStatus(420).withBody("{\"code\":3102}"));
        assertThat(TelephonyConfiguration.health(api(SYSTEM.baseUrl())::probe, "\"users\"")
                        .health()
                        .getStatus())
                .isEqualTo(Status.DOWN);
        assertThat(TelephonyConfiguration.health(api("http://localhost:1")::probe, "\"users\"")
                        .health()
                        .getStatus())
                .isEqualTo(Status.DOWN);
    }

    @Test
    void innerNumbersAreFoundBothWays() {
        ConfiguredExtensions extensions = new ConfiguredExtensions(Map.of("manager", "101", "head", " "));
        assertThat(extensions.of("manager")).contains("101");
        assertThat(extensions.of("head")).isEmpty();
        assertThat(extensions.of("lawyer")).isEmpty();
        assertThat(extensions.userOf("101")).contains("manager");
        assertThat(extensions.userOf("102")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "74951234567,+74951234567",
                "4951234567,+74951234567",
                "375291234567,+375291234567",
                "sip:101@x,sip:101@x",
                "112,112",
                "'  ',-"
            })
    void numbersComeInOneSpelling(String theirs, String ours) {
        assertThat(TelephoneNumbers.incoming(theirs)).isEqualTo(ours);
    }
}
