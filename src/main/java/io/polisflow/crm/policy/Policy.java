package io.polisflow.crm.policy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.proposal.Product;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** A policy in force, «полис»: what one line of a signed contract became in the Policy Admin System. */
@Entity
public class Policy {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private String number;
    private String idempotencyKey;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Deal deal;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Client client;

    private String contractNumber;
    private int line;

    @ManyToOne(optional = false)
    @JoinColumn(name = "product_code")
    private Product product;

    private String object;
    private BigDecimal sumInsured;
    private BigDecimal deductible;
    private BigDecimal premium;
    private LocalDate startsOn;
    private LocalDate endsOn;

    @Enumerated(EnumType.STRING)
    private State state;

    private LocalDate endedOn;
    private String endReason;
    private Instant issuedAt;

    @Version
    private int lockVersion;

    protected Policy() {}

    Policy(Policies.Issue issue, Deal deal, Product product, Instant now) {
        this.number = issue.number();
        this.idempotencyKey = issue.idempotencyKey();
        this.deal = deal;
        this.client = deal.client();
        this.contractNumber = issue.contractNumber();
        this.line = issue.line();
        this.product = product;
        this.object = issue.object();
        this.sumInsured = issue.sumInsured();
        this.deductible = issue.deductible();
        this.premium = issue.premium();
        this.startsOn = issue.startsOn();
        this.endsOn = issue.endsOn();
        this.state = State.ACTIVE;
        this.issuedAt = now;
    }

    /** Whether the policy protects anybody. */
    public enum State {
        ACTIVE("действует"),
        CANCELLED("расторгнут");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** @return whether anything changed */
    boolean changeTerm(LocalDate newStart, LocalDate newEnd) {
        requireActive();
        if (!newEnd.isAfter(newStart)) {
            throw new RefusedException("endsOn", "Полис " + number + ": дата окончания должна быть позже даты начала");
        }
        boolean changed = !newStart.equals(startsOn) || !newEnd.equals(endsOn);
        startsOn = newStart;
        endsOn = newEnd;
        return changed;
    }

    void cancel(LocalDate on, String reason) {
        requireActive();
        state = State.CANCELLED;
        endedOn = on;
        endReason = reason;
    }

    public boolean isCancelled() {
        return state == State.CANCELLED;
    }

    private void requireActive() {
        if (state != State.ACTIVE) {
            throw new RefusedException(null, "Полис " + number + " уже " + state.label());
        }
    }

    public Long id() {
        return id;
    }

    public String number() {
        return number;
    }

    public Deal deal() {
        return deal;
    }

    public Client client() {
        return client;
    }

    public String contractNumber() {
        return contractNumber;
    }

    /** @return position in the contract, from 1 */
    public int line() {
        return line;
    }

    public Product product() {
        return product;
    }

    public String object() {
        return object;
    }

    /** @return rubles */
    public BigDecimal sumInsured() {
        return sumInsured;
    }

    /** @return rubles */
    public BigDecimal deductible() {
        return deductible;
    }

    /** @return rubles */
    public BigDecimal premium() {
        return premium;
    }

    public LocalDate startsOn() {
        return startsOn;
    }

    /** @return last day of cover */
    public LocalDate endsOn() {
        return endsOn;
    }

    public State state() {
        return state;
    }

    /** @return the day of its cancellation, or null */
    public LocalDate endedOn() {
        return endedOn;
    }

    public String endReason() {
        return endReason;
    }

    public Instant issuedAt() {
        return issuedAt;
    }
}
