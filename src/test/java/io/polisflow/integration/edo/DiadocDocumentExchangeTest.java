package io.polisflow.integration.edo;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.notMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.contract.DocumentExchange.Outgoing;
import io.polisflow.crm.contract.DocumentExchange.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Boxes, sending and signatures as Diadoc has them. */
@ExtendWith(OutputCaptureExtension.class)
class DiadocDocumentExchangeTest extends DiadocTest {

    @Test
    void aDocumentLeavesWithOurSignatureUnderItsOperationId() {
        OPERATOR.stubFor(post(urlPathEqualTo("/V3/PostMessage")).willReturn(okJson(SENT)));

        assertThat(exchange().send(CONTRACT)).isEqualTo(new Sent("m-1", "d-1"));

        OPERATOR.verify(postRequestedFor(urlPathEqualTo("/V3/PostMessage"))
                .withQueryParam("operationId", equalTo("operation-1"))
                .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                .withRequestBody(matchingJsonPath("$.FromBoxId", equalTo(BOX)))
                .withRequestBody(matchingJsonPath("$.ToBoxId", equalTo(CLIENT_BOX)))
                .withRequestBody(matchingJsonPath("$.DocumentAttachments[0].TypeNamedId", equalTo("Nonformalized")))
                .withRequestBody(matchingJsonPath("$.DocumentAttachments[0].NeedRecipientSignature", equalTo("true")))
                .withRequestBody(matchingJsonPath("$.DocumentAttachments[0].CustomDocumentId", equalTo("operation-1")))
                .withRequestBody(matchingJsonPath("$.DocumentAttachments[0].Metadata[0].Key", equalTo("FileName")))
                .withRequestBody(
                        matchingJsonPath("$.DocumentAttachments[0].Metadata[0].Value", equalTo("Договор.pdf"))));
        String body = OPERATOR.getAllServeEvents().get(0).getRequest().getBodyAsString();
        String signature = com.jayway.jsonpath.JsonPath.read(body, "$.DocumentAttachments[0].SignedContent.Signature");
        String content = com.jayway.jsonpath.JsonPath.read(body, "$.DocumentAttachments[0].SignedContent.Content");
        assertThat(Base64.getDecoder().decode(content)).isEqualTo(PDF);
        assertThat(verifier()
                        .verify(
                                Base64.getDecoder().decode(signature),
                                new SignatureVerifier.Expected(PDF, "7736050003", Instant.now(), true))
                        .get(0)
                        .problem())
                .isNull();
    }

    @Test
    void anOperatorStillAtWorkIsAskedAgainLater() {
        OPERATOR.stubFor(post(urlPathEqualTo("/V3/PostMessage"))
                .willReturn(aResponse().withStatus(204).withHeader("Retry-After", "7")));

        assertThatThrownBy(() -> exchange().send(CONTRACT))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("7 s");
    }

    @Test
    void aSubscriptionThatIsOverIsNamedInTheFault() {
        OPERATOR.stubFor(
                post(urlPathEqualTo("/V3/PostMessage")).willReturn(aResponse().withStatus(402)));

        assertThatThrownBy(() -> exchange().send(CONTRACT))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("subscription");
    }

    private static final String SHELF_NAME = "0f8fad5b-d9cb-469f-a165-70867728950e.pdf";

    private static Outgoing large() {
        byte[] content = new byte[2 * DiadocLimits.SHELF_PART + 1];
        Arrays.fill(content, (byte) 'x');
        return new Outgoing("operation-1", CLIENT_BOX, "C-2026-000001", "Договор.pdf", content);
    }

    @Test
    void aLargeDocumentIsLaidOnTheShelfByPartsAndOnlyNamedInTheMessage() {
        OPERATOR.stubFor(post(urlPathEqualTo("/ShelfUploadPartInit"))
                .willReturn(aResponse().withBody(SHELF_NAME)));
        OPERATOR.stubFor(post(urlPathEqualTo("/ShelfUploadPart")).willReturn(aResponse()));
        OPERATOR.stubFor(post(urlPathEqualTo("/V3/PostMessage")).willReturn(okJson(SENT)));

        assertThat(exchange().send(large())).isEqualTo(new Sent("m-1", "d-1"));

        OPERATOR.verify(
                1,
                postRequestedFor(urlPathEqualTo("/ShelfUploadPartInit"))
                        .withQueryParam("isLastPart", equalTo("false"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withHeader("Content-Type", equalTo("application/octet-stream")));
        for (int index = 1; index <= 2; index++) {
            OPERATOR.verify(
                    1,
                    postRequestedFor(urlPathEqualTo("/ShelfUploadPart"))
                            .withQueryParam("fileName", equalTo(SHELF_NAME))
                            .withQueryParam("partIndex", equalTo(String.valueOf(index)))
                            .withQueryParam("isLastPart", equalTo(String.valueOf(index == 2))));
        }
        OPERATOR.verify(postRequestedFor(urlPathEqualTo("/V3/PostMessage"))
                .withRequestBody(
                        matchingJsonPath("$.DocumentAttachments[0].SignedContent.NameOnShelf", equalTo(SHELF_NAME)))
                .withRequestBody(notMatching("(?s).*\"Content\".*")));
    }

    static Stream<Arguments> unusableShelves() {
        return Stream.of(
                arguments("401", aResponse().withStatus(401)),
                arguments("400", aResponse().withStatus(400)),
                arguments("500", aResponse().withStatus(500)),
                arguments("empty", aResponse()),
                arguments("a page", aResponse().withBody("<html>login</html>")),
                arguments("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusableShelves")
    void aShelfThatDoesNotTakeAPartIsAFaultAndNothingIsSent(String name, ResponseDefinitionBuilder answer) {
        OPERATOR.stubFor(post(urlPathEqualTo("/ShelfUploadPartInit")).willReturn(answer));
        assertUnavailable(() -> exchange().send(large()));
        if (!name.equals("empty") && !name.equals("a page")) {
            OPERATOR.stubFor(post(urlPathEqualTo("/ShelfUploadPartInit"))
                    .willReturn(aResponse().withBody(SHELF_NAME)));
            OPERATOR.stubFor(post(urlPathEqualTo("/ShelfUploadPart")).willReturn(answer));
            assertUnavailable(() -> exchange().send(large()));
        }

        OPERATOR.verify(0, postRequestedFor(urlPathEqualTo("/V3/PostMessage")));
    }

    @Test
    void aDuplicateIsFoundAndCountsAsSent() {
        OPERATOR.stubFor(
                post(urlPathEqualTo("/V3/PostMessage")).willReturn(aResponse().withStatus(409)));
        OPERATOR.stubFor(
                get(urlPathEqualTo("/V3/GetDocuments"))
                        .willReturn(
                                okJson(
                                        """
                                {"Documents":[{"MessageId":"m-8","EntityId":"d-8","CustomDocumentId":"other"},
                                              {"MessageId":"m-9","EntityId":"d-9","CustomDocumentId":"operation-1"}]}""")));

        assertThat(exchange().send(CONTRACT)).isEqualTo(new Sent("m-9", "d-9"));

        OPERATOR.verify(getRequestedFor(urlPathEqualTo("/V3/GetDocuments"))
                .withQueryParam("boxId", equalTo(BOX))
                .withQueryParam("counteragentBoxId", equalTo(CLIENT_BOX)));
    }

    @Test
    void aConflictWithoutTheDocumentIsARefusal() {
        OPERATOR.stubFor(
                post(urlPathEqualTo("/V3/PostMessage")).willReturn(aResponse().withStatus(409)));
        OPERATOR.stubFor(get(urlPathEqualTo("/V3/GetDocuments")).willReturn(okJson("{\"Documents\":[]}")));

        assertThatThrownBy(() -> exchange().send(CONTRACT))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("приглаш");
    }

    @ParameterizedTest
    @CsvSource({
        "400,Ящик получателя не найден,Ящик получателя не найден",
        "400,'',причина не названа",
        "413,<html>,причина не названа"
    })
    void aDocumentThatTheOperatorWillNotTakeIsRefusedInItsWords(int status, String body, String told) {
        OPERATOR.stubFor(post(urlPathEqualTo("/V3/PostMessage"))
                .willReturn(aResponse().withStatus(status).withBody(body)));

        assertThatThrownBy(() -> exchange().send(CONTRACT))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("Оператор ЭДО не принял документ: ")
                .hasMessageContaining(told);
    }

    @Test
    void theClientsOwnBoxComesBeforeItsRoamingDouble() {
        organizations(
                """
                {"Organizations":[
                  {"Inn":"7707083893","Boxes":[{"BoxIdGuid":"roaming"}],"IsRoaming":true},
                  {"Inn":"7707083893","Boxes":[{"BoxIdGuid":"gone"}],"LiquidationDate":"2020-01-01"},
                  {"Inn":"7736050003","Boxes":[{"BoxIdGuid":"another"}]},
                  {"Inn":"7707083893","Boxes":[]},
                  {"Inn":"7707083893","Boxes":[{"BoxIdGuid":"guarded"}],"Sociability":"CounteragentsOnly"},
                  {"Inn":"7707083893","Boxes":[{"BoxId":"b@diadoc.ru","BoxIdGuid":"own"}],"LiquidationDate":""}]}""");

        assertThat(exchange().boxOf("7707083893", "773601001")).contains("own");

        OPERATOR.verify(getRequestedFor(urlPathEqualTo("/GetOrganizationsByInnKpp"))
                .withQueryParam("inn", equalTo("7707083893"))
                .withQueryParam("kpp", equalTo("773601001")));
    }

    @Test
    void aBoxOfAnotherBranchIsNotTakenForTheOneAskedFor() {
        organizations(
                """
                {"Organizations":[
                  {"Inn":"7707083893","Kpp":"770000001","Boxes":[{"BoxIdGuid":"branch"}]},
                  {"Inn":"7707083893","Kpp":"773601001","Boxes":[{"BoxIdGuid":"head"}]}]}""");

        assertThat(exchange().boxOf("7707083893", "773601001")).contains("head");
        assertThat(exchange().boxOf("7707083893", "781443001")).isEmpty();
        assertThat(exchange().boxOf("7707083893", null)).contains("branch");
    }

    @Test
    void aSoleTraderIsAskedForWithoutKpp() {
        organizations("{\"Organizations\":[]}");

        assertThat(exchange().boxOf("000000000184", null)).isEmpty();

        OPERATOR.verify(
                getRequestedFor(urlPathEqualTo("/GetOrganizationsByInnKpp")).withoutQueryParam("kpp"));
    }

    @ParameterizedTest
    @CsvSource({"200,'{\"Events\":[]}',UP", "200,'{',DOWN", "401,'{}',DOWN", "402,'',DOWN", "503,'',DOWN"})
    void healthLooksIntoOurBox(int status, String body, String health) {
        OPERATOR.stubFor(get(urlPathEqualTo("/V7/GetNewEvents"))
                .withQueryParam("limit", equalTo("1"))
                .willReturn(aResponse().withStatus(status).withBody(body)));
        Duration timeout = Duration.ofSeconds(5);

        assertThat(EdoConfiguration.health(api(properties(OPERATOR.baseUrl(), timeout)), BOX)
                        .health()
                        .getStatus())
                .isEqualTo(new Status(health));
    }

    @Test
    void secretsStayOutOfThePrintedSettings() {
        assertThat(properties("http://edo.example").toString())
                .contains("http://edo.example")
                .doesNotContain(TOKEN, "h00k", "s1gn", "0idc-s3cr3t", "r3fr3sh", "tru5t");
    }
}
