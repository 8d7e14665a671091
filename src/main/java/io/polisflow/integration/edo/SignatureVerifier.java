package io.polisflow.integration.edo;

import static io.polisflow.integration.edo.SigningKey.BOUNCY_CASTLE;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.contract.DocumentExchange.SignatureFacts;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.rosstandart.RosstandartObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Checks detached CMS signatures (RFC 5652) by GOST R 34.10-2012: the bytes, the certificate's time, its way to a trusted
 * authority, its revocation, and for whom it speaks.
 *
 * <p>Whether the authority is accredited is decided by what is in the trust store. A machine-readable power of attorney is
 * checked by the EDO operator, whose verdict comes with the document's state.
 */
class SignatureVerifier {

    static final String UNREADABLE = "Файл подписи не читается.";
    static final String OTHER_BYTES = "Подпись не соответствует отправленному документу.";
    static final String NOT_GOST = "Подпись сделана не по ГОСТ Р 34.10-2012.";
    static final String NOT_AT_SIGNING = "Сертификат подписанта не действовал в момент подписания.";
    static final String NOT_ON_RECEIPT = "Сертификат подписанта не действовал, когда оператор ЭДО получил подпись.";
    static final String UNKNOWN_ISSUER =
            "Сертификат подписанта выдан удостоверяющим центром, которому мы не доверяем: ";
    static final String REVOKED = "Сертификат подписанта отозван.";
    static final String OTHER_USE = "Сертификат подписанта не предназначен для подписи документов.";

    private static final Set<ASN1ObjectIdentifier> GOST_DIGESTS = Set.of(
            RosstandartObjectIdentifiers.id_tc26_gost_3411_12_256,
            RosstandartObjectIdentifiers.id_tc26_gost_3411_12_512);

    private final TrustStore trust;
    private final RevocationLists revocations;

    SignatureVerifier(TrustStore trust, RevocationLists revocations) {
        this.trust = trust;
        this.revocations = revocations;
    }

    /**
     * What a signature is held against.
     *
     * @param content exactly the bytes that were sent to be signed
     * @param inn of whom the certificate must speak for; null: anybody
     * @param at when the operator received it, which nobody who signs can choose
     * @param ours for the protocol only: whether the insurer signed
     */
    record Expected(byte[] content, String inn, Instant at, boolean ours) {}

    /**
     * @param signature what came, DER or BER; anything at all may stand there
     * @return of each signer what is known and what does not fit; at least one
     */
    List<SignatureFacts> verify(byte[] signature, Expected expected) {
        CMSSignedData signed;
        Collection<SignerInformation> signers;
        boolean detached;
        try {
            signed = new CMSSignedData(new CMSProcessableByteArray(expected.content()), signature);
            signers = signed.getSignerInfos().getSigners();
            detached = signed.isDetachedSignature();
        } catch (CMSException | RuntimeException e) {
            return List.of(nobody(expected, UNREADABLE));
        }
        if (signers.isEmpty()) {
            return List.of(nobody(expected, "В файле подписи никто не подписался."));
        }
        if (!detached) {
            return List.of(nobody(expected, "Подпись содержит собственную копию документа, а нужна отсоединённая."));
        }
        List<SignatureFacts> facts = new ArrayList<>();
        for (SignerInformation signer : signers) {
            facts.add(verify(signed, signer, expected));
        }
        return facts;
    }

    private SignatureFacts verify(CMSSignedData signed, SignerInformation signer, Expected expected) {
        X509CertificateHolder certificate = certificate(signed, signer);
        if (certificate == null) {
            return nobody(expected, "В файле подписи нет сертификата подписанта.");
        }
        try {
            CertificateFacts facts = new CertificateFacts(certificate);
            Instant signedAt = signingTime(signer);
            return new SignatureFacts(
                    expected.ours(),
                    facts.name(),
                    facts.organisation().orElse(null),
                    facts.inn().orElse(null),
                    facts.issuer(),
                    facts.serial(),
                    facts.from(),
                    facts.until(),
                    algorithm(signer),
                    signedAt,
                    problem(signed, signer, facts, signedAt, expected));
        } catch (UnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // The library reads parts when they are asked for, so that what is broken may show anywhere.
            return nobody(expected, "Подпись или сертификат в ней повреждены: проверить их нельзя.");
        }
    }

    /** The first that does not fit, the plainest first: what was signed, then by which means, then by whom. */
    private String problem(
            CMSSignedData signed,
            SignerInformation signer,
            CertificateFacts certificate,
            Instant signedAt,
            Expected expected) {
        if (!certificate.isGost2012()
                || !GOST_DIGESTS.contains(signer.getDigestAlgorithmID().getAlgorithm())) {
            return NOT_GOST;
        }
        X509Certificate signersOwn = converted(certificate.certificate());
        if (!fits(signer, signersOwn)) {
            return OTHER_BYTES;
        }
        if (signedAt != null && !certificate.isValidOn(signedAt)) {
            return NOT_AT_SIGNING;
        }
        if (!certificate.isValidOn(expected.at())) {
            return NOT_ON_RECEIPT;
        }
        if (!certificate.maySign()) {
            return OTHER_USE;
        }
        if (trust.isEmpty()) {
            return "Подпись не с чем сверить: не настроены доверенные удостоверяющие центры (polisflow.edo.trust-store).";
        }
        Optional<List<X509Certificate>> path = trust.pathOf(signersOwn, others(signed), expected.at());
        if (path.isEmpty()) {
            return UNKNOWN_ISSUER + certificate.issuer() + ".";
        }
        if (revocations.revoked(path.get())) {
            return REVOKED;
        }
        if (expected.inn() != null && !certificate.speaksFor(expected.inn())) {
            return "ИНН в сертификате (" + certificate.inn().orElse("не указан") + ") не совпадает с ИНН клиента ("
                    + expected.inn() + ").";
        }
        return null;
    }

    private static boolean fits(SignerInformation signer, X509Certificate certificate) {
        try {
            // By the key alone: the certificate's time has a reason of its own.
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(BOUNCY_CASTLE)
                    .build(certificate.getPublicKey()));
        } catch (CMSException | OperatorCreationException | RuntimeException e) {
            return false;
        }
    }

    /** @return null when the signer told none */
    private static Instant signingTime(SignerInformation signer) {
        Attribute told = signer.getSignedAttributes() == null
                ? null
                : signer.getSignedAttributes().get(CMSAttributes.signingTime);
        if (told == null || told.getAttrValues().size() == 0) {
            return null;
        }
        try {
            return Time.getInstance(told.getAttrValues().getObjectAt(0))
                    .getDate()
                    .toInstant();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static String algorithm(SignerInformation signer) {
        ASN1ObjectIdentifier digest = signer.getDigestAlgorithmID().getAlgorithm();
        if (RosstandartObjectIdentifiers.id_tc26_gost_3411_12_256.equals(digest)) {
            return "ГОСТ Р 34.10-2012, 256 бит";
        }
        if (RosstandartObjectIdentifiers.id_tc26_gost_3411_12_512.equals(digest)) {
            return "ГОСТ Р 34.10-2012, 512 бит";
        }
        return digest.getId();
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

    private static Collection<X509Certificate> others(CMSSignedData signed) {
        return signed.getCertificates().getMatches(null).stream()
                .map(SignatureVerifier::converted)
                .toList();
    }

    private static X509Certificate converted(X509CertificateHolder certificate) {
        try {
            return new JcaX509CertificateConverter().setProvider(BOUNCY_CASTLE).getCertificate(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SignatureFacts nobody(Expected expected, String problem) {
        return new SignatureFacts(expected.ours(), null, null, null, null, null, null, null, null, null, problem);
    }
}
