package io.polisflow.crm.deal;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Contact;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.ZoneId;

/** One sale; its number is the business key of all its processes. */
@Entity
public class Deal {

    @Id
    private Long id;

    private String number;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Client client;

    @ManyToOne(fetch = FetchType.LAZY)
    private Contact contact;

    private String owner;

    @Enumerated(EnumType.STRING)
    private Stage stage;

    private Instant stageSince;
    private Instant openedAt;

    @Version
    private int lockVersion;

    protected Deal() {}

    /** @param id from {@code deal_seq}; the number is made of it and of the year that it is in that zone */
    Deal(long id, ZoneId zone, Client client, Contact contact, String owner, Stage stage, Instant now) {
        this.id = id;
        this.number = "D-%d-%06d".formatted(now.atZone(zone).getYear(), id);
        this.client = client;
        this.contact = contact;
        this.owner = owner;
        this.stage = stage;
        this.stageSince = now;
        this.openedAt = now;
    }

    /** @return false when the deal was there already */
    boolean reach(Stage next, Instant now) {
        if (stage == next) {
            return false;
        }
        if (!stage.isOpen()) {
            throw new IllegalStateException(number + " is closed: " + stage);
        }
        stage = next;
        stageSince = now;
        return true;
    }

    public Long id() {
        return id;
    }

    public String number() {
        return number;
    }

    public Client client() {
        return client;
    }

    /** @return the person who asked, or null when nobody is known */
    public Contact contact() {
        return contact;
    }

    /** @return the manager's user id, or null while the sales group has no member */
    public String owner() {
        return owner;
    }

    public Stage stage() {
        return stage;
    }

    public Instant stageSince() {
        return stageSince;
    }

    public Instant openedAt() {
        return openedAt;
    }
}
