package io.polisflow.integration.edo;

import static io.polisflow.integration.edo.TestAuthority.CLIENT_INN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.contract.DocumentExchange.SignatureFacts;
import io.polisflow.integration.edo.SignatureVerifier.Expected;
import io.polisflow.integration.edo.TestAuthority.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;

/** Signatures that count, and each kind that must not. */
class SignatureVerifierTest {

    private static final byte[] CONTRACT = "Договор страхования № C-2026-000001".getBytes(StandardCharsets.UTF_8);
    private static final RevocationLists NO_LISTS = new RevocationLists("");

    private static TestAuthority authority;

    private final Instant now = Instant.now();
    private final CmsSignatures signatures = new CmsSignatures(Clock.fixed(now, ZoneOffset.UTC));
    private final SignatureVerifier verifier = new SignatureVerifier(authority.trusted(), NO_LISTS);

    @BeforeAll
    static void anAuthority() throws Exception {
        authority = TestAuthority.of("УЦ «Проверка»", Kind.GOST_256);
    }

    private SignatureFacts facts(byte[] content, byte[] signature) {
        return verifier.verify(signature, new Expected(content, CLIENT_INN, now, false))
                .get(0);
    }

    private String problem(byte[] signature) {
        return facts(CONTRACT, signature).problem();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"GOST_256", "GOST_512"})
    void aSignatureOverTheseBytesHoldsAndNamesItsSigner(Kind kind) throws Exception {
        SigningKey key = authority.issue(kind);

        SignatureFacts facts = facts(CONTRACT, signatures.sign(CONTRACT, key));

        assertThat(facts.problem()).isNull();
        assertThat(facts.signer()).isEqualTo("ООО Ромашка");
        assertThat(facts.organisation()).isEqualTo("ООО «Ромашка»");
        assertThat(facts.inn()).isEqualTo(CLIENT_INN);
        assertThat(facts.issuer()).isEqualTo("УЦ «Проверка»");
        assertThat(facts.algorithm()).endsWith(kind == Kind.GOST_256 ? "256 бит" : "512 бит");
        assertThat(facts.signedAt()).isBetween(now.minusSeconds(1), now);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"GOST_256", "GOST_512"})
    void oneOtherByteBreaksTheSignature(Kind kind) throws Exception {
        byte[] signature = signatures.sign(CONTRACT, authority.issue(kind));
        byte[] tampered = CONTRACT.clone();
        tampered[tampered.length - 1] ^= 1;
        byte[] broken = signature.clone();
        broken[broken.length - 1] ^= 1;

        assertThat(facts(tampered, signature).problem()).isEqualTo(SignatureVerifier.OTHER_BYTES);
        assertThat(facts(Arrays.copyOf(CONTRACT, CONTRACT.length + 1), signature)
                        .problem())
                .isEqualTo(SignatureVerifier.OTHER_BYTES);
        // The signature's value stands at the very end.
        assertThat(problem(broken)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "подпись", "\u0030\u0080\u0006", "{\"Signature\": null}"})
    void whatIsNoSignatureIsNone(String text) {
        assertThat(problem(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(SignatureVerifier.UNREADABLE);
    }

    @Test
    void noByteThatIsCutOffOrTurnedBreaksTheCheckItself() throws Exception {
        byte[] signature = signatures.sign(CONTRACT, authority.issue(Kind.GOST_256));
        for (int i = 0; i < signature.length; i += 3) {
            byte[] turned = signature.clone();
            turned[i] ^= 0x55;
            facts(CONTRACT, turned);
            facts(CONTRACT, Arrays.copyOf(signature, i));
        }
    }

    @Test
    void aSignatureThatIsNotGostIsRefused() throws Exception {
        assertThat(problem(signed(authority.issue(Kind.RSA), "SHA256withRSA", false)))
                .isEqualTo(SignatureVerifier.NOT_GOST);
    }

    @Test
    void aSignatureWithItsOwnCopyOfTheDocumentIsRefused() throws Exception {
        assertThat(problem(signed(authority.issue(Kind.GOST_256), Kind.GOST_256.signature, true)))
                .contains("отсоединённая");
    }

    @Test
    void aSignatureWithoutItsCertificateIsRefused() throws Exception {
        assertThat(problem(generator(authority.issue(Kind.GOST_256), Kind.GOST_256.signature)
                        .generate(new CMSProcessableByteArray(CONTRACT), false)
                        .getEncoded()))
                .contains("нет сертификата");
    }

    @Test
    void nobodySignedAnEmptySignature() throws Exception {
        assertThat(problem(new CMSSignedDataGenerator()
                        .generate(new CMSProcessableByteArray(CONTRACT), false)
                        .getEncoded()))
                .contains("никто не подписался");
    }

    @Test
    void aCertificateThatWasOverWhenItSignedIsRefused() throws Exception {
        SigningKey over = authority.issue(
                Kind.GOST_256,
                TestAuthority.innOfOrganisation(CLIENT_INN),
                now.minus(Duration.ofDays(9)),
                now.minus(Duration.ofDays(1)));

        assertThat(problem(signatures.sign(CONTRACT, over))).isEqualTo(SignatureVerifier.NOT_AT_SIGNING);
    }

    @Test
    void settingTheClockBackDoesNotBringACertificateBackToLife() throws Exception {
        SigningKey over = authority.issue(
                Kind.GOST_256,
                TestAuthority.innOfOrganisation(CLIENT_INN),
                now.minus(Duration.ofDays(9)),
                now.minus(Duration.ofDays(1)));
        CmsSignatures backdated = new CmsSignatures(Clock.fixed(now.minus(Duration.ofDays(5)), ZoneOffset.UTC));

        assertThat(problem(backdated.sign(CONTRACT, over))).isEqualTo(SignatureVerifier.NOT_ON_RECEIPT);
    }

    @Test
    void anAuthorityThatNobodyTrustsIsNamed() throws Exception {
        SigningKey foreign = TestAuthority.of("УЦ «Чужой»", Kind.GOST_256).issue(Kind.GOST_256);

        assertThat(problem(signatures.sign(CONTRACT, foreign)))
                .isEqualTo(SignatureVerifier.UNKNOWN_ISSUER + "УЦ «Чужой».");
    }

    @Test
    void anAuthorityThatOnlyBearsATrustedNameIsForeign() throws Exception {
        SigningKey namesake = TestAuthority.of("УЦ «Проверка»", Kind.GOST_256).issue(Kind.GOST_256);

        assertThat(problem(signatures.sign(CONTRACT, namesake))).startsWith(SignatureVerifier.UNKNOWN_ISSUER);
    }

    @Test
    void aSelfSignedCertificateIsForeign() {
        assertThat(problem(signatures.sign(CONTRACT, SigningKey.throwAway("ООО Ромашка", now))))
                .startsWith(SignatureVerifier.UNKNOWN_ISSUER);
    }

    @Test
    void anAuthorityBelowATrustedOneIsFollowedByTheCertificatesThatCameAlong() throws Exception {
        SigningKey below = authority.below("УЦ «Подчинённый»").issue(Kind.GOST_512);

        assertThat(problem(signatures.sign(CONTRACT, below))).isNull();
        assertThat(problem(signatures.sign(CONTRACT, new SigningKey(below.key(), below.certificate()))))
                .startsWith(SignatureVerifier.UNKNOWN_ISSUER);
    }

    @Test
    void anAuthorityThatIsOverVouchesForNobody() throws Exception {
        Instant yesterday = now.minus(Duration.ofDays(1));
        TestAuthority below = authority.below("УЦ «Бывший подчинённый»", yesterday);
        TestAuthority root = TestAuthority.of("УЦ «Бывший»", Kind.GOST_256, yesterday);

        assertThat(problem(signatures.sign(CONTRACT, below.issue(Kind.GOST_256))))
                .startsWith(SignatureVerifier.UNKNOWN_ISSUER);
        byte[] signature = signatures.sign(
                CONTRACT,
                root.issue(
                        Kind.GOST_256,
                        TestAuthority.innOfOrganisation(CLIENT_INN),
                        now.minus(Duration.ofDays(9)),
                        now.plus(Duration.ofDays(1))));
        SignatureVerifier trusting = new SignatureVerifier(root.trusted(), NO_LISTS);
        assertThat(trusting.verify(signature, new Expected(CONTRACT, CLIENT_INN, now, false))
                        .get(0)
                        .problem())
                .startsWith(SignatureVerifier.UNKNOWN_ISSUER);
        // Received while the authority was good, it holds.
        assertThat(trusting.verify(signature, new Expected(CONTRACT, CLIENT_INN, yesterday.minusSeconds(60), false))
                        .get(0)
                        .problem())
                .isNull();
    }

    @Test
    void aClientIsNoAuthorityForOthers() throws Exception {
        SigningKey client = authority.issue(Kind.GOST_256);
        SigningKey forged = TestAuthority.of("ООО Ромашка", Kind.GOST_256).issue(Kind.GOST_256);

        assertThat(problem(signatures.sign(
                        CONTRACT, new SigningKey(forged.key(), List.of(forged.certificate(), client.certificate())))))
                .startsWith(SignatureVerifier.UNKNOWN_ISSUER);
    }

    @Test
    void anotherOnesCertificateIsRefusedByItsInn() throws Exception {
        SigningKey other = authority.issue(Kind.GOST_256, TestAuthority.innOfOrganisation("7736050003"));
        SigningKey person = authority.issue(Kind.GOST_256, TestAuthority.innOfPerson("561100409545"));

        assertThat(problem(signatures.sign(CONTRACT, other))).contains("7736050003", CLIENT_INN, "не совпадает");
        assertThat(problem(signatures.sign(CONTRACT, person))).contains("561100409545", "не совпадает");
    }

    @Test
    void anOrganisationsInnAmongThePersonsIsReadWithItsTwoZeros() throws Exception {
        SigningKey older = authority.issue(Kind.GOST_256, TestAuthority.innOfPerson("00" + CLIENT_INN));

        assertThat(problem(signatures.sign(CONTRACT, older))).isNull();
    }

    @Test
    void aSoleTraderSignsByTheirOwnInn() throws Exception {
        byte[] signature =
                signatures.sign(CONTRACT, authority.issue(Kind.GOST_256, TestAuthority.innOfPerson("561100409545")));

        assertThat(verifier.verify(signature, new Expected(CONTRACT, "561100409545", now, false))
                        .get(0)
                        .problem())
                .isNull();
    }

    @Test
    void withoutATrustStoreNothingCounts() throws Exception {
        byte[] signature = signatures.sign(CONTRACT, authority.issue(Kind.GOST_256));

        assertThat(new SignatureVerifier(TrustStore.none(), NO_LISTS)
                        .verify(signature, new Expected(CONTRACT, CLIENT_INN, now, false))
                        .get(0)
                        .problem())
                .contains("polisflow.edo.trust-store");
    }

    @Test
    void aRevokedCertificateIsRefusedWhereListsAreKept(@TempDir Path lists) throws Exception {
        SigningKey good = authority.issue(Kind.GOST_256);
        SigningKey stolen = authority.issue(Kind.GOST_256);
        Files.write(lists.resolve("authority.crl"), authority.revoke(stolen.certificate()));
        SignatureVerifier strict = new SignatureVerifier(authority.trusted(), new RevocationLists(lists.toString()));
        Expected expected = new Expected(CONTRACT, CLIENT_INN, now, false);

        assertThat(strict.verify(signatures.sign(CONTRACT, good), expected)
                        .get(0)
                        .problem())
                .isNull();
        assertThat(strict.verify(signatures.sign(CONTRACT, stolen), expected)
                        .get(0)
                        .problem())
                .isEqualTo(SignatureVerifier.REVOKED);
        SignatureVerifier missing = new SignatureVerifier(
                authority.trusted(), new RevocationLists(lists.resolve("none").toString()));
        byte[] signature = signatures.sign(CONTRACT, good);
        assertThatThrownBy(() -> missing.verify(signature, expected)).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"GOST_256", "GOST_512"})
    void theInsurersKeyComesFromAFile(Kind kind, @TempDir Path folder) throws Exception {
        Path file = TestAuthority.kept(folder.resolve("key.p12"), authority.issue(kind), "s3cr3t-pass");

        SigningKey loaded = SigningKey.load(new FileSystemResource(file), "s3cr3t-pass");

        assertThat(problem(signatures.sign(CONTRACT, loaded))).isNull();
        assertThatThrownBy(() -> SigningKey.load(new FileSystemResource(file), "wr0ng-pass"))
                .hasMessageContaining("polisflow.edo.signing.key-store")
                .hasMessageNotContaining("wr0ng-pass");
        assertThatThrownBy(() -> SigningKey.load(new FileSystemResource(folder.resolve("none.p12")), "x"))
                .hasMessageContaining("none.p12");
        assertThat(loaded.toString()).doesNotContain("PRIVATE", "BEGIN");
    }

    @Test
    void aKeyThatIsNotGostStopsTheStart(@TempDir Path folder) throws Exception {
        Path file = TestAuthority.kept(folder.resolve("rsa.p12"), authority.issue(Kind.RSA), "pass");

        assertThatThrownBy(() -> SigningKey.load(new FileSystemResource(file), "pass"))
                .hasMessageContaining("polisflow.edo.signing.key-store")
                .hasMessageContaining("GOST");
    }

    @Test
    void theTrustStoreIsPemOrPkcs12(@TempDir Path folder) throws Exception {
        byte[] signature = signatures.sign(CONTRACT, authority.issue(Kind.GOST_256));
        Path pem = folder.resolve("trust.pem");
        try (JcaPEMWriter writer = new JcaPEMWriter(Files.newBufferedWriter(pem))) {
            writer.writeObject(authority.certificate);
            writer.writeObject(TestAuthority.of("УЦ «Второй»", Kind.GOST_512).certificate);
        }
        java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12", SigningKey.BOUNCY_CASTLE);
        store.load(null, null);
        store.setCertificateEntry("authority", authority.certificate);
        Path pkcs12 = folder.resolve("trust.p12");
        try (var out = Files.newOutputStream(pkcs12)) {
            store.store(out, "pass".toCharArray());
        }

        for (TrustStore trust : List.of(
                TrustStore.load(new FileSystemResource(pem), ""),
                TrustStore.load(new FileSystemResource(pem), "unneeded"),
                TrustStore.load(new FileSystemResource(pkcs12), "pass"))) {
            assertThat(new SignatureVerifier(trust, NO_LISTS)
                            .verify(signature, new Expected(CONTRACT, CLIENT_INN, now, false))
                            .get(0)
                            .problem())
                    .isNull();
        }
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        for (Path wrong : List.of(empty, folder.resolve("none.pem"))) {
            assertThatThrownBy(() -> TrustStore.load(new FileSystemResource(wrong), ""))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("polisflow.edo.trust-store");
        }
        assertThatThrownBy(() -> TrustStore.load(new FileSystemResource(pkcs12), "wr0ng"))
                .hasMessageContaining("polisflow.edo.trust-store")
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void aFreshMachineSignsWithAKeyOfTheAuthorityThatItTrusts() {
        SigningKey insurer = SigningKey.load(new ClassPathResource("sandbox/edo-insurer.p12"), "sandbox");
        SignatureVerifier fresh = new SignatureVerifier(
                TrustStore.load(new ClassPathResource("sandbox/edo-authority.pem"), ""), NO_LISTS);

        assertThat(fresh.verify(signatures.sign(CONTRACT, insurer), new Expected(CONTRACT, null, now, true))
                        .get(0)
                        .problem())
                .isNull();
    }

    private static byte[] signed(SigningKey key, String algorithm, boolean withContent) throws Exception {
        CMSSignedDataGenerator generator = generator(key, algorithm);
        generator.addCertificates(new JcaCertStore(key.chain()));
        return generator
                .generate(new CMSProcessableByteArray(CONTRACT), withContent)
                .getEncoded();
    }

    private static CMSSignedDataGenerator generator(SigningKey key, String algorithm) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder()
                        .setProvider(SigningKey.BOUNCY_CASTLE)
                        .build())
                .build(
                        new JcaContentSignerBuilder(algorithm)
                                .setProvider(SigningKey.BOUNCY_CASTLE)
                                .build(key.key()),
                        key.certificate()));
        return generator;
    }
}
