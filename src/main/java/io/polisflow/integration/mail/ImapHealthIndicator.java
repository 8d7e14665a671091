package io.polisflow.integration.mail;

import jakarta.mail.Store;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Tells an operator whether requests by e-mail are heard ({@code imap} in {@code /actuator/health}). */
@Component
class ImapHealthIndicator extends AbstractHealthIndicator {

    private final ImapMailbox mailbox;
    private final MailProperties.Imap properties;

    ImapHealthIndicator(ImapMailbox mailbox, MailProperties properties) {
        this.mailbox = mailbox;
        this.properties = properties.imap();
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws Exception {
        if (properties.host().isBlank()) {
            health.unknown().withDetail("reason", "polisflow.mail.imap.host is not set");
            return;
        }
        health.withDetail("server", properties.host() + ":" + properties.port());
        // A server that hangs must not hold up the whole health page for as long as a large letter may take.
        try (Store store = mailbox.connect(properties.connectTimeout())) {
            if (store.getFolder(properties.folder()).exists()) {
                health.up();
            } else {
                health.down().withDetail("reason", "no folder " + properties.folder());
            }
        }
    }
}
