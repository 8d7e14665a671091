package io.polisflow.crm.client;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Version;
import java.time.Instant;

/** A person at the client whom letters and calls reach. */
@Entity
public class Contact extends Audited {

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
        changes();
        this.name = this.name == null ? name : this.name;
        this.email = this.email == null ? email : this.email;
        this.phone = this.phone == null ? phone : this.phone;
    }

    /** What a person tells of the contact's place in the company; null tells nothing. */
    void describe(String newPosition, String newRole) {
        changes();
        position = newPosition == null ? position : newPosition;
        role = newRole == null ? role : newRole;
    }

    /** @return the field's value in its text form, or null */
    public String value(ContactField field) {
        return switch (field) {
            case NAME -> name;
            case POSITION -> position;
            case ROLE -> role;
            case PHONE -> phone;
            case EMAIL -> email;
            case COLD -> Boolean.toString(cold);
        };
    }

    /** Another address deserves letters until one comes back. */
    void write(ContactField field, String text) {
        changes();
        switch (field) {
            case NAME -> name = text;
            case POSITION -> position = text;
            case ROLE -> role = text;
            case PHONE -> phone = text;
            case EMAIL -> {
                email = text;
                markReachable();
            }
            case COLD -> cold = Boolean.parseBoolean(text);
        }
        contactKey = keyOf(name, email, phone);
    }

    /** @return what makes a person one of a kind at their client: the e-mail, else the phone, else the name */
    static String keyOf(String name, String email, String phone) {
        return email != null ? email : phone != null ? phone : "name:" + CompanyName.comparable(name);
    }

    void remove() {
        changes();
        removed = true;
    }

    void restore() {
        changes();
        removed = false;
    }

    void markWrong(String note) {
        changes();
        wrongNote = note;
    }

    void markUndeliverable(String note, Instant at) {
        changes();
        undeliverableNote = note;
        undeliverableAt = at;
    }

    void markReachable() {
        changes();
        undeliverableNote = null;
        undeliverableAt = null;
    }

    void cool(boolean nowCold) {
        changes();
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
