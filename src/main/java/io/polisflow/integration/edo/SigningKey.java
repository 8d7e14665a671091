package io.polisflow.integration.edo;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECNamedCurveGenParameterSpec;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.springframework.core.io.Resource;

/** The key that documents leave signed with, and its certificate. */
record SigningKey(PrivateKey key, List<X509Certificate> chain) {

    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private static final String GOST_2012 = "ECGOST3410-2012";
    private static final String GOST_2012_256_CURVE = "Tc26-Gost-3410-12-256-paramSetA";
    private static final int SHORT_GOST_BITS = 256;
    private static final String PROPERTY = "polisflow.edo.signing.key-store: ";
    private static final Duration THROW_AWAY_VALIDITY = Duration.ofDays(3650);

    SigningKey(PrivateKey key, X509Certificate certificate) {
        this(key, List.of(certificate));
    }

    /**
     * @param file PKCS#12 with one key of GOST R 34.10-2012 and its certificate, best with the authority's behind it
     * @throws IllegalStateException when the file cannot be used; the message never holds the password
     */
    static SigningKey load(Resource file, String password) {
        String name = PROPERTY + file.getDescription();
        try (InputStream in = file.getInputStream()) {
            KeyStore store = KeyStore.getInstance("PKCS12", BOUNCY_CASTLE);
            store.load(in, password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    SigningKey found = new SigningKey(
                            (PrivateKey) store.getKey(alias, password.toCharArray()), chain(store, alias));
                    found.require(name);
                    return found;
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    name + " cannot be opened as PKCS#12 with polisflow.edo.signing.password", e);
        }
        throw new IllegalStateException(name + " holds no private key");
    }

    private static List<X509Certificate> chain(KeyStore store, String alias) throws KeyStoreException {
        List<X509Certificate> chain = new ArrayList<>();
        Certificate[] kept = store.getCertificateChain(alias);
        if (kept != null) {
            Arrays.stream(kept).forEach(one -> chain.add((X509Certificate) one));
        }
        return chain;
    }

    private void require(String name) {
        if (chain.isEmpty()) {
            throw new IllegalStateException(name + " holds no certificate for its key");
        }
        if (!GOST_2012.equals(key.getAlgorithm())) {
            throw new IllegalStateException(
                    name + " holds a key of " + key.getAlgorithm() + ", needed is GOST R 34.10-2012");
        }
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    boolean isValidOn(Instant moment) {
        Date date = Date.from(moment);
        return !date.before(certificate().getNotBefore())
                && !date.after(certificate().getNotAfter());
    }

    /**
     * Makes a self-signed GOST R 34.10-2012 key that nobody has vouched for: good for a sandbox and for nothing else.
     *
     * @param owner the common name in its certificate
     */
    static SigningKey throwAway(String owner, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(GOST_2012, BOUNCY_CASTLE);
            generator.initialize(new ECNamedCurveGenParameterSpec(GOST_2012_256_CURVE), new SecureRandom());
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, owner).build();
            return new SigningKey(
                    pair.getPrivate(),
                    new JcaX509CertificateConverter()
                            .setProvider(BOUNCY_CASTLE)
                            .getCertificate(new JcaX509v3CertificateBuilder(
                                            name,
                                            new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
                                            Date.from(now.minus(THROW_AWAY_VALIDITY)),
                                            Date.from(now.plus(THROW_AWAY_VALIDITY)),
                                            name,
                                            pair.getPublic())
                                    .build(new JcaContentSignerBuilder(algorithm(pair.getPrivate()))
                                            .setProvider(BOUNCY_CASTLE)
                                            .build(pair.getPrivate()))));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("a throw-away signing key cannot be made", e);
        }
    }

    /** The signature algorithm that belongs to this kind of key. */
    String algorithm() {
        return algorithm(key);
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case GOST_2012 ->
                ((ECKey) key).getParams().getOrder().bitLength() <= SHORT_GOST_BITS
                        ? "GOST3411-2012-256WITHECGOST3410-2012-256"
                        : "GOST3411-2012-512WITHECGOST3410-2012-512";
            default -> throw new IllegalStateException("no signature algorithm for a key of " + key.getAlgorithm());
        };
    }

    /** The key stays out of logs. */
    @Override
    public String toString() {
        return "SigningKey[" + certificate().getSubjectX500Principal() + "]";
    }
}
