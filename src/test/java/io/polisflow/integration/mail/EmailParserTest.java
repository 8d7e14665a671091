package io.polisflow.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox.IncomingFile;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is understood of the letters that clients really send, the broken ones included. */
class EmailParserTest {

    private static final String NESTED =
            """
            Message-ID: <nested@client.example>
            From: =?koi8-r?B?6dfBziDpz8fBzs8=?= <ivan@client.example>
            Subject: =?windows-1251?Q?=C7=E0=FF=E2=EA=E0?=
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: multipart/related; boundary=middle

            --middle
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Прошу рассчитать КАСКО.
            --inner
            Content-Type: text/html; charset=utf-8

            <p>HTML</p>
            --inner--
            --middle--
            --outer
            Content-Type: application/octet-stream
            Content-Disposition: attachment; filename*=UTF-8''%D0%9F%D0%B0%D1%80%D0%BA.bin
            Content-Transfer-Encoding: base64

            AAEC/w0KDQ==
            --outer--
            """;

    private final EmailParser parser = new EmailParser();

    @Test
    void thePlainTextAndTheFileOfANestedLetterAreFound() {
        IncomingRequest request = parse(NESTED);

        assertThat(request.channel()).isEqualTo(Channel.EMAIL);
        assertThat(request.externalId()).isEqualTo("<nested@client.example>");
        assertThat(request.subject()).isEqualTo("Заявка");
        assertThat(request.email()).isEqualTo("ivan@client.example");
        assertThat(request.text()).isEqualTo("Прошу рассчитать КАСКО.");
        assertThat(request.consent()).isNull();
        assertThat(request.problems()).isEmpty();
        IncomingFile file = request.files().get(0);
        assertThat(request.files()).hasSize(1);
        assertThat(file.name()).isEqualTo("Парк.bin");
        assertThat(file.content()).containsExactly(0, 1, 2, 0xFF, 13, 10, 13);
    }

    @Test
    void theWholeLetterIsKeptAsItCame() {
        byte[] raw = bytes(NESTED);

        assertThat(parser.parse(raw).raw()).satisfies(kept -> {
            assertThat(kept.name()).isEqualTo("message.eml");
            assertThat(kept.type()).isEqualTo("message/rfc822");
            assertThat(kept.content()).isEqualTo(raw);
        });
    }

    @Test
    void aLetterWithoutIdIsKnownByItsBytes() {
        String letter = "From: a@client.example\nSubject: x\n\nтекст\n";

        assertThat(parse(letter).externalId())
                .startsWith("sha256:")
                .isEqualTo(parse(letter).externalId())
                .isNotEqualTo(parse(letter + "ещё\n").externalId());
    }

    @Test
    void theLetterAnsweredDirectlyComesLast() {
        assertThat(parse("References: <a@x> <b@x>\n <c@x>\nIn-Reply-To: <b@x>\n\nтекст\n")
                        .replyTo())
                .containsExactly("<a@x>", "<c@x>", "<b@x>");
        assertThat(parse("From: a@b.example\n\nтекст\n").replyTo()).isEmpty();
    }

    @Test
    void anInnWithAWrongChecksumAndQuotedLinesDoNotCount() {
        assertThat(parse("From: a@b.example\n\nИНН 7707083894\n").inn()).isNull();
        assertThat(parse("From: a@b.example\n\n> ИНН 7707083893\n> ООО «Чужая»\nДа\n"))
                .satisfies(request -> {
                    assertThat(request.inn()).isNull();
                    assertThat(request.companyName()).isNull();
                });
        assertThat(parse("From: a@b.example\n\nПАО «Сбербанк», ИНН/КПП: 7707083893 / 773601001\n"))
                .satisfies(request -> {
                    assertThat(request.inn()).isEqualTo("7707083893");
                    assertThat(request.companyName()).isEqualTo("ПАО «Сбербанк»");
                });
    }

    @Test
    void aLetterInHtmlOnlyIsReadAsAPersonWouldReadIt() {
        IncomingRequest request = parse("From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n"
                + "<html><head><title>t</title><style>p{}</style></head><body><p>Первый&nbsp;абзац</p>"
                + "<script>alert('<p>нет</p>')</script><div>2 &lt; 3<br>строка</div></body></html>");

        assertThat(request.text()).isEqualTo("Первый абзац\n\n2 < 3\nстрока");
    }

    @Test
    void theHtmlOfALetterIsShownWithoutWhatCouldActOrTell() {
        String html = parse("From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n"
                        + "<body onload=\"x()\"><p style=\"position:fixed\">Цена <b>устроит</b></p><script>x()</script>"
                        + "<img src=\"https://spy.example/1.gif\"><a href=\"javascript:x()\">a</a>"
                        + "<a href=\"https://client.example/\">сайт</a><form action=\"https://evil.example\"><input></form>"
                        + "<svg onload=\"x()\"></svg><iframe src=\"https://evil.example\"></iframe></body>")
                .html();

        assertThat(html)
                .contains("Цена <b>устроит</b>", "href=\"https://client.example/\"", "noopener")
                .doesNotContain("x()", "spy.example", "evil.example", "style", "<img", "<form", "<iframe", "<svg");
    }

    @Test
    void aForwardedLetterAndATnefBlobAreKeptAsFiles() {
        IncomingRequest request = parse(
                "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
                        + "Content-Type: text/plain\n\nсм. вложение\n--x\nContent-Type: message/rfc822\n\n"
                        + "From: c@d.example\nSubject: inner\n\nвнутри\n--x\n"
                        + "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+Ig==\n--x--\n");

        assertThat(request.text()).isEqualTo("см. вложение");
        assertThat(request.files()).extracting(IncomingFile::name).containsExactly("вложение-1.eml", "winmail.dat");
        assertThat(new String(request.files().get(0).content(), StandardCharsets.UTF_8))
                .contains("внутри");
    }

    @Test
    void anEndlessRunOfBlanksIsReadAtOnce() {
        String html = "<p>Начало" + "&nbsp;".repeat(400_000) + "конец</p>";

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(HtmlText.of(html)).startsWith("Начало").endsWith("конец"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "no header at all",
                "From: =?no-such-charset?B?////?=\nSubject: =?utf-8?B?0J\nContent-Type: ;;;\n\ntext",
                "From: <<<>>>\nContent-Type: multipart/mixed\n\n--x\n",
                "Content-Type: multipart/mixed; boundary=\"\n\n--\n",
                "Content-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: rot13\n\ntext",
                "Content-Type: application/pdf; name=\"=?utf-8?B?!?=\"\nContent-Transfer-Encoding: base64\n\n%%%"
            })
    void aBrokenLetterIsStillARequest(String letter) {
        IncomingRequest request = parse(letter);

        assertThat(request.raw().content()).isEqualTo(bytes(letter));
        assertThat(request.externalId()).isNotBlank();
        assertThat(request.email() == null).isEqualTo(!request.problems().isEmpty());
    }

    @Test
    void noDamageOnTheWayStopsALetter() {
        Random random = new Random(20261123);
        for (int letter = 0; letter < 2000; letter++) {
            byte[] damaged = bytes(NESTED);
            for (int i = 0; i <= letter % 12; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> parser.parse(damaged))
                    .as(() -> new String(damaged, StandardCharsets.ISO_8859_1))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aRussianNameInKoi8HeadersIsDecoded() {
        byte[] raw = "From: Пётр <p@client.example>\r\nSubject: Страхование склада\r\n\r\nтекст письма\r\n"
                .getBytes(Charset.forName("KOI8-R"));

        assertThat(parser.parse(raw)).satisfies(request -> {
            assertThat(request.contactName()).isEqualTo("Пётр");
            assertThat(request.subject()).isEqualTo("Страхование склада");
            assertThat(request.text()).isEqualTo("текст письма");
        });
    }

    @Test
    void aLetterTooLargeToFetchTellsItsSenderAndTheProblem() {
        IncomingRequest request = parser.tooLarge(bytes("Message-ID: <big@x>\nFrom: a@b.example\nSubject: s\n\n"));

        assertThat(request.externalId()).isEqualTo("<big@x>");
        assertThat(request.email()).isEqualTo("a@b.example");
        assertThat(request.problems()).hasSize(1);
        assertThat(request.raw().name()).isEqualTo("message-headers.eml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied",
                "Precedence: bulk",
                "Precedence: list",
                "Precedence: Junk",
                "Return-Path: <>",
                "From: MAILER-DAEMON@client.example"
            })
    void whatAMachineWroteIsAutomatic(String header) {
        assertThat(AutomaticMail.isAutomatic(bytes(header + "\n\n"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: no", "Precedence: first-class", "Return-Path: <a@b.example>", "From: a@b"})
    void whatAPersonWroteIsNot(String header) {
        assertThat(AutomaticMail.isAutomatic(bytes(header + "\n\n"))).isFalse();
    }

    private IncomingRequest parse(String letter) {
        return parser.parse(bytes(letter));
    }

    private static byte[] bytes(String letter) {
        return letter.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
