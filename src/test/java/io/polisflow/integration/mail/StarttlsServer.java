package io.polisflow.integration.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A mail server that takes letters after STARTTLS and a password only, with a certificate that nobody knows. */
final class StarttlsServer implements AutoCloseable {

    private final ServerSocket door;
    private final SSLContext own;
    private final SSLContext trusting;
    private final String expected;
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private final StringBuffer clear = new StringBuffer();

    private StarttlsServer(SSLContext own, SSLContext trusting, String expected) throws IOException {
        this.door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.own = own;
        this.trusting = trusting;
        this.expected = expected;
    }

    static StarttlsServer start(String user, String password) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=localhost");
        Instant now = Instant.now();
        Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(now.minus(1, ChronoUnit.DAYS)),
                                Date.from(now.plus(1, ChronoUnit.DAYS)),
                                name,
                                keys.getPublic())
                        .addExtension(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
                        .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", keys.getPrivate(), new char[0], new Certificate[] {certificate});
        KeyManagerFactory ownKeys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ownKeys.init(store, new char[0]);
        SSLContext own = SSLContext.getInstance("TLS");
        own.init(ownKeys.getKeyManagers(), null, null);
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("own", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
        StarttlsServer server = new StarttlsServer(own, trusting, "\0" + user + "\0" + password);
        Thread thread = new Thread(server::serve, "starttls-peer");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    int port() {
        return door.getLocalPort();
    }

    List<String> letters() {
        return letters;
    }

    String heardInTheClear() {
        return clear.toString();
    }

    /** Sockets of somebody who knows the certificate. */
    SSLSocketFactory trusting() {
        return trusting.getSocketFactory();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket client = door.accept()) {
                say(client, "220 ready");
                talk(client, false);
            } catch (IOException e) {
                // The other side did not trust us, or the test is over.
            }
        }
    }

    private void talk(Socket client, boolean encrypted) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        boolean known = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!encrypted) {
                clear.append(line).append('\n');
            }
            if (line.startsWith("EHLO")) {
                say(client, encrypted ? "250-hello\r\n250 AUTH PLAIN" : "250-hello\r\n250 STARTTLS");
            } else if (line.equals("STARTTLS")) {
                say(client, "220 go ahead");
                SSLSocket secured =
                        (SSLSocket) own.getSocketFactory().createSocket(client, "localhost", client.getPort(), true);
                secured.setUseClientMode(false);
                talk(secured, true);
                return;
            } else if (line.startsWith("AUTH PLAIN")) {
                String told = new String(Base64.getDecoder().decode(line.substring(11)), StandardCharsets.UTF_8);
                known = encrypted && told.endsWith(expected);
                say(client, known ? "235 welcome" : "535 5.7.8 wrong");
            } else if (line.equals("DATA") && known) {
                say(client, "354 go on");
                StringBuilder letter = new StringBuilder();
                for (String part = lines.readLine(); part != null && !part.equals("."); part = lines.readLine()) {
                    letter.append(part).append('\n');
                }
                letters.add(letter.toString());
                say(client, "250 taken");
            } else {
                say(client, known || line.equals("QUIT") ? "250 ok" : "530 5.7.0 who are you?");
            }
        }
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }
}
