package io.polisflow.crm.policy;

import io.polisflow.crm.contract.Contract;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Instant;

/** One attempt to have a policy issued, with what the Policy Admin System answered. */
@Entity
public class PolicyOrder {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private String idempotencyKey;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Contract contract;

    private int line;

    @Enumerated(EnumType.STRING)
    private State state;

    private String reference;
    private String reason;
    private Instant orderedAt;
    private Instant answeredAt;

    @Version
    private int lockVersion;

    protected PolicyOrder() {}

    PolicyOrder(String idempotencyKey, Contract contract, int line, Instant now) {
        this.idempotencyKey = idempotencyKey;
        this.contract = contract;
        this.line = line;
        this.orderedAt = now;
        this.state = State.ACCEPTED;
    }

    /** What became of the order. */
    public enum State {
        ACCEPTED,
        ISSUED,
        REFUSED
    }

    void accepted(String systemReference) {
        reference = systemReference;
    }

    void issued(Instant now) {
        state = State.ISSUED;
        answeredAt = now;
    }

    void refused(String why, Instant now) {
        state = State.REFUSED;
        reason = why;
        answeredAt = now;
    }

    boolean isAnswered() {
        return state != State.ACCEPTED;
    }

    String idempotencyKey() {
        return idempotencyKey;
    }

    Contract contract() {
        return contract;
    }

    int line() {
        return line;
    }

    public State state() {
        return state;
    }

    /** @return why the system refused, or null */
    public String reason() {
        return reason;
    }
}
