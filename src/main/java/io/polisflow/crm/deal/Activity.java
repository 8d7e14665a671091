package io.polisflow.crm.deal;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** A touch with the client that took place: «касание». */
@Entity
public class Activity {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Deal deal;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private Instant heldAt;
    private String heldBy;
    private String note;

    protected Activity() {}

    Activity(Deal deal, Kind kind, Instant heldAt, String heldBy, String note) {
        this.deal = deal;
        this.kind = kind;
        this.heldAt = heldAt;
        this.heldBy = heldBy;
        this.note = note;
    }

    /** The ways to touch a client. */
    public enum Kind {
        CALL("Звонок"),
        EMAIL("Письмо"),
        MEETING("Встреча");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public Kind kind() {
        return kind;
    }

    public Instant heldAt() {
        return heldAt;
    }

    public String heldBy() {
        return heldBy;
    }

    public String note() {
        return note;
    }
}
