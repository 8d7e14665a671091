package io.polisflow.integration.edo;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.rosstandart.RosstandartObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;

/** Reads of a certificate what Russian law and people ask of it: whom it names, by which INN, and for how long. */
record CertificateFacts(X509CertificateHolder certificate) {

    /** INN of a person; in certificates of before September 2021 also that of an organisation, with two zeros in front. */
    static final ASN1ObjectIdentifier INN = new ASN1ObjectIdentifier("1.2.643.3.131.1.1");
    /** INN of a legal entity, INNLE. */
    static final ASN1ObjectIdentifier INN_OF_ORGANISATION = new ASN1ObjectIdentifier("1.2.643.100.4");

    private static final Set<ASN1ObjectIdentifier> GOST_2012_KEYS = Set.of(
            RosstandartObjectIdentifiers.id_tc26_gost_3410_12_256,
            RosstandartObjectIdentifiers.id_tc26_gost_3410_12_512);
    private static final int ORGANISATION_DIGITS = 10;

    /** @return the common name, or all of the name when there is none */
    String name() {
        X500Name subject = certificate.getSubject();
        return attribute(subject, BCStyle.CN).orElseGet(subject::toString);
    }

    Optional<String> organisation() {
        return attribute(certificate.getSubject(), BCStyle.O);
    }

    String issuer() {
        X500Name issuer = certificate.getIssuer();
        return attribute(issuer, BCStyle.CN).orElseGet(issuer::toString);
    }

    /** @return hexadecimal, as authorities print it */
    String serial() {
        BigInteger serial = certificate.getSerialNumber();
        return serial.toString(16).toUpperCase(Locale.ROOT);
    }

    Instant from() {
        return certificate.getNotBefore().toInstant();
    }

    Instant until() {
        return certificate.getNotAfter().toInstant();
    }

    boolean isValidOn(Instant moment) {
        return certificate.isValidOn(Date.from(moment));
    }

    boolean isGost2012() {
        return GOST_2012_KEYS.contains(
                certificate.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm());
    }

    /** A certificate that says nothing of its use may be used for anything. */
    boolean maySign() {
        KeyUsage usage = KeyUsage.fromExtensions(certificate.getExtensions());
        return usage == null || usage.hasUsages(KeyUsage.digitalSignature) || usage.hasUsages(KeyUsage.nonRepudiation);
    }

    /** The INN that the certificate speaks for: the organisation's when it names one, else the person's. */
    Optional<String> inn() {
        return attribute(certificate.getSubject(), INN_OF_ORGANISATION)
                .or(() -> attribute(certificate.getSubject(), INN));
    }

    /** @param inn of 10 digits for a legal entity, of 12 for a person */
    boolean speaksFor(String inn) {
        return inn().filter(told -> told.equals(inn) || inn.length() == ORGANISATION_DIGITS && told.equals("00" + inn))
                .isPresent();
    }

    private static Optional<String> attribute(X500Name name, ASN1ObjectIdentifier type) {
        return Arrays.stream(name.getRDNs())
                .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()))
                .filter(attribute -> attribute.getType().equals(type))
                .map(AttributeTypeAndValue::getValue)
                .map(value -> IETFUtils.valueToString(value).replace("\\", "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
