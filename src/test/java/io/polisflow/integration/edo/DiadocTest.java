package io.polisflow.integration.edo;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.contract.DocumentExchange.Outgoing;
import io.polisflow.integration.edo.CmsSignaturesTest.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stand-in for Diadoc that answers as a test tells it, and the adapter in front of it. */
abstract class DiadocTest {

    static final String TOKEN = "s3cr3t-t0k3n";
    static final String BOX = "11111111-1111-1111-1111-111111111111";
    static final String CLIENT_BOX = "22222222-2222-2222-2222-222222222222";
    static final byte[] PDF = "%PDF договор".getBytes(StandardCharsets.UTF_8);
    static final Outgoing CONTRACT = new Outgoing("operation-1", CLIENT_BOX, "C-2026-000001", "Договор.pdf", PDF);
    static final String SENT =
            """
            {"MessageId":"m-1","TimestampTicks":639000000000000000,"FromBoxId":"%s","Entities":[
              {"EntityType":"Signature","EntityId":"s-1","ParentEntityId":"d-1","SignerBoxId":"%s"},
              {"EntityType":"Attachment","EntityId":"d-1","AttachmentType":"Nonformalized","Unheard":1,
               "DocumentInfo":{"CustomDocumentId":"operation-1","RecipientResponseStatus":"WaitingForRecipientSignature"}}]}"""
                    .formatted(BOX, BOX);

    static SigningKey insurer;
    static SigningKey client;

    @RegisterExtension
    static final WireMockExtension OPERATOR = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    final ObjectMapper json = new ObjectMapper();
    final CmsSignatures signatures = new CmsSignatures(Clock.systemUTC());

    @BeforeAll
    static void keys() throws Exception {
        Instant now = Instant.now();
        insurer = SigningKey.throwAway("Страховщик", now);
        client = CmsSignaturesTest.key(Kind.GOST_256, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
    }

    static String with(String messageId, String status) {
        return SENT.replace("m-1", messageId).replace("WaitingForRecipientSignature", status);
    }

    static void patched(String messageId) {
        events(
                null,
                "{\"Events\":[{\"EventId\":\"1\",\"IndexKey\":\"k1\",\"Patch\":{\"MessageId\":\"" + messageId
                        + "\",\"TimestampTicks\":639000000000000000}}]}");
    }

    static void message(String messageId, String body) {
        OPERATOR.stubFor(get(urlPathEqualTo("/V5/GetMessage"))
                .withQueryParam("boxId", equalTo(BOX))
                .withQueryParam("messageId", equalTo(messageId))
                .willReturn(okJson(body)));
    }

    static void events(String after, String body) {
        MappingBuilder request = get(urlPathEqualTo("/V7/GetNewEvents"));
        if (after != null) {
            request.withQueryParam("afterIndexKey", equalTo(after)).atPriority(1);
        }
        OPERATOR.stubFor(request.willReturn(okJson(body)));
    }

    static void organizations(String body) {
        OPERATOR.stubFor(get(urlPathEqualTo("/GetOrganizationsByInnKpp")).willReturn(okJson(body)));
    }

    static void assertUnavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(UnavailableException.class).satisfies(fault -> {
            assertThat(((UnavailableException) fault).system()).isEqualTo("edo");
            StringWriter trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(TOKEN);
        });
    }

    DiadocDocumentExchange exchange() {
        return exchange(OPERATOR.baseUrl(), Duration.ofSeconds(10));
    }

    DiadocDocumentExchange exchange(String baseUrl, Duration timeout) {
        EdoProperties properties = properties(baseUrl);
        return new DiadocDocumentExchange(
                new DiadocApi(properties, timeout, timeout, json), properties, signatures, () -> insurer);
    }

    static EdoProperties properties(String baseUrl) {
        Duration timeout = Duration.ofSeconds(5);
        return new EdoProperties(
                "diadoc",
                baseUrl,
                TOKEN,
                BOX,
                "Nonformalized",
                timeout,
                timeout,
                timeout,
                "h00k",
                new EdoProperties.Signing("", "s1gn"));
    }
}
