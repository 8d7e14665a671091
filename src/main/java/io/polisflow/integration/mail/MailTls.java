package io.polisflow.integration.mail;

import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/**
 * Whom the mail adapters trust: an insurer's own mail server often has a certificate of the insurer's own authority.
 *
 * @param sockets null for what the JVM trusts
 */
record MailTls(SSLSocketFactory sockets) {

    static final MailTls OF_THE_JVM = new MailTls(null);

    /** @param protocol as Jakarta Mail calls it: smtp, imap, imaps */
    void applyTo(Properties session, String protocol) {
        // The certificate must be the server's own, whoever signed it.
        session.setProperty("mail." + protocol + ".ssl.checkserveridentity", "true");
        if (sockets != null) {
            session.put("mail." + protocol + ".ssl.socketFactory", sockets);
        }
    }
}
