package io.polisflow.integration.edo;

import static io.polisflow.integration.edo.SigningKey.BOUNCY_CASTLE;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.rosstandart.RosstandartObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSSignerDigestMismatchException;
import org.bouncycastle.cms.CMSVerifierCertificateNotValidException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Makes and checks detached CMS signatures (RFC 5652), GOST R 34.10-2012 and RSA.
 *
 * <p>Cryptography alone does not make a signature qualified: it proves that the bytes are those which the holder of the
 * certificate's key signed. Whether the certificate's chain ends in an accredited authority, was revoked, or gives its
 * holder the power to sign for the company is checked by the EDO operator, whose verdict comes with the document's state.
 */
class CmsSignatures {

    /** SHA-1, MD5 and the digest of 1994 are broken or withdrawn. */
    private static final Set<String> TRUSTED_DIGESTS = Set.of(
            RosstandartObjectIdentifiers.id_tc26_gost_3411_12_256.getId(),
            RosstandartObjectIdentifiers.id_tc26_gost_3411_12_512.getId(),
            NISTObjectIdentifiers.id_sha256.getId(),
            NISTObjectIdentifiers.id_sha384.getId(),
            NISTObjectIdentifiers.id_sha512.getId());

    private final Clock clock;

    CmsSignatures(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param signer common names of those who signed, or null when they cannot be read
     * @param problem Russian sentence when the signature does not hold, else null
     */
    record Verdict(String signer, String problem) {

        boolean valid() {
            return problem == null;
        }
    }

    /** @return DER of the detached signature with the certificate in it */
    byte[] sign(byte[] content, SigningKey key) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder()
                            .setProvider(BOUNCY_CASTLE)
                            .build())
                    .build(
                            new JcaContentSignerBuilder(key.algorithm())
                                    .setProvider(BOUNCY_CASTLE)
                                    .build(key.key()),
                            key.certificate()));
            generator.addCertificates(new JcaCertStore(List.of(key.certificate())));
            return generator
                    .generate(new CMSProcessableByteArray(content), false)
                    .getEncoded(ASN1Encoding.DER);
        } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
            throw new IllegalStateException("the document cannot be signed", e);
        }
    }

    /**
     * @param content exactly the bytes that were sent to be signed
     * @param signature what came back, DER or BER; anything at all may stand there
     */
    Verdict verify(byte[] content, byte[] signature) {
        CMSSignedData signed;
        try {
            signed = new CMSSignedData(new CMSProcessableByteArray(content), signature);
        } catch (CMSException | RuntimeException e) {
            return new Verdict(null, "Файл подписи не читается.");
        }
        Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
        if (signers.isEmpty()) {
            return new Verdict(null, "В файле подписи никто не подписался.");
        }
        if (!signed.isDetachedSignature()) {
            return new Verdict(null, "Подпись содержит собственную копию документа, а нужна отсоединённая.");
        }
        StringBuilder names = new StringBuilder();
        for (SignerInformation signer : signers) {
            Verdict verdict = verify(signed, signer);
            if (!verdict.valid()) {
                return verdict;
            }
            names.append(names.isEmpty() ? "" : ", ").append(verdict.signer());
        }
        return new Verdict(names.toString(), null);
    }

    private Verdict verify(CMSSignedData signed, SignerInformation signer) {
        X509CertificateHolder certificate = certificate(signed, signer);
        if (certificate == null) {
            return new Verdict(null, "В файле подписи нет сертификата подписанта.");
        }
        String name = commonName(certificate);
        if (!TRUSTED_DIGESTS.contains(
                signer.getDigestAlgorithmID().getAlgorithm().getId())) {
            return new Verdict(name, "Подпись сделана устаревшим алгоритмом.");
        }
        // Where the signer told a signing time, the certificate is checked against it by the library.
        boolean timeTold = signer.getSignedAttributes() != null
                && signer.getSignedAttributes().get(CMSAttributes.signingTime) != null;
        if (!timeTold && !certificate.isValidOn(Date.from(clock.instant()))) {
            return new Verdict(name, "Сертификат подписанта не действует.");
        }
        try {
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                            .setProvider(BOUNCY_CASTLE)
                            .build(certificate))
                    ? new Verdict(name, null)
                    : new Verdict(name, "Подпись не соответствует отправленному документу.");
        } catch (CMSVerifierCertificateNotValidException e) {
            return new Verdict(name, "Сертификат подписанта не действовал в момент подписания.");
        } catch (CMSSignerDigestMismatchException e) {
            return new Verdict(name, "Подпись не соответствует отправленному документу.");
        } catch (CMSException | GeneralSecurityException | OperatorCreationException | RuntimeException e) {
            return new Verdict(name, "Подпись не удалось проверить: в ней ошибка.");
        }
    }

    @SuppressWarnings("unchecked")
    private static X509CertificateHolder certificate(CMSSignedData signed, SignerInformation signer) {
        try {
            return (X509CertificateHolder) signed.getCertificates().getMatches(signer.getSID()).stream()
                    .findFirst()
                    .orElse(null);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static String commonName(X509CertificateHolder certificate) {
        X500Name subject = certificate.getSubject();
        RDN[] names = subject.getRDNs(BCStyle.CN);
        return names.length == 0
                ? subject.toString()
                : IETFUtils.valueToString(names[0].getFirst().getValue());
    }
}
