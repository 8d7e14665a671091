package io.polisflow.integration.edo;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.contract.DocumentExchange.StateEvent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The box's events as Diadoc tells them. */
@ExtendWith(OutputCaptureExtension.class)
class DiadocEventsTest extends DiadocTest {

    @Test
    void theIndexKeyGoesBackExactlyAsItCame() {
        events(null, "{\"Events\":[]}");

        assertThat(exchange().eventsAfter("a+b/c==&d")).isEmpty();

        OPERATOR.verify(getRequestedFor(urlPathEqualTo("/V7/GetNewEvents"))
                .withQueryParam("afterIndexKey", equalTo("a+b/c==&d"))
                .withQueryParam("boxId", equalTo(BOX))
                .withQueryParam("limit", equalTo("100")));
    }

    @Test
    void aNewMessageIsSentAndAPatchIsJudgedByTheDocumentsState() {
        events(
                null,
                """
                {"Events":[
                  {"EventId":"1","IndexKey":"k1","Message":%s},
                  {"EventId":"2","IndexKey":"k2","Patch":{"MessageId":"m-1","TimestampTicks":639000000600000000,"MessageIsDelivered":true}},
                  {"EventId":"3","IndexKey":"k3","Patch":{"MessageId":"m-2","TimestampTicks":639000001200000000}},
                  {"EventId":"4","IndexKey":"k4","Patch":{"MessageId":"m-3","TimestampTicks":639000001800000000}}]}"""
                        .formatted(SENT));
        message("m-1", SENT);
        message("m-2", with("m-2", "WithRecipientSignature"));
        message("m-3", with("m-3", "InvalidRecipientSignature"));
        Instant sent = Instant.parse("2025-11-29T08:00:00Z");

        assertThat(exchange().eventsAfter(null))
                .containsExactly(
                        new StateEvent("k1", "m-1", "d-1", State.SENT, null, sent),
                        new StateEvent("k2", "m-1", "d-1", State.DELIVERED, null, sent.plusSeconds(60)),
                        new StateEvent("k3", "m-2", "d-1", State.SIGNED, null, sent.plusSeconds(120)),
                        new StateEvent(
                                "k4",
                                "m-3",
                                "d-1",
                                State.INVALID_SIGNATURE,
                                "Оператор ЭДО признал подпись клиента недействительной.",
                                sent.plusSeconds(180)));
    }

    static Stream<Arguments> rejections() {
        return Stream.of(
                arguments("SignatureRequestRejection", "Дорого.".getBytes(StandardCharsets.UTF_8)),
                arguments(
                        "XmlSignatureRejection",
                        ("<?xml version=\"1.0\" encoding=\"windows-1251\"?><Файл><Документ><СвУведУточ>"
                                        + "<ТекстУведУточ>Дорого.</ТекстУведУточ></СвУведУточ></Документ></Файл>")
                                .getBytes(Charset.forName("windows-1251"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejections")
    void aRefusalComesWithTheClientsWords(String kind, byte[] content) {
        patched("m-4");
        message(
                "m-4",
                with("m-4", "RecipientSignatureRequestRejected")
                        .replace(
                                "\"Entities\":[",
                                "\"Entities\":[{\"EntityType\":\"Attachment\",\"EntityId\":\"r-1\",\"ParentEntityId\":\"d-1\","
                                        + "\"AttachmentType\":\"" + kind + "\"},"));
        OPERATOR.stubFor(get(urlPathEqualTo("/V4/GetEntityContent"))
                .withQueryParam("entityId", equalTo("r-1"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/octet-stream")
                        .withBody(content)));

        assertThat(exchange().eventsAfter(null)).singleElement().satisfies(event -> {
            assertThat(event.state()).isEqualTo(State.REFUSED);
            assertThat(event.comment()).isEqualTo("Дорого.");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<broken",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><ТекстУведУточ>&x;</ТекстУведУточ>",
                "<Файл/>"
            })
    void anUnreadableRejectionIsStillARefusal(String xml, CapturedOutput output) {
        patched("m-4");
        message(
                "m-4",
                with("m-4", "RecipientSignatureRequestRejected")
                        .replace(
                                "\"Entities\":[",
                                "\"Entities\":[{\"EntityType\":\"Attachment\",\"EntityId\":\"r-1\",\"ParentEntityId\":\"d-1\","
                                        + "\"AttachmentType\":\"XmlSignatureRejection\"},"));
        OPERATOR.stubFor(get(urlPathEqualTo("/V4/GetEntityContent"))
                .willReturn(aResponse().withBody(xml)));

        assertThat(exchange().eventsAfter(null)).singleElement().satisfies(event -> {
            assertThat(event.state()).isEqualTo(State.REFUSED);
            assertThat(event.comment()).isEmpty();
        });
        assertThat(output).doesNotContain("root:").doesNotContain("[Fatal Error]");
    }

    @Test
    void otherPeoplesEventsArePassedOverAndReadOnce() {
        events(
                null,
                "{\"Events\":[{\"EventId\":\"1\",\"IndexKey\":\"k1\",\"Patch\":{\"MessageId\":\"foreign\",\"TimestampTicks\":1}}]}");
        events("k1", "{\"Events\":[]}");
        OPERATOR.stubFor(
                get(urlPathEqualTo("/V5/GetMessage")).willReturn(aResponse().withStatus(403)));
        DiadocDocumentExchange exchange = exchange();

        assertThat(exchange.eventsAfter(null)).isEmpty();
        assertThat(exchange.eventsAfter(null)).isEmpty();

        OPERATOR.verify(1, getRequestedFor(urlPathEqualTo("/V5/GetMessage")));
        OPERATOR.verify(1, getRequestedFor(urlPathEqualTo("/V7/GetNewEvents")).withoutQueryParam("afterIndexKey"));
    }
}
