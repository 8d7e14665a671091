package io.polisflow.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNumericString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECNamedCurveGenParameterSpec;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.springframework.core.io.ClassPathResource;

/**
 * The simulated certification authority; its certificate is {@code sandbox/edo-authority.pem}, which the application of a
 * fresh machine trusts, and its key lies open beside it, so that it must be trusted nowhere else.
 */
final class EdoAuthority {

    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    static final String GOST = "GOST3411-2012-256WITHECGOST3410-2012-256";

    private static final String KEY_FILE = "sandbox/edo-authority.p12";
    private static final String PASSWORD = "sandbox";
    private static final int PERSON_DIGITS = 12;
    private static final ASN1ObjectIdentifier INN_OF_PERSON = new ASN1ObjectIdentifier("1.2.643.3.131.1.1");
    private static final ASN1ObjectIdentifier INN_OF_ORGANISATION = new ASN1ObjectIdentifier("1.2.643.100.4");

    private final PrivateKey key;
    private final X500Name name;

    private EdoAuthority(PrivateKey key, X500Name name) {
        this.key = key;
        this.name = name;
    }

    record Identity(PrivateKey key, X509Certificate certificate, String algorithm) {}

    static EdoAuthority known() {
        try (InputStream in = new ClassPathResource(KEY_FILE).getInputStream()) {
            KeyStore store = KeyStore.getInstance("PKCS12", BOUNCY_CASTLE);
            store.load(in, PASSWORD.toCharArray());
            String alias = store.aliases().nextElement();
            X509Certificate certificate = (X509Certificate) store.getCertificate(alias);
            return new EdoAuthority(
                    (PrivateKey) store.getKey(alias, PASSWORD.toCharArray()),
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(KEY_FILE + " cannot be opened", e);
        }
    }

    /** One that nobody has ever heard of. */
    static EdoAuthority unknown() {
        return new EdoAuthority(
                gost().getPrivate(),
                new X500NameBuilder().addRDN(BCStyle.CN, "УЦ «Неизвестный»").build());
    }

    /** @param gost false: a key of RSA, which no Russian signature may be made with */
    Identity issue(String owner, String inn, Instant from, Instant until, boolean gost) {
        KeyPair pair = gost ? gost() : rsa();
        try {
            JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(from),
                    Date.from(until),
                    new X500NameBuilder()
                            .addRDN(BCStyle.CN, owner)
                            .addRDN(BCStyle.O, owner)
                            .addRDN(
                                    inn.length() == PERSON_DIGITS ? INN_OF_PERSON : INN_OF_ORGANISATION,
                                    new DERNumericString(inn))
                            .build(),
                    pair.getPublic());
            certificate.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            return new Identity(
                    pair.getPrivate(),
                    new JcaX509CertificateConverter()
                            .setProvider(BOUNCY_CASTLE)
                            .getCertificate(certificate.build(new JcaContentSignerBuilder(GOST)
                                    .setProvider(BOUNCY_CASTLE)
                                    .build(key))),
                    gost ? GOST : "SHA256withRSA");
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("the certificate cannot be made", e);
        }
    }

    private static KeyPair gost() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("ECGOST3410-2012", BOUNCY_CASTLE);
            generator.initialize(new ECNamedCurveGenParameterSpec("Tc26-Gost-3410-12-256-paramSetA"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot be made", e);
        }
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot be made", e);
        }
    }
}
