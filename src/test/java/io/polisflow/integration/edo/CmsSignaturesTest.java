package io.polisflow.integration.edo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.spec.ECNamedCurveGenParameterSpec;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of every kind that a client may bring, and what must not pass for one. */
class CmsSignaturesTest {

    private static final byte[] CONTRACT = "Договор страхования № C-2026-000001".getBytes(StandardCharsets.UTF_8);

    // The library stamps the signing time from the machine's clock, so the keys are made around it.
    private final Instant now = Instant.now();
    private final CmsSignatures signatures = new CmsSignatures(Clock.fixed(now, ZoneOffset.UTC));

    enum Kind {
        GOST_256("ECGOST3410-2012", "Tc26-Gost-3410-12-256-paramSetA", "GOST3411-2012-256WITHECGOST3410-2012-256"),
        GOST_512("ECGOST3410-2012", "Tc26-Gost-3410-12-512-paramSetA", "GOST3411-2012-512WITHECGOST3410-2012-512"),
        RSA("RSA", null, "SHA256withRSA");

        private final String algorithm;
        private final String curve;
        private final String signature;

        Kind(String algorithm, String curve, String signature) {
            this.algorithm = algorithm;
            this.curve = curve;
            this.signature = signature;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureOverTheseBytesHoldsAndNamesItsSigner(Kind kind) throws Exception {
        SigningKey key = key(kind, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));

        CmsSignatures.Verdict verdict = signatures.verify(CONTRACT, signatures.sign(CONTRACT, key));

        assertThat(verdict).isEqualTo(new CmsSignatures.Verdict("ООО Ромашка", null));
    }

    @ParameterizedTest
    @EnumSource
    void oneOtherByteBreaksTheSignature(Kind kind) throws Exception {
        SigningKey key = key(kind, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        byte[] signature = signatures.sign(CONTRACT, key);
        byte[] tampered = CONTRACT.clone();
        tampered[tampered.length - 1] ^= 1;

        CmsSignatures.Verdict verdict = signatures.verify(tampered, signature);

        assertThat(verdict.valid()).isFalse();
        assertThat(verdict.problem()).isEqualTo("Подпись не соответствует отправленному документу.");
        assertThat(signatures
                        .verify(java.util.Arrays.copyOf(CONTRACT, CONTRACT.length + 1), signature)
                        .valid())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void noByteOfTheSignatureItselfMayChangeUnnoticed(Kind kind) throws Exception {
        SigningKey key = key(kind, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        byte[] signature = signatures.sign(CONTRACT, key);
        byte[] broken = signature.clone();
        // The signature's value stands at the very end.
        broken[broken.length - 1] ^= 1;

        assertThat(signatures.verify(CONTRACT, broken).valid()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "подпись", "\u0030\u0080\u0006", "{\"Signature\": null}"})
    void whatIsNoSignatureIsNone(String text) {
        assertThat(signatures
                        .verify(CONTRACT, text.getBytes(StandardCharsets.UTF_8))
                        .problem())
                .isEqualTo("Файл подписи не читается.");
    }

    @Test
    void aSignatureWithItsOwnCopyOfTheDocumentIsRefused() throws Exception {
        SigningKey key = key(Kind.RSA, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));

        assertThat(signatures
                        .verify(CONTRACT, signed(key, "SHA256withRSA", true))
                        .problem())
                .contains("отсоединённая");
    }

    @Test
    void aWithdrawnDigestIsRefused() throws Exception {
        SigningKey key = key(Kind.RSA, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));

        assertThat(signatures
                        .verify(CONTRACT, signed(key, "SHA1withRSA", false))
                        .problem())
                .contains("устаревшим");
    }

    @Test
    void aSignatureWithoutItsCertificateIsRefused() throws Exception {
        SigningKey key = key(Kind.RSA, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        CMSSignedDataGenerator generator = generator(key, "SHA256withRSA");

        byte[] signature =
                generator.generate(new CMSProcessableByteArray(CONTRACT), false).getEncoded();

        assertThat(signatures.verify(CONTRACT, signature).problem()).contains("нет сертификата");
    }

    @Test
    void nobodySignedAnEmptySignature() throws Exception {
        byte[] signature = new CMSSignedDataGenerator()
                .generate(new CMSProcessableByteArray(CONTRACT), false)
                .getEncoded();

        assertThat(signatures.verify(CONTRACT, signature).problem()).contains("никто не подписался");
    }

    @Test
    void aCertificateThatWasOverWhenItSignedIsRefused() throws Exception {
        SigningKey over = key(Kind.GOST_256, now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)));

        assertThat(signatures.verify(CONTRACT, signatures.sign(CONTRACT, over)).problem())
                .isEqualTo("Сертификат подписанта не действовал в момент подписания.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"GOST_256", "RSA"})
    void theInsurersKeyComesFromAFile(Kind kind, @TempDir Path folder) throws Exception {
        SigningKey key = key(kind, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        Path file = folder.resolve("key.p12");
        KeyStore store = KeyStore.getInstance("PKCS12", SigningKey.BOUNCY_CASTLE);
        store.load(null, null);
        store.setKeyEntry("insurer", key.key(), null, new Certificate[] {key.certificate()});
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "s3cr3t-pass".toCharArray());
        }

        SigningKey loaded = SigningKey.load(file, "s3cr3t-pass");

        assertThat(signatures
                        .verify(CONTRACT, signatures.sign(CONTRACT, loaded))
                        .valid())
                .isTrue();
        assertThatThrownBy(() -> SigningKey.load(file, "wr0ng-pass"))
                .hasMessageContaining("polisflow.edo.signing.key-store")
                .hasMessageNotContaining("wr0ng-pass");
        assertThatThrownBy(() -> SigningKey.load(folder.resolve("none.p12"), "x"))
                .hasMessageContaining("none.p12");
        assertThat(loaded.toString()).doesNotContain("PRIVATE", "BEGIN");
    }

    @Test
    void aThrowAwayKeySignsToo() {
        SigningKey key = SigningKey.throwAway("Страховая компания «Полис»", now);

        assertThat(signatures.verify(CONTRACT, signatures.sign(CONTRACT, key)))
                .isEqualTo(new CmsSignatures.Verdict("Страховая компания «Полис»", null));
    }

    private static byte[] signed(SigningKey key, String algorithm, boolean withContent) throws Exception {
        CMSSignedDataGenerator generator = generator(key, algorithm);
        generator.addCertificates(new JcaCertStore(List.of(key.certificate())));
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

    static SigningKey key(Kind kind, Instant from, Instant until) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.algorithm, SigningKey.BOUNCY_CASTLE);
        if (kind.curve == null) {
            generator.initialize(2048);
        } else {
            generator.initialize(new ECNamedCurveGenParameterSpec(kind.curve));
        }
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=ООО Ромашка, O=ООО Ромашка");
        return new SigningKey(
                pair.getPrivate(),
                new JcaX509CertificateConverter()
                        .setProvider(SigningKey.BOUNCY_CASTLE)
                        .getCertificate(new JcaX509v3CertificateBuilder(
                                        name, BigInteger.ONE, Date.from(from), Date.from(until), name, pair.getPublic())
                                .build(new JcaContentSignerBuilder(kind.signature)
                                        .setProvider(SigningKey.BOUNCY_CASTLE)
                                        .build(pair.getPrivate()))));
    }
}
