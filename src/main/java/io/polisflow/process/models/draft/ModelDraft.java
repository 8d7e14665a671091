package io.polisflow.process.models.draft;

import io.polisflow.crm.ConflictException;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Instant;

/** A change of the models that somebody prepares; it is worked on until it is put into force or given up. */
@Entity
public class ModelDraft {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private String title;
    private String note;
    private String author;
    private Instant createdAt;
    private String changedBy;
    private Instant changedAt;

    @Enumerated(EnumType.STRING)
    private State state;

    private Instant dueAt;
    private String jobId;
    private String refusal;

    @Version
    private int lockVersion;

    protected ModelDraft() {}

    ModelDraft(String title, String note, String author, Instant now) {
        this.title = title;
        this.note = note;
        this.author = author;
        this.createdAt = now;
        this.changedBy = author;
        this.changedAt = now;
        this.state = State.OPEN;
    }

    /** How far it has come. */
    public enum State {
        OPEN("готовится"),
        SCHEDULED("ввод назначен"),
        IN_FORCE("введён в действие"),
        DISCARDED("отменён");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Its files have changed. @param seen the version that the author had before their eyes */
    void change(int seen, String user, Instant now) {
        requireOpen(seen);
        // What stopped it at its time may be mended by this very change.
        refusal = null;
        touch(user, now);
    }

    void reword(int seen, String newTitle, String newNote, String user, Instant now) {
        requireOpen(seen);
        title = newTitle;
        note = newNote;
        touch(user, now);
    }

    void schedule(int seen, Instant at, String job, String user, Instant now) {
        requireOpen(seen);
        state = State.SCHEDULED;
        dueAt = at;
        jobId = job;
        refusal = null;
        touch(user, now);
    }

    /** It is not put into force at its time after all. @return the timer that is no longer needed */
    String unschedule(int seen, String user, Instant now) {
        requireSeen(seen);
        if (state != State.SCHEDULED) {
            throw new ConflictException("Ввод в действие не назначен: обновите страницу");
        }
        state = State.OPEN;
        dueAt = null;
        touch(user, now);
        return jobId;
    }

    /** At its time it could not take effect; whoever prepared it reads why and goes on. */
    void refuse(String why) {
        if (state == State.SCHEDULED) {
            state = State.OPEN;
            refusal = why.length() > 4000 ? why.substring(0, 3999) + "…" : why;
        }
    }

    void putIntoForce(int seen, String user, Instant now) {
        requireOpen(seen);
        takeEffect(user, now);
    }

    /** @return who had set the time */
    String putIntoForceOnTime(Instant now) {
        if (state != State.SCHEDULED) {
            throw new ConflictException("Черновик не ждёт ввода в действие");
        }
        String who = changedBy;
        takeEffect(who, now);
        return who;
    }

    private void takeEffect(String user, Instant now) {
        state = State.IN_FORCE;
        refusal = null;
        touch(user, now);
    }

    void discard(int seen, String user, Instant now) {
        requireOpen(seen);
        state = State.DISCARDED;
        touch(user, now);
    }

    private void touch(String user, Instant now) {
        changedBy = user;
        changedAt = now;
    }

    private void requireOpen(int seen) {
        switch (state) {
            case SCHEDULED ->
                throw new ConflictException(
                        "Ввод этого черновика в действие уже назначен: чтобы менять его, сначала отмените ввод");
            case IN_FORCE -> throw new ConflictException("Этот черновик уже введён в действие: начните новый");
            case DISCARDED -> throw new ConflictException("Этот черновик отменён: начните новый");
            default -> requireSeen(seen);
        }
    }

    private void requireSeen(int seen) {
        if (seen != lockVersion) {
            throw new ConflictException("Пока вы смотрели на черновик, его изменил другой сотрудник."
                    + " Ниже — как он выглядит теперь: сравните и повторите");
        }
    }

    public Long id() {
        return id;
    }

    public String title() {
        return title;
    }

    /** @return why the models are changed, in the author's words */
    public String note() {
        return note;
    }

    /** @return a user's id */
    public String author() {
        return author;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** @return the id of who changed it last */
    public String changedBy() {
        return changedBy;
    }

    public Instant changedAt() {
        return changedAt;
    }

    public State state() {
        return state;
    }

    /** @return when it takes effect by itself, or took effect so; null when nobody set a time */
    public Instant dueAt() {
        return dueAt;
    }

    /** @return why it could not take effect at its time, or null */
    public String refusal() {
        return refusal;
    }

    /** @return what a change has to name as seen */
    public int version() {
        return lockVersion;
    }

    String jobId() {
        return jobId;
    }
}
