package io.polisflow.crm.personal;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.document.StoredFile;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** One person's consent to one purpose as they gave it, and its withdrawal; or the plain no of somebody who never gave one. */
@Entity
public class Consent {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private String purpose;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Contact contact;

    private Long requestId;
    private Integer textVersion;
    private String operator;
    private String subjectName;
    private String subjectEmail;
    private String subjectPhone;
    private Instant givenAt;
    private LocalDate endsOn;

    @Enumerated(EnumType.STRING)
    private ConsentChannel channel;

    private String takenBy;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "document_id")
    private StoredFile document;

    private Instant withdrawnAt;

    @Enumerated(EnumType.STRING)
    private ConsentChannel withdrawnChannel;

    private String withdrawnBy;
    private String withdrawnNote;

    @Version
    private int lockVersion;

    protected Consent() {}

    private Consent(String purpose, Contact contact, String operator) {
        this.purpose = purpose;
        this.contact = contact;
        this.operator = operator;
        this.subjectName = contact.name();
        this.subjectEmail = contact.email();
        this.subjectPhone = contact.phone();
    }

    /** Whether it still counts. */
    public enum State {
        GIVEN("действует"),
        EXPIRED("срок истёк"),
        WITHDRAWN("отозвано"),
        REFUSED("отказ");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    static Consent given(
            Purpose purpose, Contact contact, String operator, Instant at, ConsentChannel channel, ZoneId zone) {
        Consent consent = new Consent(purpose.code(), contact, operator);
        consent.textVersion = purpose.version();
        consent.givenAt = at;
        consent.endsOn = at.atZone(zone).toLocalDate().plusMonths(purpose.termMonths());
        consent.channel = channel;
        return consent;
    }

    static Consent refused(Purpose purpose, Contact contact, String operator) {
        return new Consent(purpose.code(), contact, operator);
    }

    void takenBy(String user, Long request, StoredFile proof) {
        takenBy = user;
        requestId = request;
        document = proof;
    }

    /** @throws ConflictException when it was withdrawn before */
    void withdraw(Instant at, ConsentChannel by, String user, String note) {
        if (withdrawnAt != null) {
            throw new ConflictException("Согласие уже отозвано: обновите страницу");
        }
        withdrawnAt = at;
        withdrawnChannel = by;
        withdrawnBy = user;
        withdrawnNote = note;
    }

    /** @param today by the insurer's calendar */
    public State state(LocalDate today) {
        if (withdrawnAt != null) {
            return givenAt == null ? State.REFUSED : State.WITHDRAWN;
        }
        return endsOn.isBefore(today) ? State.EXPIRED : State.GIVEN;
    }

    public Long id() {
        return id;
    }

    /** @return code of the purpose */
    public String purpose() {
        return purpose;
    }

    public Contact contact() {
        return contact;
    }

    /** @return the request that brought it, or null */
    public Long requestId() {
        return requestId;
    }

    /** @return which text they agreed to, null of a plain no */
    public Integer textVersion() {
        return textVersion;
    }

    public String operator() {
        return operator;
    }

    public String subjectName() {
        return subjectName;
    }

    public String subjectEmail() {
        return subjectEmail;
    }

    public String subjectPhone() {
        return subjectPhone;
    }

    /** @return null of a plain no */
    public Instant givenAt() {
        return givenAt;
    }

    /** @return the last day on which it holds */
    public LocalDate endsOn() {
        return endsOn;
    }

    public ConsentChannel channel() {
        return channel;
    }

    /** @return user id of whoever took it, or null when the person gave it themselves */
    public String takenBy() {
        return takenBy;
    }

    /** @return the scan, or the text as it was agreed to; null of what was taken before texts were kept */
    public StoredFile document() {
        return document;
    }

    public Instant withdrawnAt() {
        return withdrawnAt;
    }

    public ConsentChannel withdrawnChannel() {
        return withdrawnChannel;
    }

    /** @return user id of whoever took the withdrawal, or null when the person withdrew it themselves */
    public String withdrawnBy() {
        return withdrawnBy;
    }

    public String withdrawnNote() {
        return withdrawnNote;
    }

    /** When the person last said something of this purpose. */
    Instant saidAt() {
        return withdrawnAt != null ? withdrawnAt : givenAt;
    }
}
