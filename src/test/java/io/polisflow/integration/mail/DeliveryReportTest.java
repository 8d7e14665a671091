package io.polisflow.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail servers write when a letter did not arrive. */
class DeliveryReportTest {

    private static final String ID = "<11111111-2222-3333-4444-555555555555@polisflow.example>";

    static final String POSTFIX =
            """
            Return-Path: <>
            From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
            To: sales@polisflow.example
            Subject: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

            --b1
            Content-Type: text/plain; charset=us-ascii

            I'm sorry to have to inform you that your message could not be delivered.
            --b1
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; client@example.com
            Original-Recipient: rfc822;client@example.com
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 <client@example.com>: Recipient
                address rejected: User unknown

            --b1
            Content-Type: text/rfc822-headers

            Message-ID: <11111111-2222-3333-4444-555555555555@polisflow.example>
            Subject: =?utf-8?B?0JrQnw==?=

            --b1--
            """
                    .replace("\n", "\r\n");

    private static final String QMAIL =
            """
            From: MAILER-DAEMON@old.example
            Subject: failure notice

            Hi. This is the qmail-send program at old.example.
            <client@example.com>:
            Remote host said: 554 5.7.1 mailbox is disabled

            --- Below this line is a copy of the message.

            Message-ID: <11111111-2222-3333-4444-555555555555@polisflow.example>
            """;

    private static DeliveryReport report(String raw) {
        return DeliveryReport.of(raw.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @Test
    void aReportNamesTheLetterTheAddressAndTheServersWords() {
        assertThat(report(POSTFIX)).satisfies(report -> {
            assertThat(report.messageIds()).containsExactly(ID);
            assertThat(report.addresses()).containsExactly("client@example.com");
            assertThat(report.reason())
                    .isEqualTo("550 5.1.1 <client@example.com>: Recipient address rejected: User unknown");
        });
    }

    @Test
    void aWholeLetterInsideTheReportIsAsGoodAsItsHeaders() {
        assertThat(report(POSTFIX.replace("text/rfc822-headers", "message/rfc822"))
                        .messageIds())
                .containsExactly(ID);
    }

    @Test
    void anOldServersLetterIsUnderstoodByItsWords() {
        assertThat(report(QMAIL)).satisfies(report -> {
            assertThat(report.messageIds()).contains(ID);
            assertThat(report.addresses()).isEqualTo(List.of());
            assertThat(report.reason()).isEqualTo("Remote host said: 554 5.7.1 mailbox is disabled");
        });
    }

    @Test
    void aDelayIsNoLoss() {
        assertThat(DeliveryReport.of(POSTFIX.replace("Action: failed", "Action: delayed")
                        .replace("5.1.1", "4.4.1")
                        .getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "From: ivan@client.example\n\n550 5.1.1 это номер счёта",
                "From: MAILER-DAEMON@x\n\nВас приветствует робот",
                "From: a@b\nAuto-Submitted: auto-replied\n\nЯ в отпуске",
                "Content-Type: multipart/report; report-type=delivery-status\n\n--x"
            })
    void whatIsNoReportIsNone(String raw) {
        assertThat(DeliveryReport.of(raw.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void noDamageOnTheWayIsMoreThanAReportThatIsNone() {
        Random random = new Random(20261123);
        for (int report = 0; report < 1000; report++) {
            byte[] damaged = POSTFIX.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i <= report % 12; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            assertThat(DeliveryReport.of(damaged)).isNotNull();
        }
    }
}
