package io.polisflow.crm.lead;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientContacts.Draft;
import io.polisflow.crm.deal.Deal;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A manager's notice of a possible sale («обращение»): who, where from, what of interest; it stays whatever becomes of it. */
@Entity
@Table(name = "client_lead")
public class Lead {

    @Id
    private Long id;

    private String number;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Client client;

    @ManyToOne(fetch = FetchType.LAZY)
    private Deal deal;

    @Enumerated(EnumType.STRING)
    private State state;

    private String source;
    private String productCode;

    @Column(name = "comment_")
    private String comment;

    private String resolution;
    private String cardNotes;
    private String takenBy;
    private Instant takenAt;
    private String handedTo;

    @ElementCollection
    @CollectionTable(name = "client_lead_contact", joinColumns = @JoinColumn(name = "lead_id"))
    @OrderColumn(name = "position")
    private List<LeadContact> contacts = new ArrayList<>();

    @Version
    private int lockVersion;

    protected Lead() {}

    Lead(long id, ZoneId zone, Client client, String user, Instant now) {
        this.id = id;
        this.number = "L-%d-%06d".formatted(now.atZone(zone).getYear(), id);
        this.client = client;
        this.state = State.TAKEN;
        this.takenBy = user;
        this.takenAt = now;
    }

    /** What became of it. */
    public enum State {
        TAKEN("в работе"),
        HANDED_OVER("передано ответственному"),
        JOINED("записано в открытую сделку"),
        DEAL_OPENED("открыта сделка"),
        STOPPED("не принято");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    void tell(String newSource, String newProductCode, String newComment, List<Draft> people) {
        source = newSource;
        productCode = newProductCode;
        comment = newComment;
        people.forEach(person -> contacts.add(LeadContact.of(person)));
    }

    void handTo(String owner) {
        state = State.HANDED_OVER;
        handedTo = owner;
    }

    void joined(Deal openDeal) {
        state = State.JOINED;
        deal = openDeal;
    }

    void opened(Deal newDeal) {
        state = State.DEAL_OPENED;
        deal = newDeal;
    }

    void stopped() {
        state = State.STOPPED;
    }

    void resolved(String why) {
        resolution = why;
    }

    void noteCard(List<String> notes) {
        if (!notes.isEmpty()) {
            String all = (cardNotes == null ? "" : cardNotes + "\n") + String.join("\n", notes);
            cardNotes = all.length() > 4000 ? all.substring(0, 4000) : all;
        }
    }

    /** @return the people whom the lead named */
    public List<Draft> people() {
        return contacts.stream().map(LeadContact::draft).toList();
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

    /** @return the deal that it led to or joined, or null */
    public Deal deal() {
        return deal;
    }

    public State state() {
        return state;
    }

    /** @return code of the dictionary of lead sources */
    public String source() {
        return source;
    }

    /** @return code in the catalogue, or null */
    public String productCode() {
        return productCode;
    }

    public String comment() {
        return comment;
    }

    /** @return what was written as it was decided, or null */
    public String resolution() {
        return resolution;
    }

    /** @return what was changed on the card in its course, a line each, or null */
    public String cardNotes() {
        return cardNotes;
    }

    public String takenBy() {
        return takenBy;
    }

    public Instant takenAt() {
        return takenAt;
    }

    /** @return the client's manager who got it, or null */
    public String handedTo() {
        return handedTo;
    }
}
