package io.polisflow.crm.negotiation;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Deal;
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

/** What the client wants changed in the proposal, who is to see to it, and what they said. */
@Entity
public class Rework {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Deal deal;

    private Long proposalId;
    private Long nextProposalId;

    @Enumerated(EnumType.STRING)
    private Performer performer;

    private String request;
    private Instant askedAt;
    private String askedBy;

    @Enumerated(EnumType.STRING)
    private State state = State.ASKED;

    private String answer;
    private Instant answeredAt;
    private String answeredBy;

    @Version
    private int lockVersion;

    protected Rework() {}

    Rework(Deal deal, long proposalId, Performer performer, String request, Instant askedAt, String askedBy) {
        this.deal = deal;
        this.proposalId = proposalId;
        this.performer = performer;
        this.request = request;
        this.askedAt = askedAt;
        this.askedBy = askedBy;
    }

    /** Who reworks. */
    public enum Performer {
        MANAGER("менеджер"),
        UNDERWRITER("андеррайтер");

        private final String label;

        Performer(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What became of it. */
    public enum State {
        ASKED("в работе"),
        ACCEPTED("условия меняются"),
        DECLINED("условия остаются"),
        DROPPED("не понадобилась");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    void answered(boolean accepted, String text, Instant at, String user) {
        if (state != State.ASKED) {
            throw new RefusedException(null, "Доработка уже завершена: " + state.label());
        }
        state = accepted ? State.ACCEPTED : State.DECLINED;
        answer = text;
        answeredAt = at;
        answeredBy = user;
    }

    void becomes(long newVersion) {
        nextProposalId = newVersion;
    }

    void drop() {
        if (state == State.ASKED) {
            state = State.DROPPED;
        }
    }

    public Long id() {
        return id;
    }

    public Deal deal() {
        return deal;
    }

    /** @return the version that the client has seen */
    public Long proposalId() {
        return proposalId;
    }

    /** @return the version that the rework began, or null */
    public Long nextProposalId() {
        return nextProposalId;
    }

    public Performer performer() {
        return performer;
    }

    /** @return what is to be changed */
    public String request() {
        return request;
    }

    public Instant askedAt() {
        return askedAt;
    }

    public String askedBy() {
        return askedBy;
    }

    public State state() {
        return state;
    }

    /** @return what whoever reworked it said, or null */
    public String answer() {
        return answer;
    }

    public Instant answeredAt() {
        return answeredAt;
    }

    public String answeredBy() {
        return answeredBy;
    }
}
