package io.polisflow.process.models.migration;

import io.polisflow.crm.ConflictException;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;

/** One move of running instances from one version of a model to another, from its rehearsal to its report. */
@Entity
public class ModelMigration {

    /** Work that has not told of itself for so long was cut off and may be taken up by hand. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    @Id
    private Long id;

    private String modelKey;
    private String modelName;
    private String sourceId;
    private int sourceVersion;
    private String targetId;
    private int targetVersion;

    @Enumerated(EnumType.STRING)
    private State state;

    private String author;
    private Instant createdAt;
    private String reason;
    private String startedBy;
    private Instant startedAt;
    private Instant finishedAt;
    private Instant progressAt;
    private int run;
    private Long undoesId;

    @Version
    private int lockVersion;

    protected ModelMigration() {}

    ModelMigration(long id, ModelVersion source, ModelVersion target, String author, Long undoesId, Instant now) {
        this.id = id;
        this.modelKey = source.key();
        this.modelName = source.name();
        this.sourceId = source.id();
        this.sourceVersion = source.version();
        this.targetId = target.id();
        this.targetVersion = target.version();
        this.author = author;
        this.undoesId = undoesId;
        this.createdAt = now;
        this.progressAt = now;
        this.state = State.REHEARSING;
        this.run = 1;
    }

    /** How far it is. */
    public enum State {
        REHEARSING("Проверяется"),
        REHEARSED("Проверен, не начат"),
        RUNNING("Идёт"),
        PAUSED("На паузе"),
        DONE("Завершён");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Every instance was looked at. */
    void rehearsed(Instant now) {
        state = State.REHEARSED;
        progressAt = now;
    }

    void start(String why, String user, Instant now) {
        if (state != State.REHEARSED) {
            throw new ConflictException(
                    state == State.REHEARSING
                            ? "Дождитесь конца проверки"
                            : "Этот перенос уже начат: обновите страницу");
        }
        reason = why;
        startedBy = user;
        startedAt = now;
        begin(State.RUNNING, now);
    }

    void pause(Instant now) {
        if (state != State.RUNNING) {
            throw new ConflictException("Перенос сейчас не идёт: обновите страницу");
        }
        state = State.PAUSED;
        progressAt = now;
    }

    /** Goes on after a pause, or after the work was cut off. */
    void resume(Instant now) {
        if (state != State.PAUSED && !interrupted(now)) {
            throw new ConflictException("Перенос не на паузе: обновите страницу");
        }
        begin(state == State.REHEARSING ? State.REHEARSING : State.RUNNING, now);
    }

    /** Tries again what stayed where it was. */
    void retry(Instant now) {
        if (state != State.DONE) {
            throw new ConflictException("Повторить можно, когда перенос завершён");
        }
        finishedAt = null;
        begin(State.RUNNING, now);
    }

    void progress(Instant now) {
        progressAt = now;
    }

    void finish(Instant now) {
        state = State.DONE;
        finishedAt = now;
        progressAt = now;
    }

    private void begin(State next, Instant now) {
        state = next;
        run++;
        progressAt = now;
    }

    /** @return whether that beginning of work still has something to do */
    boolean works(int begun) {
        return begun == run && (state == State.REHEARSING || state == State.RUNNING);
    }

    /** Whether somebody is at it in the background. */
    public boolean working() {
        return state == State.REHEARSING || state == State.RUNNING;
    }

    /** Whether the work in the background was cut off and waits to be taken up. */
    public boolean interrupted(Instant now) {
        return working() && progressAt.plus(SILENCE).isBefore(now);
    }

    public Long id() {
        return id;
    }

    public String modelKey() {
        return modelKey;
    }

    public String modelName() {
        return modelName;
    }

    String sourceId() {
        return sourceId;
    }

    public int sourceVersion() {
        return sourceVersion;
    }

    String targetId() {
        return targetId;
    }

    public int targetVersion() {
        return targetVersion;
    }

    public State state() {
        return state;
    }

    /** @return user id of who had it rehearsed */
    public String author() {
        return author;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** @return why it was started, null before */
    public String reason() {
        return reason;
    }

    /** @return user id, null before it was started */
    public String startedBy() {
        return startedBy;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant finishedAt() {
        return finishedAt;
    }

    /** @return the migration that this one takes back, or null */
    public Long undoesId() {
        return undoesId;
    }

    int run() {
        return run;
    }
}
