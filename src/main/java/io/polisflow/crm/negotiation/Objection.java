package io.polisflow.crm.negotiation;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Instant;

/** What a person at the client held against the offer, and what it was answered with; lives on the contact and the deal. */
@Entity
public class Objection {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Deal deal;

    @ManyToOne(fetch = FetchType.LAZY)
    private Contact contact;

    private String category;
    private String words;
    private String reply;
    private boolean wonOver;
    private Long articleId;
    private Instant recordedAt;
    private String recordedBy;
    private Instant answeredAt;
    private String answeredBy;

    @Version
    private int lockVersion;

    protected Objection() {}

    Objection(
            Deal deal,
            Contact contact,
            String category,
            String words,
            String reply,
            boolean wonOver,
            Long articleId,
            Instant recordedAt,
            String recordedBy) {
        this.deal = deal;
        this.contact = contact;
        this.category = category;
        this.words = words;
        this.reply = reply;
        this.wonOver = wonOver;
        this.articleId = articleId;
        this.recordedAt = recordedAt;
        this.recordedBy = recordedBy;
    }

    /**
     * Keeps what was answered to an objection that is still open.
     *
     * @throws ConflictException when it is overcome already
     */
    void answer(String newReply, boolean nowWonOver, Long fromArticle, Instant at, String user) {
        if (wonOver) {
            throw new ConflictException("Возражение уже снято: обновите страницу");
        }
        reply = newReply;
        wonOver = nowWonOver;
        articleId = fromArticle;
        answeredAt = at;
        answeredBy = user;
    }

    public Long id() {
        return id;
    }

    public int version() {
        return lockVersion;
    }

    public Deal deal() {
        return deal;
    }

    /** @return who said it, also when no longer on the card; null when it was nobody that we know */
    public Contact contact() {
        return contact;
    }

    /** @return code of the dictionary of objection categories */
    public String category() {
        return category;
    }

    /** @return the client's own words */
    public String words() {
        return words;
    }

    /** @return what was answered, or null while nothing was */
    public String reply() {
        return reply;
    }

    public boolean wonOver() {
        return wonOver;
    }

    /** @return the article of the knowledge base that the answer came from, or null */
    public Long articleId() {
        return articleId;
    }

    public Instant recordedAt() {
        return recordedAt;
    }

    /** @return the manager's user id */
    public String recordedBy() {
        return recordedBy;
    }

    /** @return when it was answered later than it was recorded, or null */
    public Instant answeredAt() {
        return answeredAt;
    }

    /** @return user id of whoever answered it later, or null */
    public String answeredBy() {
        return answeredBy;
    }
}
