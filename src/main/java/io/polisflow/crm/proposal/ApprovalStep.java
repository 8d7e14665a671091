package io.polisflow.crm.proposal;

import io.polisflow.crm.RefusedException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** One approver's part in the approval of one proposal version. */
@Entity
public class ApprovalStep {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private int position;

    @Enumerated(EnumType.STRING)
    private ApprovalRole role;

    @Enumerated(EnumType.STRING)
    private State state;

    private String approver;

    @Column(name = "comment_")
    private String comment;

    private Instant openedAt;
    private Instant dueAt;
    private Instant decidedAt;
    private String fingerprint;

    protected ApprovalStep() {}

    /** @param fingerprint digest of the part of the proposal that this approver answers for */
    ApprovalStep(int position, ApprovalRole role, String fingerprint) {
        this.position = position;
        this.role = role;
        this.state = State.WAITING;
        this.fingerprint = fingerprint;
    }

    /** How far a step is. */
    public enum State {
        WAITING("Ожидает очереди"),
        OPEN("На рассмотрении"),
        APPROVED("Согласовано"),
        CARRIED_OVER("Согласовано ранее, без изменений"),
        RETURNED("Возвращено на доработку"),
        REJECTED("Отклонено");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What an approver may answer. */
    public enum Decision {
        APPROVE,
        RETURN,
        REJECT
    }

    void open(Instant now, Instant dueAt) {
        if (state != State.WAITING) {
            throw new IllegalStateException("step " + id + " is " + state);
        }
        state = State.OPEN;
        openedAt = now;
        this.dueAt = dueAt;
    }

    /** An approval of the version before holds on, since nothing it answered for has changed. */
    void carryOver(ApprovalStep earlier) {
        state = State.CARRIED_OVER;
        approver = earlier.approver;
        comment = earlier.comment;
        decidedAt = earlier.decidedAt;
    }

    void decide(Decision decision, String approver, String comment, Instant now) {
        if (state != State.OPEN) {
            throw new RefusedException(null, "Решение по шагу «" + role.subject() + "» уже принято");
        }
        if (decision != Decision.APPROVE && (comment == null || comment.isBlank())) {
            throw new RefusedException("comment", "Напишите, что нужно исправить или почему предложение отклонено");
        }
        state = switch (decision) {
            case APPROVE -> State.APPROVED;
            case RETURN -> State.RETURNED;
            case REJECT -> State.REJECTED;
        };
        this.approver = approver;
        this.comment = comment == null || comment.isBlank() ? null : comment.strip();
        this.decidedAt = now;
    }

    boolean isPassed() {
        return state == State.APPROVED || state == State.CARRIED_OVER;
    }

    public int position() {
        return position;
    }

    public ApprovalRole role() {
        return role;
    }

    public State state() {
        return state;
    }

    /** @return the user who decided, or null */
    public String approver() {
        return approver;
    }

    public String comment() {
        return comment;
    }

    /** @return the deadline, null until the step's turn comes */
    public Instant dueAt() {
        return dueAt;
    }

    public Instant decidedAt() {
        return decidedAt;
    }

    String fingerprint() {
        return fingerprint;
    }
}
