package io.polisflow.integration.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the company's mail server is ({@code polisflow.mail.*}).
 *
 * @param from the address that letters come from
 */
@ConfigurationProperties("polisflow.mail")
record MailProperties(@DefaultValue("") String from, @DefaultValue Smtp smtp, @DefaultValue Imap imap) {

    /**
     * @param host blank when no letters can be sent
     * @param starttls whether the connection must be encrypted; on port 465 from its first byte
     */
    record Smtp(
            @DefaultValue("") String host,
            @DefaultValue("25") int port,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("false") boolean starttls,
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("30s") Duration readTimeout) {}

    /**
     * @param host blank when no mailbox is read
     * @param tls whether the connection is encrypted from its first byte (usually port 993)
     */
    record Imap(
            @DefaultValue("") String host,
            @DefaultValue("143") int port,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("false") boolean tls,
            @DefaultValue("INBOX") String folder,
            @DefaultValue("10s") Duration pollInterval,
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("30s") Duration readTimeout) {}
}
