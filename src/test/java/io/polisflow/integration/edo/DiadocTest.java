package io.polisflow.integration.edo;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
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
import io.polisflow.crm.contract.DocumentExchange.Signatory;
import io.polisflow.fixtures.TestWire;
import io.polisflow.integration.edo.TestAuthority.Kind;
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

    static final Signatory CLIENT = new Signatory(TestAuthority.CLIENT_INN, null);

    static TestAuthority authority;
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
        authority = TestAuthority.of("УЦ «Проверка»", Kind.GOST_256);
        insurer = authority.issue(Kind.GOST_512, TestAuthority.innOfOrganisation("7736050003"));
        client = authority.issue(Kind.GOST_256);
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

    static SignatureVerifier verifier() {
        return new SignatureVerifier(authority.trusted(), new RevocationLists(""));
    }

    DiadocDocumentExchange exchange() {
        return exchange(OPERATOR.baseUrl(), Duration.ofSeconds(10));
    }

    DiadocDocumentExchange exchange(String baseUrl, Duration timeout) {
        EdoProperties properties = properties(baseUrl, timeout);
        return new DiadocDocumentExchange(api(properties), properties, () -> insurer, verifier(), Clock.systemUTC());
    }

    DiadocApi api(EdoProperties properties) {
        return new DiadocApi(
                new TestWire().wire().to("edo", properties.wire()), DiadocToken.fixed(properties.token()), json);
    }

    static EdoProperties properties(String baseUrl) {
        return properties(baseUrl, Duration.ofSeconds(5));
    }

    static EdoProperties properties(String baseUrl, Duration timeout) {
        return settings(baseUrl, TOKEN, BOX, timeout, "h00k");
    }

    static EdoProperties settings(String baseUrl, String token, String box, Duration timeout, String hookToken) {
        return new EdoProperties(
                "diadoc",
                baseUrl,
                token,
                box,
                "Nonformalized",
                timeout,
                timeout,
                timeout,
                hookToken,
                "",
                "tru5t",
                "",
                new EdoProperties.Oidc("", "robot", "0idc-s3cr3t", "r3fr3sh", ""),
                new EdoProperties.Signing("", "s1gn"));
    }

    /** The message m-5 bears our signature and after a client's older one this one. */
    void signedBy(String message, byte[] signature) {
        signedBy(message, signatures.sign(PDF, insurer), signature);
    }

    void signedBy(String message, byte[] ourSignature, byte[] signature) {
        OPERATOR.stubFor(get(urlPathEqualTo("/V4/GetEntityContent"))
                .withQueryParam("entityId", equalTo("s-1"))
                .willReturn(aResponse().withBody(ourSignature)));
        message(
                "m-5",
                sentNow(message)
                        .replace(
                                "\"Entities\":[",
                                "\"Entities\":[{\"EntityType\":\"Signature\",\"EntityId\":\"old\",\"ParentEntityId\":\"d-1\",\"SignerBoxId\":\"%s\"},{\"EntityType\":\"Signature\",\"EntityId\":\"theirs\",\"ParentEntityId\":\"d-1\",\"SignerBoxId\":\"%s\"},"
                                        .formatted(CLIENT_BOX, CLIENT_BOX)));
        OPERATOR.stubFor(get(urlPathEqualTo("/V4/GetEntityContent"))
                .withQueryParam("messageId", equalTo("m-5"))
                .withQueryParam("entityId", equalTo("theirs"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/octet-stream")
                        .withBody(signature)));
    }

    /** The message as the operator took it just now. */
    static String sentNow(String message) {
        Instant now = Instant.now();
        long ticks = (now.getEpochSecond() + 62_135_596_800L) * 10_000_000L;
        return message.replace("639000000000000000", String.valueOf(ticks));
    }
}
