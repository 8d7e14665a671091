package io.polisflow.integration.edo;

import static io.polisflow.integration.edo.SigningKey.BOUNCY_CASTLE;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** The certification authorities whose certificates count, and the way from a signer's certificate to one of them (RFC 5280). */
class TrustStore {

    private static final String PROPERTY = "polisflow.edo.trust-store";
    private static final String PEM = "-----BEGIN";

    private final Set<TrustAnchor> anchors;

    TrustStore(Collection<X509Certificate> authorities) {
        this.anchors = new HashSet<>();
        authorities.forEach(authority -> anchors.add(new TrustAnchor(authority, null)));
    }

    /** Believes nobody, so that no signature counts until a trust store is set. */
    static TrustStore none() {
        return new TrustStore(List.of());
    }

    /**
     * @param resource PKCS#12 with certificates, or certificates in PEM or DER
     * @throws IllegalStateException naming the property when it cannot be used; the message never holds the password
     */
    static TrustStore load(Resource resource, String password) {
        Collection<X509Certificate> found;
        try (InputStream in = resource.getInputStream()) {
            byte[] bytes = in.readAllBytes();
            found = new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM) || password.isEmpty()
                    ? certificates(bytes)
                    : ofKeyStore(bytes, password);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    PROPERTY + ": " + resource.getDescription()
                            + " cannot be read as certificates (PEM, DER), or as PKCS#12 with polisflow.edo.trust-store-password",
                    e);
        }
        if (found.isEmpty()) {
            throw new IllegalStateException(PROPERTY + ": " + resource.getDescription() + " holds no certificate");
        }
        return new TrustStore(found);
    }

    /** A path is a file, not something of the class path. */
    static Resource resource(ResourceLoader loader, String location) {
        return loader.getResource(location.matches("[a-z]{2,}:.*") ? location : "file:" + location);
    }

    private static Collection<X509Certificate> ofKeyStore(byte[] bytes, String password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12", BOUNCY_CASTLE);
        store.load(new ByteArrayInputStream(bytes), password.toCharArray());
        List<X509Certificate> found = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                found.add(certificate);
            }
        }
        return found;
    }

    private static Collection<X509Certificate> certificates(byte[] bytes) throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (Certificate certificate : CertificateFactory.getInstance("X.509", BOUNCY_CASTLE)
                .generateCertificates(new ByteArrayInputStream(bytes))) {
            found.add((X509Certificate) certificate);
        }
        return found;
    }

    boolean isEmpty() {
        return anchors.isEmpty();
    }

    /**
     * Looks for a way to an authority that was whole at a moment.
     *
     * @param others certificates that came along and may lie between
     * @return the certificates from the signer's up to and including the authority's; empty when there is no way
     */
    Optional<List<X509Certificate>> pathOf(
            X509Certificate certificate, Collection<X509Certificate> others, Instant moment) {
        if (anchors.isEmpty()) {
            return Optional.empty();
        }
        try {
            X509CertSelector wanted = new X509CertSelector();
            wanted.setCertificate(certificate);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, wanted);
            List<X509Certificate> known = new ArrayList<>(others);
            known.add(certificate);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(known), BOUNCY_CASTLE));
            // Revocation has its own reason to tell, see RevocationLists.
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(moment));
            PKIXCertPathBuilderResult built = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX", BOUNCY_CASTLE).build(parameters);
            List<X509Certificate> path = new ArrayList<>();
            built.getCertPath().getCertificates().forEach(one -> path.add((X509Certificate) one));
            X509Certificate authority = built.getTrustAnchor().getTrustedCert();
            // RFC 5280 leaves an anchor's own validity to whoever trusts it.
            authority.checkValidity(Date.from(moment));
            if (!path.contains(authority)) {
                path.add(authority);
            }
            return Optional.of(path);
        } catch (GeneralSecurityException | RuntimeException e) {
            // No way, or a certificate so broken that none can be looked for.
            return Optional.empty();
        }
    }
}
