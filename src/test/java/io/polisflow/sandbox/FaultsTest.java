package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The simulated systems on their bad days: each documented error, broken connections, and what is written down of it. */
class FaultsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CARD = "/sandbox/registry/api3/req?key=sandbox&inn=7707083893";
    private static final String QUOTE =
            "{\"proposalNumber\":\"KP-1\",\"client\":{\"inn\":\"7707083893\",\"name\":\"ПАО\"},\"startsOn\":\"2026-06-01\","
                    + "\"termMonths\":12,\"items\":[{\"position\":1,\"productCode\":\"property\",\"sumInsured\":1000000,"
                    + "\"deductible\":0,\"discountPercent\":0,\"parameters\":{\"objectType\":\"office\",\"area\":\"500\","
                    + "\"buildYear\":\"2010\",\"fireAlarm\":\"true\"}}]}";
    private static final String ORDER =
            """
            {"contractNumber":"C-1","line":1,"policyholder":{"inn":"7707083893","name":"ПАО «Сбербанк»"},
            "productCode":"property","object":"Офис","sumInsured":1000000,"deductible":0,"premium":1140.5,
            "startsOn":"2026-06-01","endsOn":"2027-05-31","parameters":{}}""";

    private static final List<String> taken = new CopyOnWriteArrayList<>();
    private static HttpServer insurer;
    private static SandboxServer sandbox;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        insurer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        insurer.createContext("/", exchange -> {
            taken.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        insurer.start();
        String hooks = "http://localhost:" + insurer.getAddress().getPort();
        sandbox = SandboxServer.start(
                "--polisflow.sandbox.slow-delay=1m",
                "--polisflow.sandbox.telephony.hook-url=" + hooks + "/telephony",
                "--polisflow.sandbox.edo.hook-url=" + hooks + "/edo",
                "--polisflow.sandbox.policy.hook-url=" + hooks + "/policy");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        insurer.stop(0);
    }

    @AfterEach
    void recover() throws Exception {
        delete("/sandbox/behaviour");
        sandbox.context().getBean(WireLog.class).clear();
        taken.clear();
    }

    static Stream<Arguments> everyErrorOverHttp() {
        return Behaviours.SYSTEMS.stream()
                .filter(system -> !system.equals("mail"))
                .flatMap(system -> Faults.of(system).stream()
                        .filter(fault -> fault.status() > 204)
                        .map(fault -> Arguments.of(system, fault.code(), fault.status())));
    }

    @ParameterizedTest
    @MethodSource("everyErrorOverHttp")
    void everyDocumentedErrorIsAnsweredByItsStatus(String system, String code, int status) throws Exception {
        behave(system, "{\"mode\":\"ok\",\"fault\":\"" + code + "\"}");

        HttpResponse<String> answer =
                switch (system) {
                    case "registry" -> get(CARD);
                    case "underwriting" -> quote("key-" + code);
                    case "telephony" -> post("/sandbox/telephony/vpbx/queries/recording/post", "");
                    case "edo" -> post("/sandbox/edo/V3/PostMessage", "{}");
                    default -> order("key-" + code);
                };

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(get("/sandbox/" + system + "/behaviour").body()).contains("\"fault\":\"" + code + "\"");
    }

    @Test
    void whatIsAlreadyExecutedIsExecuted() throws Exception {
        behave("policy", "{\"mode\":\"ok\",\"fault\":\"409\",\"for\":{\"calls\":1}}");

        assertThat(order("key-done").statusCode()).isEqualTo(409);

        assertThat(get("/sandbox/policy/policies").body()).contains("key-done");
        assertThat(get("/sandbox/policy/behaviour").body()).isEqualTo("{\"system\":\"policy\",\"mode\":\"ok\"}");
        behave("underwriting", "{\"mode\":\"ok\",\"fault\":\"409\"}");
        assertThat(quote("key-done").statusCode()).isEqualTo(409);
        assertThat(get("/sandbox/underwriting/quotes?idempotencyKey=key-done").body())
                .contains("accepted");
    }

    @Test
    void aLostAnswerLeavesTheWorkDone() throws Exception {
        behave("policy", "{\"mode\":\"ok\",\"fault\":\"lost\",\"for\":{\"calls\":1}}");

        assertThatThrownBy(() -> order("key-lost")).isInstanceOf(IOException.class);

        assertThat(get("/sandbox/policy/policies").body()).contains("key-lost");
        assertThat(order("key-lost").statusCode()).isEqualTo(409);
        assertThat(log("policy").get(1).path("status").asText()).isEqualTo("соединение оборвано");
    }

    @ParameterizedTest
    @CsvSource({"reset", "truncated"})
    void aBrokenConnectionIsNoAnswer(String fault) throws Exception {
        behave("registry", "{\"mode\":\"ok\",\"fault\":\"" + fault + "\"}");

        assertThatThrownBy(() -> get(CARD)).isInstanceOf(IOException.class);
    }

    @Test
    void aForeignCharsetIsNotUtf8() throws Exception {
        behave("registry", "{\"mode\":\"ok\",\"fault\":\"charset\"}");

        HttpResponse<String> answer = get(CARD);

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).contains("UTF-8");
        assertThat(answer.body()).contains("\uFFFD");
    }

    @Test
    void fiveMegabytesOfGarbageCome() throws Exception {
        behave("registry", "{\"mode\":\"ok\",\"fault\":\"huge\"}");

        assertThat(get(CARD).body()).hasSizeGreaterThan(5_000_000);
        assertThat(log("registry").get(0).path("answer").path("body").asText()).hasSizeLessThan(9_000);
    }

    @Test
    void aShareOfTheCallsFailsAndTheOthersDoNot() throws Exception {
        behave("registry", "{\"mode\":\"ok\",\"fault\":\"500\",\"percent\":30}");

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            statuses.add(get(CARD).statusCode());
        }

        assertThat(statuses).filteredOn(status -> status == 500).hasSize(6);
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(14);
    }

    @Test
    void aModeEndsAfterItsCallsOrSeconds() throws Exception {
        behave("registry", "{\"mode\":\"down\",\"for\":{\"calls\":2}}");
        assertThat(IntStream.range(0, 3).map(i -> status(CARD)).boxed()).containsExactly(503, 503, 200);

        behave("registry", "{\"mode\":\"down\",\"for\":{\"seconds\":1}}");
        assertThat(get("/sandbox/behaviour").body()).contains("\"left\":1");
        assertThat(status(CARD)).isEqualTo(503);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> status(CARD) == 200);
    }

    @Test
    void aDelayHoldsTheAnswerBack() throws Exception {
        behave("registry", "{\"mode\":\"ok\",\"delay\":300}");
        long began = System.nanoTime();

        assertThat(get(CARD).statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(295));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry|{\"mode\":\"ok\",\"fault\":\"418\"}|fault|«fault» для этой системы может быть одним из: 403, 429, 500",
                "registry|{\"mode\":\"down\",\"fault\":\"403\"}|fault|только вместе с «mode» = ok",
                "registry|{\"mode\":\"ok\",\"percent\":0}|percent|«percent» должно быть целым числом от 1 до 100",
                "registry|{\"mode\":\"ok\",\"percent\":12.5}|percent|от 1 до 100",
                "registry|{\"mode\":\"ok\",\"delay\":-1}|delay|целым числом миллисекунд от 0 до 120000",
                "registry|{\"mode\":\"down\",\"for\":{}}|for|«calls» или «seconds»",
                "registry|{\"mode\":\"down\",\"for\":{\"calls\":0}}|for.calls|«for.calls» должно быть целым числом от 1 до 1000",
                "registry|{\"mode\":\"down\",\"for\":{\"seconds\":\"5\"}}|for.seconds|от 1 до 3600",
                "registry|{\"mode\":\"ok\",\"hooks\":{\"repeat\":2}}|hooks|telephony, edo, policy",
                "policy|{\"mode\":\"ok\",\"hooks\":{\"repeat\":11}}|hooks.repeat|от 1 до 10",
                "policy|{\"mode\":\"ok\",\"hooks\":{\"reorder\":1}}|hooks.reorder|true или false",
                "policy|{\"mode\":\"ok\",\"presents\":1}|presents|«presents» неизвестно"
            })
    void aWrongFieldIsNamedInRussian(String system, String body, String field, String words) throws Exception {
        HttpResponse<String> answer = post("/sandbox/" + system + "/behaviour", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("field").asText()).isEqualTo(field);
        assertThat(problem.path("detail").asText()).contains(words);
    }

    @Test
    void everythingIsWellAgainAtOnce() throws Exception {
        behave("registry", "{\"mode\":\"down\"}");
        behave("edo", "{\"mode\":\"ok\",\"hooks\":{\"reorder\":true}}");

        assertThat(delete("/sandbox/behaviour").statusCode()).isEqualTo(200);

        assertThat(JSON.readTree(get("/sandbox/behaviour").body()))
                .hasSize(6)
                .allSatisfy(one -> assertThat(one.fieldNames()).toIterable().containsExactly("system", "mode"));
    }

    @Test
    void anEventComesAsOftenAsItIsRepeated() throws Exception {
        behave("telephony", "{\"mode\":\"ok\",\"hooks\":{\"repeat\":3}}");

        call();

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> taken.size() == 3);
        assertThat(taken).allSatisfy(event -> assertThat(event).isEqualTo(taken.get(0)));
        assertThat(log("telephony").get(0).path("direction").asText()).isEqualTo("from-system");
        assertThat(log("telephony").get(0).path("request").path("body").asText())
                .contains("call_state", "sign=•••");
    }

    @Test
    void aLaterEventOvertakesAnEarlierOne() throws Exception {
        behave("telephony", "{\"mode\":\"ok\",\"hooks\":{\"reorder\":true,\"delay\":10}}");

        call();
        String id = JSON.readTree(get("/sandbox/phone/calls").body())
                .path(0)
                .path("id")
                .asText();
        post("/sandbox/phone/calls/" + id + "/answer", "{}");

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> taken.size() == 2);
        assertThat(URLDecoder.decode(taken.get(0), StandardCharsets.UTF_8)).contains("Connected");
        assertThat(URLDecoder.decode(taken.get(1), StandardCharsets.UTF_8)).contains("Appeared");
    }

    @ParameterizedTest
    @CsvSource({"421", "450", "452", "550", "552", "554", "reset", "lost"})
    void theMailServerRefusesALetterAsServersDo(String fault) throws Exception {
        behave("mail", "{\"mode\":\"ok\",\"fault\":\"" + fault + "\"}");
        String subject = "Сбой " + fault;

        assertThatThrownBy(() -> send(subject)).isInstanceOf(MailException.class);

        assertThat(get("/sandbox/mail/messages").body().contains(subject)).isEqualTo(fault.equals("lost"));
        assertThat(log("mail")).isNotEmpty();
    }

    @Test
    void aLetterIsWrittenDownWithoutThePassword() throws Exception {
        send("Видно в журнале");

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !log("mail")
                .isEmpty());
        JsonNode entry = log("mail").get(0);
        assertThat(entry.path("what").asText()).isEqualTo("SMTP sales@polisflow.example → client@example.org");
        assertThat(entry.path("status").asText()).isEqualTo("250");
        assertThat(entry.path("request").path("body").asText())
                .contains("RCPT TO")
                .doesNotContain("AHNhbGVz");
    }

    @Test
    void theLogHidesSecretsAndCountsWhatIsAskedAgain() throws Exception {
        get(CARD);
        get(CARD);
        post("/sandbox/policy/api/policies", "{}");

        JsonNode entries = log(null);
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).path("what").asText()).isEqualTo("POST /sandbox/policy/api/policies");
        JsonNode asked = log("registry").get(0);
        assertThat(asked.path("times").asInt()).isEqualTo(2);
        assertThat(asked.path("what").asText()).contains("key=•••", "inn=7707083893");
        assertThat(asked.path("answer").path("body").asText()).contains("7707083893");
        assertThat(entries.get(0)
                        .path("request")
                        .path("headers")
                        .path("authorization")
                        .asText())
                .isEqualTo("•••");
        assertThat(get("/sandbox/log?system=weather").statusCode()).isEqualTo(400);
        assertThat(get("/sandbox/log/" + asked.path("id").asText()).statusCode())
                .isEqualTo(200);
        assertThat(get("/sandbox/log/999999").statusCode()).isEqualTo(404);
    }

    @Test
    void whatHappensIsToldLive() throws Exception {
        HttpResponse<Stream<String>> stream = http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url("/sandbox/log/stream")))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread reader = new Thread(() -> stream.body().forEach(lines::add));
        reader.setDaemon(true);
        reader.start();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> lines.contains("event:open"));

        get(CARD);

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(lines)
                .contains("event:exchange")
                .anyMatch(line -> line.startsWith("data:") && line.contains("inn=7707083893")));
    }

    private static void send(String subject) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("localhost");
        sender.setPort(sandbox.context().getBean(MailServer.class).smtpPort());
        sender.setUsername("sales@polisflow.example");
        sender.setPassword("sandbox");
        sender.getJavaMailProperties().setProperty("mail.smtp.auth", "true");
        SimpleMailMessage letter = new SimpleMailMessage();
        letter.setFrom("sales@polisflow.example");
        letter.setTo("client@example.org");
        letter.setSubject(subject);
        letter.setText("Здравствуйте!");
        sender.send(letter);
    }

    private void call() throws Exception {
        assertThat(post("/sandbox/phone/calls", "{\"from\":\"+7 495 500-55-50\",\"extension\":\"101\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private JsonNode log(String system) throws Exception {
        return JSON.readTree(get("/sandbox/log" + (system == null ? "" : "?system=" + system))
                .body());
    }

    private void behave(String system, String body) throws Exception {
        HttpResponse<String> answer = post("/sandbox/" + system + "/behaviour", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private int status(String path) {
        try {
            return get(path).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> order(String key) throws Exception {
        return exchange(HttpRequest.newBuilder(URI.create(sandbox.url("/sandbox/policy/api/policies")))
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(ORDER)));
    }

    private HttpResponse<String> quote(String key) throws Exception {
        return exchange(HttpRequest.newBuilder(URI.create(sandbox.url("/sandbox/underwriting/quotes")))
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(QUOTE)));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return exchange(
                HttpRequest.newBuilder(URI.create(sandbox.url(path))).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return exchange(HttpRequest.newBuilder(URI.create(sandbox.url(path))).DELETE());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return exchange(HttpRequest.newBuilder(URI.create(sandbox.url(path))));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws Exception {
        return http.send(
                request.header("Content-Type", "application/json")
                        .header("Authorization", "Bearer sandbox")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
