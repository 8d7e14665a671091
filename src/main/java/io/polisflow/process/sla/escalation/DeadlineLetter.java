package io.polisflow.process.sla.escalation;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;

/** A letter to an employee about deadlines; the mail server gets it once. */
@Entity
class DeadlineLetter {

    private static final int LONGEST_FAILURE = 1000;

    @Id
    private Long id;

    private long sweep;
    private int position;
    private String recipient;
    private String address;
    private String messageId;
    private String subject;
    private String text;
    private String html;
    private Instant createdAt;
    private Instant sentAt;
    private Instant failedAt;
    private String failure;

    @Version
    private int lockVersion;

    protected DeadlineLetter() {}

    /** @param position among the letters of the sweep, from 0 */
    DeadlineLetter(
            long id,
            long sweep,
            int position,
            String recipient,
            String address,
            String messageId,
            String subject,
            String text,
            String html,
            Instant createdAt) {
        this.id = id;
        this.sweep = sweep;
        this.position = position;
        this.recipient = recipient;
        this.address = address;
        this.messageId = messageId;
        this.subject = subject;
        this.text = text;
        this.html = html;
        this.createdAt = createdAt;
    }

    boolean isDone() {
        return sentAt != null || failedAt != null;
    }

    void sent(Instant at) {
        requireOpen();
        sentAt = at;
    }

    void refused(String reason, Instant at) {
        requireOpen();
        failedAt = at;
        failure = reason.length() > LONGEST_FAILURE ? reason.substring(0, LONGEST_FAILURE) : reason;
    }

    private void requireOpen() {
        if (isDone()) {
            throw new IllegalStateException("letter " + id + " is done");
        }
    }

    String recipient() {
        return recipient;
    }

    String address() {
        return address;
    }

    String messageId() {
        return messageId;
    }

    String subject() {
        return subject;
    }

    String text() {
        return text;
    }

    String html() {
        return html;
    }
}
