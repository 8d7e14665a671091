package io.polisflow.integration.edo;

import static io.polisflow.integration.edo.SigningKey.BOUNCY_CASTLE;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNumericString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.spec.ECNamedCurveGenParameterSpec;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certification authority of a test, and whatever certificate a test wants of it. */
final class TestAuthority {

    static final String CLIENT_INN = "7707083893";

    enum Kind {
        GOST_256("ECGOST3410-2012", "Tc26-Gost-3410-12-256-paramSetA", "GOST3411-2012-256WITHECGOST3410-2012-256"),
        GOST_512("ECGOST3410-2012", "Tc26-Gost-3410-12-512-paramSetA", "GOST3411-2012-512WITHECGOST3410-2012-512"),
        RSA("RSA", null, "SHA256withRSA");

        private final String algorithm;
        private final String curve;
        final String signature;

        Kind(String algorithm, String curve, String signature) {
            this.algorithm = algorithm;
            this.curve = curve;
            this.signature = signature;
        }

        KeyPair pair() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, BOUNCY_CASTLE);
            if (curve == null) {
                generator.initialize(2048);
            } else {
                generator.initialize(new ECNamedCurveGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        }
    }

    private final X500Name name;
    private final KeyPair pair;
    private final Kind kind;
    private final TestAuthority above;
    final X509Certificate certificate;

    private TestAuthority(String name, Kind kind, TestAuthority above, Instant until) throws Exception {
        this.name = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        this.kind = kind;
        this.pair = kind.pair();
        this.above = above == null ? this : above;
        JcaX509v3CertificateBuilder builder =
                builder(this.above.name, this.name, pair, until.minus(Duration.ofDays(1800)), until);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        this.certificate = this.above.signed(builder);
    }

    static TestAuthority of(String name, Kind kind) throws Exception {
        return of(name, kind, inSomeYears());
    }

    static TestAuthority of(String name, Kind kind, Instant until) throws Exception {
        return new TestAuthority(name, kind, null, until);
    }

    TestAuthority below(String name) throws Exception {
        return below(name, inSomeYears());
    }

    TestAuthority below(String name, Instant until) throws Exception {
        return new TestAuthority(name, kind, this, until);
    }

    private static Instant inSomeYears() {
        return Instant.now().plus(Duration.ofDays(900));
    }

    TrustStore trusted() {
        return new TrustStore(List.of(certificate));
    }

    /** A key of the client, good for a day to either side of now. */
    SigningKey issue(Kind kind) throws Exception {
        return issue(kind, innOfOrganisation(CLIENT_INN));
    }

    SigningKey issue(Kind kind, X500Name subject) throws Exception {
        Instant now = Instant.now();
        return issue(kind, subject, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
    }

    SigningKey issue(Kind kind, X500Name subject, Instant from, Instant until) throws Exception {
        KeyPair own = kind.pair();
        JcaX509v3CertificateBuilder builder = builder(name, subject, own, from, until);
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        return new SigningKey(
                own.getPrivate(), above == this ? List.of(signed(builder)) : List.of(signed(builder), certificate));
    }

    byte[] revoke(X509Certificate revoked) throws Exception {
        Instant now = Instant.now();
        X509v2CRLBuilder list = new X509v2CRLBuilder(name, Date.from(now.minusSeconds(60)));
        list.setNextUpdate(Date.from(now.plusSeconds(3600)));
        list.addCRLEntry(revoked.getSerialNumber(), Date.from(now.minusSeconds(120)), 0);
        return list.build(new JcaContentSignerBuilder(kind.signature)
                        .setProvider(BOUNCY_CASTLE)
                        .build(pair.getPrivate()))
                .getEncoded();
    }

    static X500Name innOfOrganisation(String inn) {
        return subject("1.2.643.100.4", inn);
    }

    static X500Name innOfPerson(String inn) {
        return subject("1.2.643.3.131.1.1", inn);
    }

    private static X500Name subject(String type, String inn) {
        return new X500NameBuilder()
                .addRDN(BCStyle.CN, "ООО Ромашка")
                .addRDN(BCStyle.O, "ООО «Ромашка»")
                .addRDN(new ASN1ObjectIdentifier(type), new DERNumericString(inn))
                .build();
    }

    /** Keeps a key as an administrator gets it. */
    static Path kept(Path file, SigningKey key, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", BOUNCY_CASTLE);
        store.load(null, null);
        store.setKeyEntry("insurer", key.key(), null, key.chain().toArray(new Certificate[0]));
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair pair, Instant from, Instant until) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
                Date.from(from),
                Date.from(until),
                subject,
                pair.getPublic());
    }

    private X509Certificate signed(JcaX509v3CertificateBuilder builder) throws Exception {
        return new JcaX509CertificateConverter()
                .setProvider(BOUNCY_CASTLE)
                .getCertificate(builder.build(new JcaContentSignerBuilder(kind.signature)
                        .setProvider(BOUNCY_CASTLE)
                        .build(pair.getPrivate())));
    }
}
