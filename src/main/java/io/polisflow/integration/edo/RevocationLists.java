package io.polisflow.integration.edo;

import static io.polisflow.integration.edo.SigningKey.BOUNCY_CASTLE;

import io.polisflow.crm.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Certificate revocation lists that an administrator's job keeps fresh in a folder; read anew for each check.
 *
 * <p>An authority without a list there is not asked: its revocations are the operator's to watch.
 */
class RevocationLists {

    private final Path place;

    /** @param place file or folder; empty for none */
    RevocationLists(String place) {
        this.place = place.isBlank() ? null : Path.of(place);
    }

    /**
     * @param path from the signer's certificate to the authority's
     * @throws UnavailableException when a list cannot be read, because then nobody knows
     */
    boolean revoked(List<X509Certificate> path) {
        if (place == null) {
            return false;
        }
        List<X509CRL> lists = read();
        for (int i = 0; i + 1 < path.size(); i++) {
            X509Certificate certificate = path.get(i);
            X509Certificate issuer = path.get(i + 1);
            if (lists.stream().anyMatch(list -> isOf(list, issuer) && list.isRevoked(certificate))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(X509CRL list, X509Certificate issuer) {
        if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            list.verify(issuer.getPublicKey(), BOUNCY_CASTLE);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private List<X509CRL> read() {
        List<X509CRL> lists = new ArrayList<>();
        try (Stream<Path> files = Files.walk(place, 1)) {
            CertificateFactory factory = CertificateFactory.getInstance("X.509", BOUNCY_CASTLE);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    for (CRL list : factory.generateCRLs(in)) {
                        lists.add((X509CRL) list);
                    }
                }
            }
            return lists;
        } catch (IOException | GeneralSecurityException e) {
            throw new UnavailableException(DiadocApi.SYSTEM, "polisflow.edo.crl cannot be read", e);
        }
    }
}
