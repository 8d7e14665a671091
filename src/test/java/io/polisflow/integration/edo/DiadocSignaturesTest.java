package io.polisflow.integration.edo;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.contract.DocumentExchange.Signatory;
import io.polisflow.crm.contract.DocumentExchange.SignatureCheck;
import io.polisflow.crm.contract.DocumentExchange.SignatureFacts;
import io.polisflow.integration.edo.TestAuthority.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Both signatures under one document, fetched from Diadoc. */
class DiadocSignaturesTest extends DiadocTest {

    @Test
    void theLastSignatureOfTheClientIsCheckedOverTheBytesThatWereSent() {
        signedBy(with("m-5", "WithRecipientSignature"), signatures.sign(PDF, client));

        SignatureCheck check = exchange().checkSignature("m-5", "d-1", PDF, CLIENT);

        assertThat(check.valid()).isTrue();
        assertThat(check.signer()).isEqualTo("ООО Ромашка");
        assertThat(check.problem()).isNull();
        assertThat(check.ownSignature()).isNotEmpty();
        assertThat(check.facts())
                .extracting(SignatureFacts::ours, SignatureFacts::inn, SignatureFacts::problem)
                .containsExactly(tuple(true, "7736050003", null), tuple(false, TestAuthority.CLIENT_INN, null));
    }

    @Test
    void aSignatureOverOtherBytesIsNotValidAndIsKept() {
        byte[] other = signatures.sign("%PDF другой договор".getBytes(StandardCharsets.UTF_8), client);
        signedBy(with("m-5", "WithRecipientSignature"), other);

        SignatureCheck check = exchange().checkSignature("m-5", "d-1", PDF, CLIENT);

        assertThat(check.valid()).isFalse();
        assertThat(check.problem()).isEqualTo("Подпись не соответствует отправленному документу.");
        assertThat(check.signature()).isEqualTo(other);
    }

    @Test
    void whatTheOperatorCallsInvalidIsNotValidThoughTheBytesFit() {
        signedBy(with("m-5", "InvalidRecipientSignature"), signatures.sign(PDF, client));

        assertThat(exchange().checkSignature("m-5", "d-1", PDF, CLIENT).problem())
                .contains("Оператор ЭДО");
    }

    @Test
    void aSignatureThatIsNotThereYetIsWaitedFor() {
        message("m-1", SENT);

        assertThatThrownBy(() -> exchange().checkSignature("m-1", "d-1", PDF, CLIENT))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("no signature");
    }

    @Test
    void whatTheOperatorKeepsAsOursMustHoldAsWell() throws Exception {
        byte[] theirs = signatures.sign(PDF, client);
        signedBy(
                with("m-5", "WithRecipientSignature"),
                signatures.sign("%PDF другой".getBytes(StandardCharsets.UTF_8), insurer),
                theirs);

        SignatureCheck check = exchange().checkSignature("m-5", "d-1", PDF, CLIENT);

        assertThat(check.valid()).isFalse();
        assertThat(check.problem()).isEqualTo("Подпись страховщика: Подпись не соответствует отправленному документу.");
        assertThat(check.signature()).isEqualTo(theirs);
    }

    @Test
    void aMessageWithoutOurSignatureIsNoAnswer() {
        signedBy(
                with("m-5", "WithRecipientSignature")
                        .replace("\"ParentEntityId\":\"d-1\"", "\"ParentEntityId\":\"d-0\""),
                signatures.sign(PDF, client));

        assertThatThrownBy(() -> exchange().checkSignature("m-5", "d-1", PDF, CLIENT))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("of our own");
    }

    @Test
    void aBoxInItsOlderSpellingIsTheSameBox() {
        String older = BOX.replace("-", "") + "@diadoc.ru";
        signedBy(
                with("m-5", "WithRecipientSignature").replace("\"SignerBoxId\":\"" + BOX, "\"SignerBoxId\":\"" + older),
                signatures.sign(PDF, client));

        assertThat(exchange().checkSignature("m-5", "d-1", PDF, CLIENT).problem())
                .isNull();
    }

    @Test
    void withoutTheClientsInnNobodysSignatureCounts() {
        signedBy(with("m-5", "WithRecipientSignature"), signatures.sign(PDF, client));

        assertThat(exchange()
                        .checkSignature("m-5", "d-1", PDF, new Signatory(null, null))
                        .problem())
                .contains("не указан ИНН");
    }

    @Test
    void ourCertificateMayEndBetweenOurSignatureAndTheClients() throws Exception {
        Instant now = Instant.now();
        SigningKey ending = authority.issue(
                Kind.GOST_256,
                TestAuthority.innOfOrganisation("7736050003"),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofMinutes(5)));
        signedBy(with("m-5", "WithRecipientSignature"), signatures.sign(PDF, ending), signatures.sign(PDF, client));

        assertThat(exchange()
                        .checkSignature(
                                "m-5",
                                "d-1",
                                PDF,
                                new Signatory(TestAuthority.CLIENT_INN, now.plus(Duration.ofHours(2))))
                        .problem())
                .isNull();
    }

    @Test
    void withACertificateThatIsOverNothingIsSignedOrSent() throws Exception {
        Instant now = Instant.now();
        SigningKey over = authority.issue(
                Kind.GOST_512,
                TestAuthority.innOfOrganisation("7736050003"),
                now.minus(Duration.ofDays(9)),
                now.minus(Duration.ofDays(1)));
        EdoProperties properties = properties(OPERATOR.baseUrl());

        assertThatThrownBy(() -> new DiadocDocumentExchange(
                                api(properties), properties, () -> over, verifier(), Clock.systemUTC())
                        .send(CONTRACT))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("polisflow.edo.signing.key-store");

        OPERATOR.verify(0, anyRequestedFor(anyUrl()));
    }
}
