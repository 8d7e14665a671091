package io.polisflow.crm.client;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** One line of a card's audit trail: which field became what, by whom, when and in which step. */
@Entity
@Immutable
public class ClientChange {

    @Id
    private Long id;

    private Long clientId;
    private Long contactId;

    @Enumerated(EnumType.STRING)
    private AuditedField field;

    private String oldValue;
    private String newValue;
    private String source;
    private Instant changedAt;
    private String changedBy;
    private String processKey;
    private Integer processVersion;
    private String activityId;
    private String activityName;

    protected ClientChange() {}

    public Long id() {
        return id;
    }

    public Long clientId() {
        return clientId;
    }

    /** @return the contact whose field it is, or null when it is the client's own */
    public Long contactId() {
        return contactId;
    }

    public AuditedField field() {
        return field;
    }

    /** @return as people read it, a role as its code, a manager as the user id; null when there was nothing */
    public String oldValue() {
        return oldValue;
    }

    /** @return as {@link #oldValue} */
    public String newValue() {
        return newValue;
    }

    /** @return where the new value came from when nobody typed it, e.g. «Контур.Фокус», or null */
    public String source() {
        return source;
    }

    public Instant changedAt() {
        return changedAt;
    }

    /** @return user id, or null when the system acted */
    public String changedBy() {
        return changedBy;
    }

    /** @return null outside of a process */
    public String processKey() {
        return processKey;
    }

    public Integer processVersion() {
        return processVersion;
    }

    public String activityId() {
        return activityId;
    }

    public String activityName() {
        return activityName;
    }
}
