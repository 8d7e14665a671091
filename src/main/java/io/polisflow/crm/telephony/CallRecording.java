package io.polisflow.crm.telephony;

import io.polisflow.crm.document.StoredFile;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.time.Instant;

/** The recording of a call: announced, then fetched or given up; it finds its call by the exchange's id, whichever comes first. */
@Entity
public class CallRecording {

    @Id
    private Long id;

    private String recordingId;
    private String entryId;

    @Enumerated(EnumType.STRING)
    private State state;

    private String reason;

    @ManyToOne(fetch = FetchType.LAZY)
    private StoredFile file;

    private Instant readyAt;

    @Version
    private int lockVersion;

    protected CallRecording() {}

    /** How far it is. */
    public enum State {
        AWAITED("запись готовится"),
        KEPT("запись получена"),
        MISSING("записи нет");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    void keep(StoredFile content) {
        file = content;
        state = State.KEPT;
        reason = null;
    }

    /** @param why Russian, for the deal's page */
    void unusable(String why) {
        reason = why;
    }

    void giveUp(String why) {
        if (state == State.AWAITED) {
            state = State.MISSING;
            reason = reason == null ? why : reason;
        }
    }

    public Long id() {
        return id;
    }

    public String recordingId() {
        return recordingId;
    }

    public String entryId() {
        return entryId;
    }

    public State state() {
        return state;
    }

    /** @return why there is none, or null */
    public String reason() {
        return reason;
    }

    /** @return null until fetched */
    public StoredFile file() {
        return file;
    }
}
