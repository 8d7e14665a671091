package io.polisflow.integration.mail;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Tells an operator whether letters can leave ({@code smtp} in {@code /actuator/health}). */
@Component
class SmtpHealthIndicator extends AbstractHealthIndicator {

    private final SmtpMailTransport transport;
    private final MailProperties.Smtp properties;

    SmtpHealthIndicator(SmtpMailTransport transport, MailProperties properties) {
        this.transport = transport;
        this.properties = properties.smtp();
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws Exception {
        if (properties.host().isBlank()) {
            health.unknown().withDetail("reason", "polisflow.mail.smtp.host is not set");
            return;
        }
        health.withDetail("server", properties.host() + ":" + properties.port());
        transport.probe();
        health.up();
    }
}
