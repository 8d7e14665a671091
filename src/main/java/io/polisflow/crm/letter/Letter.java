package io.polisflow.crm.letter;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.personal.Ground;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A letter to or from the client, kept with its attachments in the deal's history. */
@Entity
public class Letter {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Deal deal;

    @Enumerated(EnumType.STRING)
    private Direction direction;

    private String messageId;
    private String inReplyTo;
    private String sender;
    private String recipients;
    private String subject;
    private String text;
    private String html;
    private Instant createdAt;
    private Instant sentAt;
    private Instant failedAt;
    private String failure;
    private String author;

    @Enumerated(EnumType.STRING)
    private Ground ground = Ground.REQUEST;

    private boolean stopped;
    private String unsubscribeKey;

    @ManyToMany
    @JoinTable(
            name = "letter_file",
            joinColumns = @JoinColumn(name = "letter_id"),
            inverseJoinColumns = @JoinColumn(name = "file_id"))
    @OrderColumn(name = "position")
    private List<StoredFile> files = new ArrayList<>();

    @Version
    private int lockVersion;

    protected Letter() {}

    Letter(
            Deal deal,
            Direction direction,
            String messageId,
            String inReplyTo,
            String sender,
            List<String> recipients,
            String subject,
            String text,
            String html,
            List<StoredFile> files,
            Instant createdAt) {
        this.deal = deal;
        this.direction = direction;
        this.messageId = messageId;
        this.inReplyTo = inReplyTo;
        this.sender = sender;
        this.recipients = String.join(", ", recipients);
        this.subject = subject;
        this.text = text;
        this.html = html;
        this.files = new ArrayList<>(files);
        this.createdAt = createdAt;
    }

    /** Which way a letter went. */
    public enum Direction {
        OUT,
        IN
    }

    void sent(Instant at) {
        sentAt = at;
    }

    void failed(String reason, Instant at) {
        failure = reason;
        failedAt = at;
    }

    /** @param key by which its reader says no to more of them, null unless it is advertising */
    void goesOutFor(Ground why, String key) {
        ground = why;
        unsubscribeKey = key;
    }

    /** None of its recipients may be written to: it never goes. */
    void stop(String reason, Instant at) {
        failed(reason, at);
        stopped = true;
    }

    void writtenBy(String user) {
        author = user;
    }

    /** The server has not taken it: it may go to other addresses. */
    void readdress(List<String> addresses) {
        if (sentAt != null) {
            throw new IllegalStateException("letter " + id + " is sent");
        }
        recipients = String.join(", ", addresses);
        stopped = false;
        failure = null;
        failedAt = null;
    }

    public Long id() {
        return id;
    }

    public Deal deal() {
        return deal;
    }

    public Direction direction() {
        return direction;
    }

    public String messageId() {
        return messageId;
    }

    public String inReplyTo() {
        return inReplyTo;
    }

    public String sender() {
        return sender;
    }

    public List<String> recipients() {
        return List.of(recipients.split(", "));
    }

    public String subject() {
        return subject;
    }

    public String text() {
        return text;
    }

    public String html() {
        return html;
    }

    public List<StoredFile> files() {
        return List.copyOf(files);
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** @return who wrote it by hand, or null of a letter that came or that a model made */
    public String author() {
        return author;
    }

    /** @return on what legal ground it goes out */
    public Ground ground() {
        return ground;
    }

    /** @return whether it did not go because its reader wants no letters; {@link #failure} says so */
    public boolean stopped() {
        return stopped;
    }

    /** @return what the link «отказаться» in it holds, or null */
    public String unsubscribeKey() {
        return unsubscribeKey;
    }

    /** @return when it came back or the mail server refused it, or null when neither happened */
    public Instant failedAt() {
        return failedAt;
    }

    /** @return what the mail server said when it gave the letter back */
    public String failure() {
        return failure;
    }

    /** @return when the mail server took it, or null while it waits */
    public Instant sentAt() {
        return sentAt;
    }
}
