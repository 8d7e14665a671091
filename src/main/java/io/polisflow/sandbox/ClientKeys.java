package io.polisflow.sandbox;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECNamedCurveGenParameterSpec;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Signs for the simulated clients, each with a GOST R 34.10-2012 key of its own, and checks what the insurer signed. */
@Component
@Profile("sandbox & !production")
class ClientKeys {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final String SIGNATURE = "GOST3411-2012-256WITHECGOST3410-2012-256";
    private static final Duration VALIDITY = Duration.ofDays(3650);

    private final Map<String, SigningKey> keys = new ConcurrentHashMap<>();
    private final Clock clock;

    ClientKeys(Clock clock) {
        this.clock = clock;
    }

    private record SigningKey(PrivateKey key, X509Certificate certificate) {}

    /**
     * @param owner who signs, as the certificate is to name them
     * @return DER of the detached CMS signature
     */
    byte[] sign(String owner, byte[] content) {
        SigningKey key = keys.computeIfAbsent(owner, this::generate);
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder()
                            .setProvider(BOUNCY_CASTLE)
                            .build())
                    .build(
                            new JcaContentSignerBuilder(SIGNATURE)
                                    .setProvider(BOUNCY_CASTLE)
                                    .build(key.key()),
                            key.certificate()));
            generator.addCertificates(new JcaCertStore(List.of(key.certificate())));
            return generator
                    .generate(new CMSProcessableByteArray(content), false)
                    .getEncoded(ASN1Encoding.DER);
        } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
            throw new IllegalStateException("the client cannot sign", e);
        }
    }

    /** Whether every signer of this detached signature signed exactly this content. */
    @SuppressWarnings("unchecked")
    boolean fits(byte[] content, byte[] signature) {
        try {
            CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(content), signature);
            for (SignerInformation signer : signed.getSignerInfos().getSigners()) {
                X509CertificateHolder certificate = (X509CertificateHolder) signed.getCertificates()
                        .getMatches(signer.getSID())
                        .iterator()
                        .next();
                if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                        .setProvider(BOUNCY_CASTLE)
                        .build(certificate))) {
                    return false;
                }
            }
            return signed.getSignerInfos().size() > 0;
        } catch (CMSException | GeneralSecurityException | OperatorCreationException | RuntimeException e) {
            return false;
        }
    }

    private SigningKey generate(String owner) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("ECGOST3410-2012", BOUNCY_CASTLE);
            generator.initialize(new ECNamedCurveGenParameterSpec("Tc26-Gost-3410-12-256-paramSetA"));
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, owner).build();
            Instant now = clock.instant();
            return new SigningKey(
                    pair.getPrivate(),
                    new JcaX509CertificateConverter()
                            .setProvider(BOUNCY_CASTLE)
                            .getCertificate(new JcaX509v3CertificateBuilder(
                                            name,
                                            new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
                                            Date.from(now.minus(VALIDITY)),
                                            Date.from(now.plus(VALIDITY)),
                                            name,
                                            pair.getPublic())
                                    .build(new JcaContentSignerBuilder(SIGNATURE)
                                            .setProvider(BOUNCY_CASTLE)
                                            .build(pair.getPrivate()))));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("the client's key cannot be made", e);
        }
    }
}
