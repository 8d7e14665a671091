package io.polisflow.crm.contract;

import io.polisflow.crm.contract.DocumentExchange.State;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;

/** One event of document exchange, kept also when the document that it is about is not known yet. */
@Entity
class SigningEvent {

    @Id
    private Long id;

    private String eventKey;
    private String entityId;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "comment_")
    private String comment;

    private Instant happenedAt;
    private Instant receivedAt;

    protected SigningEvent() {}

    State state() {
        return state;
    }

    String comment() {
        return comment;
    }

    Instant happenedAt() {
        return happenedAt;
    }
}
