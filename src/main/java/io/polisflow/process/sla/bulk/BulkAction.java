package io.polisflow.process.sla.bulk;

import io.polisflow.crm.ConflictException;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One thing done to many tasks, from the choice to the report. */
@Entity
public class BulkAction {

    /** Work that has not told of itself for so long was cut off and may be taken up by hand. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final String BETWEEN = ",";

    @Id
    private Long id;

    @Enumerated(EnumType.STRING)
    private BulkKind kind;

    @Enumerated(EnumType.STRING)
    private State state;

    private String chosen;
    private String author;
    private String authorGroups;
    private Instant createdAt;
    private String target;
    private BigDecimal hours;
    private String reason;
    private Instant startedAt;
    private Instant finishedAt;
    private Instant progressAt;
    private int run;
    private Long undoesId;

    @Version
    private int lockVersion;

    protected BulkAction() {}

    BulkAction(long id, BulkKind kind, String chosen, String author, List<String> groups, Long undoesId, Instant now) {
        this.id = id;
        this.kind = kind;
        this.state = State.PREPARED;
        this.chosen = chosen;
        this.author = author;
        this.authorGroups = String.join(BETWEEN, groups);
        this.undoesId = undoesId;
        this.createdAt = now;
        this.progressAt = now;
    }

    /** How far it is. */
    public enum State {
        PREPARED("Ждёт подтверждения"),
        RUNNING("Выполняется"),
        DONE("Выполнено");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** @return false when it was started before: pressed twice, it is done once */
    boolean start(String to, BigDecimal more, String why, Instant now) {
        if (state != State.PREPARED) {
            return false;
        }
        target = to;
        hours = more;
        reason = why;
        startedAt = now;
        begin(now);
        return true;
    }

    /** Goes on where the work was cut off. */
    void resume(Instant now) {
        if (!interrupted(now)) {
            throw new ConflictException("Действие не прервано: обновите страницу");
        }
        begin(now);
    }

    private void begin(Instant now) {
        state = State.RUNNING;
        run++;
        progressAt = now;
    }

    void progress(Instant now) {
        progressAt = now;
    }

    void finish(Instant now) {
        state = State.DONE;
        finishedAt = now;
        progressAt = now;
    }

    /** @return whether that beginning of work still has something to do */
    boolean works(int begun) {
        return begun == run && state == State.RUNNING;
    }

    /** Whether the work in the background was cut off and waits to be taken up. */
    public boolean interrupted(Instant now) {
        return state == State.RUNNING && progressAt.plus(SILENCE).isBefore(now);
    }

    public Long id() {
        return id;
    }

    public BulkKind kind() {
        return kind;
    }

    public State state() {
        return state;
    }

    /** @return Russian, how the tasks were chosen */
    public String chosen() {
        return chosen;
    }

    /** @return user id */
    public String author() {
        return author;
    }

    List<String> authorGroups() {
        return authorGroups.isEmpty() ? List.of() : List.of(authorGroups.split(BETWEEN));
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** @return user id of the new owner of tasks, null for back to the group or when nobody gets any */
    public String target() {
        return target;
    }

    /** @return working hours by which deadlines are extended, null when none is */
    public BigDecimal hours() {
        return hours;
    }

    /** @return null when none was given */
    public String reason() {
        return reason;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant finishedAt() {
        return finishedAt;
    }

    int run() {
        return run;
    }

    /** @return the action that this one takes back, or null */
    public Long undoesId() {
        return undoesId;
    }
}
