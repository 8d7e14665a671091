package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** The simulated mail as the product's adapters (SMTP, IMAP) and a person's page (HTTP) meet it. */
class MailSandboxTest {

    private static final String INSURER = MailServer.INSURER;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static SandboxServer sandbox;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void mend() {
        sandbox.behave("mail", Mode.OK);
    }

    @Test
    void aSentLetterIsListedWithItsTextAndItsAttachmentByteForByte() throws Exception {
        byte[] pdf = new byte[100_000];
        new Random(1).nextBytes(pdf);
        send("Предложение КП-1", "Здравствуйте!\nВот предложение.", "КП № 1.pdf", pdf, "client@romashka.example");

        JsonNode letter = letters().get(0);
        assertThat(letter.get("from").asText()).isEqualTo(INSURER);
        assertThat(letter.get("fromName").asText()).isEqualTo("Полис");
        assertThat(letter.get("to").asText()).isEqualTo("client@romashka.example");
        assertThat(letter.get("subject").asText()).isEqualTo("Предложение КП-1");
        assertThat(letter.get("text").asText()).isEqualTo("Здравствуйте!\nВот предложение.");
        JsonNode attachment = letter.get("attachments").get(0);
        assertThat(attachment.get("name").asText()).isEqualTo("КП № 1.pdf");
        assertThat(attachment.get("type").asText()).isEqualTo("application/pdf");
        assertThat(attachment.get("size").asInt()).isEqualTo(pdf.length);
        assertThat(attachment.has("content")).isFalse();
        HttpResponse<byte[]> file = get(attachment.get("href").asText(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(file.body()).isEqualTo(pdf);
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("inline");
    }

    @Test
    void anAttachedPageIsNeverShownAtOurAddress() throws Exception {
        send("Страница", "см. файл", "page.html", "<script>alert(1)</script>".getBytes(), "client@one.example");
        String href = letters().get(0).get("attachments").get(0).get("href").asText();
        HttpResponse<byte[]> file = get(href, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
    }

    @Test
    void aLetterToSeveralIsOneAndTheNewestComesFirst() throws Exception {
        int before = letters().size();
        send("Первое", "текст", null, null, "b@two.example", "a@two.example", INSURER);
        send("Второе", "текст", null, null, "c@two.example");

        JsonNode after = letters();
        assertThat(after).hasSize(before + 2);
        assertThat(after.get(0).get("subject").asText()).isEqualTo("Второе");
        assertThat(after.get(1).get("to").asText()).isEqualTo("a@two.example, b@two.example");
        assertThat(get("/sandbox/mail/messages?limit=1", HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("Второе")
                .doesNotContain("Первое");
    }

    @Test
    void aLetterThatIsSentAgainUnderItsMessageIdIsHeldOnceByEachBox() throws Exception {
        int before = letters().size();
        for (String to : List.of("d@two.example", "d@two.example", "e@two.example")) {
            MimeMessage message = message("Повтор", "текст", null, null, to);
            message.setHeader("Message-ID", "<again@polisflow.example>");
            sender().send(message);
        }
        JsonNode after = letters();
        assertThat(after).hasSize(before + 2);
        assertThat(List.of(after.get(0), after.get(1)))
                .extracting(letter -> letter.get("times").asInt())
                .containsExactly(1, 2);
    }

    @Test
    void theInsurersOwnMailIsNotAmongTheLetters() throws Exception {
        int before = letters().size();
        send("Себе", "текст", null, null, INSURER);
        assertThat(letters()).hasSize(before);
    }

    @Test
    void aWrongPasswordIsRefused() {
        JavaMailSenderImpl sender = sender();
        sender.setPassword("guess");
        assertThatThrownBy(sender::testConnection).isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void aClientsEmailLiesInTheInsurersInboxAlsoWhenItWasDownMeanwhile() throws Exception {
        sandbox.behave("mail", Mode.DOWN);
        String file = Base64.getEncoder().encodeToString("опись".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = post(
                "/sandbox/mail/send",
                "{\"from\":\"buh@romashka.example\",\"fromName\":\"Ольга Белова\",\"subject\":\"Склад\",\"text\":\"Нужен полис\","
                        + "\"extra\":1,\"attachments\":[{\"name\":\"Опись.txt\",\"type\":\"text/plain\",\"content\":\""
                        + file + "\"}]}");
        assertThat(answer.statusCode()).isEqualTo(202);
        sandbox.behave("mail", Mode.OK);

        try (Store store = imap()) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            Message message = Arrays.stream(inbox.getMessages())
                    .filter(one -> header(one, "Message-ID")
                            .equals(json(answer.body()).get("messageId").asText()))
                    .findFirst()
                    .orElseThrow();
            assertThat(message.getSubject()).isEqualTo("Склад");
            assertThat(message.getFrom()[0].toString()).contains("buh@romashka.example");
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Нужен полис");
            assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("Опись.txt");
            assertThat(parts.getBodyPart(1).getInputStream().readAllBytes())
                    .isEqualTo("опись".getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"from\":\"nobody\"}",
                "{\"from\":\"a@b.example\",\"attachments\":[{\"name\":\"x\"}]}",
                "{\"from\":\"a@b.example\",\"attachments\":[{\"name\":\"x\",\"content\":\"A\"}]}"
            })
    void anEmailThatCannotBeSentIsRefusedInRussian(String body) throws Exception {
        HttpResponse<String> answer = post("/sandbox/mail/send", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).get("detail").asText()).matches("(?s).*[а-я].*");
    }

    @Test
    void aServerThatIsDownRefusesConnectionsAndKeepsEarlierLetters() throws Exception {
        send("До отключения", "текст", null, null, "client@three.example");
        MailServer server = sandbox.context().getBean(MailServer.class);
        sandbox.behave("mail", Mode.DOWN);

        for (int port : new int[] {server.smtpPort(), server.imapPort()}) {
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class);
        }
        assertThatThrownBy(() -> send("Не дойдёт", "текст", null, null, "client@three.example"))
                .isInstanceOf(MailException.class);
        assertThat(letters().get(0).get("subject").asText()).isEqualTo("До отключения");

        sandbox.behave("mail", Mode.OK);
        send("После", "текст", null, null, "client@three.example");
        assertThat(letters().get(0).get("subject").asText()).isEqualTo("После");
        assertThat(letters().get(1).get("subject").asText()).isEqualTo("До отключения");
    }

    @Test
    void goingDownCutsConnectionsThatAreOpen() throws Exception {
        try (Store store = imap()) {
            assertThat(store.isConnected()).isTrue();
            sandbox.behave("mail", Mode.DOWN);
            assertThat(store.isConnected()).isFalse();
        }
    }

    @Test
    void garbageIsNoGreeting() {
        sandbox.behave("mail", Mode.GARBAGE);
        assertThatThrownBy(() -> sender().testConnection()).isInstanceOf(MessagingException.class);
        assertThatThrownBy(this::imap).isInstanceOf(MessagingException.class);
    }

    @Test
    void aSlowServerLetsItsCallerRunIntoTheTimeout() throws Exception {
        sandbox.behave("mail", Mode.SLOW);
        JavaMailSenderImpl impatient = sender();
        impatient.getJavaMailProperties().setProperty("mail.smtp.timeout", "200");
        assertThatThrownBy(impatient::testConnection)
                .isInstanceOf(MessagingException.class)
                .hasRootCauseInstanceOf(java.net.SocketTimeoutException.class);
    }

    @Test
    void aTakenPortIsNamedWithTheSettingThatChangesIt() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MailServer server = new MailServer(
                    Forgetful.behaviours(Duration.ZERO),
                    new SentLetters(Clock.systemUTC()),
                    new WireLog(Clock.systemUTC()),
                    "localhost",
                    0,
                    other.getLocalPort());
            assertThatThrownBy(server::start)
                    .isInstanceOf(MailPortTakenException.class)
                    .hasMessageContaining(String.valueOf(other.getLocalPort()))
                    .hasMessageContaining("polisflow.sandbox.mail.imap-port");
            assertThat(server.isRunning()).isFalse();
        }
    }

    private static void send(String subject, String text, String fileName, byte[] file, String... to)
            throws MessagingException, IOException {
        sender().send(message(subject, text, fileName, file, to));
    }

    private static MimeMessage message(String subject, String text, String fileName, byte[] file, String... to)
            throws MessagingException, IOException {
        MimeMessage message = sender().createMimeMessage();
        MimeMessageHelper letter = new MimeMessageHelper(message, true, "UTF-8");
        letter.setFrom(INSURER, "Полис");
        letter.setTo(to);
        letter.setSubject(subject);
        letter.setText(text, "<p>" + text + "</p>");
        if (fileName != null) {
            letter.addAttachment(fileName, new ByteArrayResource(file));
        }
        return message;
    }

    private static JavaMailSenderImpl sender() {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("localhost");
        sender.setPort(sandbox.context().getBean(MailServer.class).smtpPort());
        sender.setUsername(INSURER);
        sender.setPassword("sandbox");
        sender.getJavaMailProperties().setProperty("mail.smtp.auth", "true");
        sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "10000");
        return sender;
    }

    private Store imap() throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.imap.timeout", "10000");
        Store store = Session.getInstance(properties).getStore("imap");
        store.connect("localhost", sandbox.context().getBean(MailServer.class).imapPort(), INSURER, "sandbox");
        return store;
    }

    private JsonNode letters() throws Exception {
        return json(get("/sandbox/mail/messages", HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> handler) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(sandbox.url(path))).build(), handler);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url(path)))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String header(Message message, String name) {
        try {
            return message.getHeader(name)[0];
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
