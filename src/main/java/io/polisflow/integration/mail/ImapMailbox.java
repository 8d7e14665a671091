package io.polisflow.integration.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.time.Duration;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** Knows how to sign on to the insurer's mailbox, for the reader of requests and for the health check. */
@Component
class ImapMailbox {

    private final MailProperties.Imap properties;
    private final MailTls tls;

    ImapMailbox(MailProperties properties, MailTls tls) {
        this.tls = tls;
        this.properties = properties.imap();
    }

    /**
     * @return an open store, to be closed by the caller
     * @throws MessagingException when the server does not answer in time or refuses the sign-on
     */
    Store connect() throws MessagingException {
        return connect(properties.readTimeout());
    }

    /**
     * @param patience how long the server may take for each answer
     * @return an open store, to be closed by the caller
     * @throws MessagingException when the server does not answer in time or refuses the sign-on
     */
    Store connect(Duration patience) throws MessagingException {
        String protocol = properties.tls() ? "imaps" : "imap";
        String prefix = "mail." + protocol + ".";
        Properties session = new Properties();
        session.setProperty(
                prefix + "connectiontimeout",
                String.valueOf(properties.connectTimeout().toMillis()));
        session.setProperty(prefix + "timeout", String.valueOf(patience.toMillis()));
        session.setProperty(prefix + "writetimeout", String.valueOf(patience.toMillis()));
        if (properties.starttls() && !properties.tls()) {
            session.setProperty(prefix + "starttls.enable", "true");
            session.setProperty(prefix + "starttls.required", "true");
        }
        tls.applyTo(session, protocol);
        // Reading must not mark a message as seen: only a committed request does.
        session.setProperty(prefix + "peek", "true");
        session.setProperty(prefix + "partialfetch", "false");
        Store store = Session.getInstance(session).getStore(protocol);
        try {
            store.connect(properties.host(), properties.port(), properties.username(), properties.password());
        } catch (MessagingException e) {
            store.close();
            throw e;
        }
        return store;
    }
}
