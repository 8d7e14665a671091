package io.polisflow.sandbox;

import static io.polisflow.sandbox.EdoAuthority.BOUNCY_CASTLE;

import io.polisflow.sandbox.EdoAuthority.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Signs for the simulated clients, each with a GOST R 34.10-2012 key of its own, and checks what the insurer signed. */
@Component
@Profile("sandbox & !production")
class ClientKeys {

    private static final Duration YEAR = Duration.ofDays(365);
    /** Valid by its checksum, and of nobody whom the simulated registry knows. */
    private static final String ANOTHERS_INN = "6663003127";

    private final Map<String, Identity> identities = new ConcurrentHashMap<>();
    private final EdoAuthority authority = EdoAuthority.known();
    private final EdoAuthority unknown = EdoAuthority.unknown();
    private final Clock clock;

    ClientKeys(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param owner who signs, as the certificate is to name them
     * @return DER of the detached CMS signature, or what the hand makes in its place
     */
    byte[] sign(String owner, String inn, byte[] content, SigningHand hand) {
        if (hand == SigningHand.GARBAGE) {
            return "это не подпись".getBytes(StandardCharsets.UTF_8);
        }
        Identity identity = identities.computeIfAbsent(inn + " " + hand, who -> identity(owner, inn, hand));
        return sign(identity, hand == SigningHand.OTHER_BYTES ? otherThan(content) : content);
    }

    private Identity identity(String owner, String inn, SigningHand hand) {
        Instant now = clock.instant();
        Instant until = hand == SigningHand.EXPIRED ? now.minus(Duration.ofDays(1)) : now.plus(YEAR);
        return (hand == SigningHand.UNKNOWN_ISSUER ? unknown : authority)
                .issue(
                        owner,
                        hand == SigningHand.OTHER_INN ? ANOTHERS_INN : inn,
                        now.minus(YEAR),
                        until,
                        hand != SigningHand.NOT_GOST);
    }

    private static byte[] otherThan(byte[] content) {
        byte[] other = Arrays.copyOf(content, content.length + 1);
        other[content.length] = '\n';
        return other;
    }

    private byte[] sign(Identity identity, byte[] content) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(clock.instant())))));
        try {
            JcaSignerInfoGeneratorBuilder signer =
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder()
                            .setProvider(BOUNCY_CASTLE)
                            .build());
            signer.setSignedAttributeGenerator(
                    new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)));
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signer.build(
                    new JcaContentSignerBuilder(identity.algorithm())
                            .setProvider(BOUNCY_CASTLE)
                            .build(identity.key()),
                    identity.certificate()));
            generator.addCertificates(new JcaCertStore(List.of(identity.certificate())));
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
}
