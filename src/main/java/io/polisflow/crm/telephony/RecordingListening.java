package io.polisflow.crm.telephony;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** One person's listening to one recording, from the first part asked for to the last. */
@Entity
public class RecordingListening {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private CallRecording recording;

    private String listener;
    private Instant startedAt;
    private Instant lastHeardAt;

    protected RecordingListening() {}

    RecordingListening(CallRecording recording, String listener, Instant now) {
        this.recording = recording;
        this.listener = listener;
        this.startedAt = now;
        this.lastHeardAt = now;
    }

    void goesOn(Instant now) {
        lastHeardAt = now;
    }

    /** @return id of the employee */
    public String listener() {
        return listener;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant lastHeardAt() {
        return lastHeardAt;
    }
}
