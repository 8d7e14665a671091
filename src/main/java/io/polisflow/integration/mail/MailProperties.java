package io.polisflow.integration.mail;

import io.polisflow.integration.wire.PositiveDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the company's mail server is ({@code polisflow.mail.*}).
 *
 * @param from the address that letters come from
 * @param replyTags whether answers come to an address of their own for each letter (the mailbox with a tag after a plus
 *     sign); the mail server must deliver such addresses
 * @param sslBundle name of the Spring SSL bundle that says whom to trust, blank for what the JVM trusts
 */
@Validated
@ConfigurationProperties("polisflow.mail")
record MailProperties(
        @DefaultValue("") String from,
        @DefaultValue("false") boolean replyTags,
        @DefaultValue("") String sslBundle,
        @DefaultValue @Valid Smtp smtp,
        @DefaultValue @Valid Imap imap) {

    private static final String PORT = "нужен номер порта от 1 до 65535";

    /**
     * @param host blank when no letters can be sent
     * @param starttls whether the connection must be encrypted; on port 465 from its first byte
     */
    record Smtp(
            @DefaultValue("") String host,
            @DefaultValue("25") @Min(value = 1, message = PORT) @Max(value = 65535, message = PORT) int port,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("false") boolean starttls,
            @DefaultValue("5s") @PositiveDuration Duration connectTimeout,
            @DefaultValue("30s") @PositiveDuration Duration readTimeout) {

        /** The password stays out of logs also when somebody prints the settings. */
        @Override
        public String toString() {
            return "Smtp[" + host + ":" + port + "]";
        }
    }

    /**
     * @param host blank when no mailbox is read
     * @param tls whether the connection is encrypted from its first byte (usually port 993)
     * @param starttls whether it must be encrypted after the first words (RFC 2595), before the password
     * @param idle whether the server may tell of new letters at once (RFC 2177); it is asked every {@code pollInterval} anyway
     */
    record Imap(
            @DefaultValue("") String host,
            @DefaultValue("143") @Min(value = 1, message = PORT) @Max(value = 65535, message = PORT) int port,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("false") boolean tls,
            @DefaultValue("false") boolean starttls,
            @DefaultValue("INBOX") String folder,
            @DefaultValue("true") boolean idle,
            @DefaultValue("10s") @PositiveDuration Duration pollInterval,
            @DefaultValue("5s") @PositiveDuration Duration connectTimeout,
            @DefaultValue("30s") @PositiveDuration Duration readTimeout) {

        @Override
        public String toString() {
            return "Imap[" + host + ":" + port + "/" + folder + "]";
        }
    }
}
