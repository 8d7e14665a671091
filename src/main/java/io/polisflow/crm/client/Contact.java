package io.polisflow.crm.client;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Version;
import java.time.Instant;

/** A person at the client whom letters and calls reach. */
@Entity
public class Contact {

    @Id
    private Long id;

    private Long clientId;
    private String contactKey;
    private String name;
    private String searchName;
    private Long mergedInto;
    private String position;
    private String email;
    private String phone;
    private String role;
    private boolean cold;
    private boolean removed;
    private String wrongNote;
    private Instant undeliverableAt;
    private String undeliverableNote;
    private Instant createdAt;

    @Version
    private int lockVersion;

    protected Contact() {}

    /** Whoever changes the name: the person is looked for by it. */
    @PreUpdate
    void keepSearchName() {
        searchName = CompanyName.comparable(name);
    }

    /** Whether any of this is news. */
    boolean lacks(String name, String email, String phone) {
        return this.name == null && name != null
                || this.email == null && email != null
                || this.phone == null && phone != null;
    }

    /** Adds what was not known before; what is known stays. */
    void complete(String name, String email, String phone) {
        this.name = this.name == null ? name : this.name;
        this.email = this.email == null ? email : this.email;
        this.phone = this.phone == null ? phone : this.phone;
    }

    /** What a person tells of the contact's place in the company; null tells nothing. */
    void describe(String newPosition, String newRole) {
        position = newPosition == null ? position : newPosition;
        role = newRole == null ? role : newRole;
    }

    void remove() {
        removed = true;
    }

    void restore() {
        removed = false;
    }

    void markWrong(String note) {
        wrongNote = note;
    }

    void markUndeliverable(String note, Instant at) {
        undeliverableNote = note;
        undeliverableAt = at;
    }

    void markReachable() {
        undeliverableNote = null;
        undeliverableAt = null;
    }

    void cool(boolean nowCold) {
        cold = nowCold;
    }

    public Long id() {
        return id;
    }

    /** @return what must not stand twice on a card */
    String contactKey() {
        return contactKey;
    }

    /** @return the same person on the card that goes on, or null */
    Long mergedInto() {
        return mergedInto;
    }

    public Long clientId() {
        return clientId;
    }

    public String name() {
        return name;
    }

    public String email() {
        return email;
    }

    /** @return E.164 */
    public String phone() {
        return phone;
    }

    /** @return what the person is in the company, or null */
    public String position() {
        return position;
    }

    /** @return code of the dictionary of contact roles, or null */
    public String role() {
        return role;
    }

    /** @return whether the last sale to this client was lost: «холодный» */
    public boolean cold() {
        return cold;
    }

    /** @return why talking to this person leads nowhere, or null when it does not */
    public String wrongNote() {
        return wrongNote;
    }

    /** @return when a letter to the address came back, or null while letters arrive */
    public Instant undeliverableAt() {
        return undeliverableAt;
    }

    /** @return what the mail server said of the address, or null while letters arrive */
    public String undeliverableNote() {
        return undeliverableNote;
    }

    /** @return whether somebody took the person off the card; history still names them */
    public boolean removed() {
        return removed;
    }
}
