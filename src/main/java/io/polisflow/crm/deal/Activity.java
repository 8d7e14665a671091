package io.polisflow.crm.deal;

import io.polisflow.crm.ConflictException;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A touch with the client, «касание»: planned in the calendar, then held or cancelled. */
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

    @Enumerated(EnumType.STRING)
    private State state;

    private String owner;
    private Instant startsAt;
    private Instant movedFrom;
    private String place;
    private Long contactId;
    private String note;
    private String outcome;
    private Instant heldAt;
    private String heldBy;

    @Version
    private int lockVersion;

    protected Activity() {}

    private Activity(Deal deal, Kind kind, State state, String owner, Instant startsAt, String note) {
        this.deal = deal;
        this.kind = kind;
        this.state = state;
        this.owner = owner;
        this.startsAt = startsAt;
        this.note = note;
    }

    static Activity held(Deal deal, Kind kind, Instant at, String user, String note) {
        Activity touch = new Activity(deal, kind, State.HELD, user, at, note);
        touch.heldAt = at;
        touch.heldBy = user;
        return touch;
    }

    static Activity planned(
            Deal deal, Kind kind, Instant startsAt, String owner, String place, Long contactId, String note) {
        Activity touch = new Activity(deal, kind, State.PLANNED, owner, startsAt, note);
        touch.place = place;
        touch.contactId = contactId;
        return touch;
    }

    /** The ways to touch a client. */
    public enum Kind {
        CALL("Звонок", Duration.ofMinutes(30)),
        EMAIL("Письмо", Duration.ofMinutes(15)),
        MEETING("Встреча", Duration.ofHours(1));

        private final String label;
        private final Duration length;

        Kind(String label, Duration length) {
            this.label = label;
            this.length = length;
        }

        public String label() {
            return label;
        }

        /** How much of a calendar it takes. */
        public Duration length() {
            return length;
        }
    }

    /** What became of it. */
    public enum State {
        PLANNED("запланировано"),
        HELD("состоялось"),
        CANCELLED("отменено");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    void hold(Instant at, String user, String result) {
        requirePlanned();
        state = State.HELD;
        heldAt = at;
        heldBy = user;
        outcome = result;
    }

    void moveTo(Instant newStart) {
        requirePlanned();
        movedFrom = startsAt;
        startsAt = newStart;
    }

    /** Puts it back where it was before the last move, which went to that time. */
    void takeBackMove(Instant movedTo) {
        requirePlanned();
        if (movedFrom == null || !isAt(movedTo)) {
            throw new ConflictException("Перенос уже не отменить: касание с тех пор изменили. Обновите календарь");
        }
        startsAt = movedFrom;
        movedFrom = null;
    }

    /** Whether it is planned for that time, to the minute that people see. */
    boolean isAt(Instant time) {
        return startsAt.truncatedTo(ChronoUnit.MINUTES).equals(time.truncatedTo(ChronoUnit.MINUTES));
    }

    void cancel() {
        requirePlanned();
        state = State.CANCELLED;
    }

    void handTo(String newOwner) {
        requirePlanned();
        owner = newOwner;
    }

    private void requirePlanned() {
        if (state != State.PLANNED) {
            throw new ConflictException("Касание уже " + state.label() + ": обновите календарь");
        }
    }

    public Long id() {
        return id;
    }

    public Deal deal() {
        return deal;
    }

    public Kind kind() {
        return kind;
    }

    public State state() {
        return state;
    }

    /** @return user id of whoever is to hold it */
    public String owner() {
        return owner;
    }

    /** @return when it is planned, or was held when nobody planned it */
    public Instant startsAt() {
        return startsAt;
    }

    /** @return where a meeting is, or null */
    public String place() {
        return place;
    }

    /** @return whom it is with, or null */
    public Long contactId() {
        return contactId;
    }

    /** @return what it is about; of one that was never planned, what was said; may be null */
    public String note() {
        return note;
    }

    /** @return what came of a planned one, or null */
    public String outcome() {
        return outcome;
    }

    /** @return null until held */
    public Instant heldAt() {
        return heldAt;
    }

    public String heldBy() {
        return heldBy;
    }
}
