package io.polisflow.crm.client;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;

/** That one card turned out to be a duplicate of another: who said so, when, and whether it was taken back. */
@Entity
public class ClientMerge {

    static final Duration UNDOABLE = Duration.ofHours(24);

    @Id
    private Long id;

    private Long keptId;
    private Long mergedId;
    private String mergedBy;
    private Instant mergedAt;
    private String undoneBy;
    private Instant undoneAt;

    protected ClientMerge() {}

    ClientMerge(long id, long keptId, long mergedId, String mergedBy, Instant mergedAt) {
        this.id = id;
        this.keptId = keptId;
        this.mergedId = mergedId;
        this.mergedBy = mergedBy;
        this.mergedAt = mergedAt;
    }

    void undo(String user, Instant now) {
        undoneBy = user;
        undoneAt = now;
    }

    public Long id() {
        return id;
    }

    /** @return the card that goes on */
    public Long keptId() {
        return keptId;
    }

    /** @return the card that turned out to be a duplicate */
    public Long mergedId() {
        return mergedId;
    }

    public String mergedBy() {
        return mergedBy;
    }

    public Instant mergedAt() {
        return mergedAt;
    }

    /** @return null while it holds */
    public Instant undoneAt() {
        return undoneAt;
    }

    /** @return null while it holds */
    public String undoneBy() {
        return undoneBy;
    }

    /** @return the last moment at which it can be taken back */
    public Instant undoableUntil() {
        return mergedAt.plus(UNDOABLE);
    }

    public boolean undoable(Instant now) {
        return undoneAt == null && !now.isAfter(undoableUntil());
    }
}
