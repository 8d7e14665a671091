package io.polisflow.crm.negotiation;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
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

    public Long id() {
        return id;
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
}
