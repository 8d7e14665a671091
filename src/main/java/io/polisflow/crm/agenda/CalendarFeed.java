package io.polisflow.crm.agenda;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;

/** The secret address of a person's calendar; whoever knows it may read, so a new secret ends the old one. */
@Entity
public class CalendarFeed {

    /** Written no oftener, so that a program that asks each minute changes nothing. */
    private static final Duration READ_PRECISION = Duration.ofHours(1);

    @Id
    private String owner;

    private String secretHash;
    private Instant createdAt;
    private Instant readAt;
    private String contentHash;
    private Instant contentChangedAt;

    protected CalendarFeed() {}

    void renew(String hash, Instant now) {
        secretHash = hash;
        createdAt = now;
        readAt = null;
        contentHash = null;
        contentChangedAt = null;
    }

    void read(Instant now) {
        if (readAt == null || readAt.plus(READ_PRECISION).isBefore(now)) {
            readAt = now;
        }
    }

    /** Remembers since when the content has been as it is. */
    void serves(String hash, Instant now) {
        if (!hash.equals(contentHash)) {
            contentHash = hash;
            contentChangedAt = now;
        }
    }

    /** @return user id */
    String owner() {
        return owner;
    }

    String secretHash() {
        return secretHash;
    }

    Instant contentChangedAt() {
        return contentChangedAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** @return when a calendar program last read it, to the hour; null when none has */
    public Instant readAt() {
        return readAt;
    }
}
