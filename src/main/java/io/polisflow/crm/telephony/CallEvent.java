package io.polisflow.crm.telephony;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;

/** One thing that the exchange told of a call, kept for good: what is known of the call is read from all of them. */
@Entity
class CallEvent {

    @Id
    private Long id;

    private String eventKey;
    private String entryId;
    private String commandId;
    private String leg;
    private Integer seq;

    @Enumerated(EnumType.STRING)
    private CallRecord.State state;

    @Enumerated(EnumType.STRING)
    private CallRecord.Direction direction;

    private String extension;
    private String number;
    private Instant happenedAt;
    private Instant connectedAt;
    private Instant endedAt;
    private Integer talkSeconds;
    private Instant receivedAt;

    protected CallEvent() {}

    /** Whether it sums up the whole call; all others are of one leg. */
    boolean isSummary() {
        return leg == null;
    }

    String commandId() {
        return commandId;
    }

    String leg() {
        return leg;
    }

    int seq() {
        return seq;
    }

    CallRecord.State state() {
        return state;
    }

    CallRecord.Direction direction() {
        return direction;
    }

    String extension() {
        return extension;
    }

    String number() {
        return number;
    }

    Instant happenedAt() {
        return happenedAt;
    }

    Instant connectedAt() {
        return connectedAt;
    }

    Instant endedAt() {
        return endedAt;
    }

    Integer talkSeconds() {
        return talkSeconds;
    }
}
