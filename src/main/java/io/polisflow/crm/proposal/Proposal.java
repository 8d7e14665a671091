package io.polisflow.crm.proposal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.proposal.Underwriting.Quote;
import io.polisflow.crm.proposal.Underwriting.QuotedLine;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One version of an offer («КП»); what went to approval is never changed again, a rework makes the next version.
 *
 * <p>DRAFT → CALCULATED | DECLINED → ON_APPROVAL → APPROVED | RETURNED | REJECTED; APPROVED → SENT.
 */
@Entity
public class Proposal {

    @Id
    private Long id;

    private String number;

    @Column(name = "version")
    private int versionNumber;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Deal deal;

    @Enumerated(EnumType.STRING)
    private State state;

    private String author;
    private Instant createdAt;
    private LocalDate startsOn;
    private int termMonths;
    private String specialConditions;
    private String quoteId;
    private String refusalReason;
    private BigDecimal totalPremium;
    private BigDecimal totalSumInsured;
    private LocalDate validUntil;
    private Instant submittedAt;
    private Instant approvedAt;
    private Instant sentAt;

    @OneToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "document_id")
    private StoredFile document;

    @ManyToOne(fetch = FetchType.LAZY)
    private Proposal copiedFrom;

    @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
    @JoinColumn(name = "proposal_id", nullable = false)
    @OrderBy("position")
    private List<ProposalLine> lines = new ArrayList<>();

    @OneToMany(cascade = CascadeType.ALL)
    @JoinColumn(name = "proposal_id", nullable = false)
    @OrderBy("position")
    private List<ApprovalStep> steps = new ArrayList<>();

    /** Everybody who had a hand in this version. */
    @ElementCollection
    @CollectionTable(name = "proposal_contributor", joinColumns = @JoinColumn(name = "proposal_id"))
    @Column(name = "login")
    private Set<String> contributors = new TreeSet<>();

    @Version
    private int lockVersion;

    protected Proposal() {}

    /** @param id from {@code proposal_seq}; the number is made of it and the year */
    Proposal(long id, int year, Deal deal, String author, Instant now) {
        this(id, "KP-%d-%06d".formatted(year, id), 1, deal, author, now);
    }

    private Proposal(long id, String number, int version, Deal deal, String author, Instant now) {
        this.id = id;
        this.number = number;
        this.versionNumber = version;
        this.deal = deal;
        this.author = author;
        this.createdAt = now;
        this.state = State.DRAFT;
        contributors.add(author);
    }

    /** Where a version stands. */
    public enum State {
        DRAFT("Черновик"),
        CALCULATED("Рассчитано"),
        DECLINED("Риск не принят"),
        ON_APPROVAL("На согласовании"),
        APPROVED("Согласовано"),
        RETURNED("Возвращено на доработку"),
        REJECTED("Отклонено"),
        SENT("Отправлено клиенту");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * The next version with the same content, to be changed by its author.
     *
     * @param nextId from {@code proposal_seq}
     */
    Proposal nextVersion(long nextId, String author, Instant now) {
        require(state == State.RETURNED || state == State.SENT, "новая версия готовится после возврата или отправки");
        Proposal next = new Proposal(nextId, number, versionNumber + 1, deal, author, now);
        next.startsOn = startsOn;
        next.termMonths = termMonths;
        next.specialConditions = specialConditions;
        next.totalSumInsured = totalSumInsured;
        next.copiedFrom = copiedFrom;
        lines.forEach(line -> next.lines.add(line.copy()));
        return next;
    }

    /** Says which earlier offer this one was made from, so that the changes can be shown. */
    void copiedFrom(Proposal earlier) {
        copiedFrom = earlier;
    }

    void describe(
            String author, LocalDate startsOn, int termMonths, String specialConditions, List<ProposalLine> lines) {
        requireEditable();
        this.author = author;
        contributors.add(author);
        this.startsOn = startsOn;
        this.termMonths = termMonths;
        this.specialConditions = specialConditions;
        this.lines.clear();
        this.lines.addAll(lines);
        this.totalSumInsured = lines.stream().map(ProposalLine::sumInsured).reduce(BigDecimal.ZERO, BigDecimal::add);
        uncalculated();
    }

    void fillIn(ProposalLine line, Map<String, String> parameters) {
        requireEditable();
        line.fillIn(parameters);
        uncalculated();
    }

    /** @param login null when the application itself changed something */
    void contributedBy(String login) {
        if (login != null) {
            contributors.add(login);
        }
    }

    private void requireEditable() {
        require(
                state == State.DRAFT || state == State.CALCULATED || state == State.DECLINED,
                "версия уже ушла на согласование");
    }

    private void uncalculated() {
        state = State.DRAFT;
        quoteId = null;
        refusalReason = null;
        totalPremium = null;
        lines.forEach(ProposalLine::unrated);
    }

    void rated(Quote quote) {
        require(state == State.DRAFT, "расчёт уже есть");
        quoteId = quote.quoteId();
        if (!quote.accepted()) {
            state = State.DECLINED;
            refusalReason = quote.refusalReason();
            return;
        }
        Map<Integer, QuotedLine> quoted =
                quote.lines().stream().collect(Collectors.toMap(QuotedLine::position, Function.identity()));
        if (lines.stream().anyMatch(line -> !quoted.containsKey(line.position()))) {
            throw new IllegalStateException("quote " + quoteId + " lacks a line of " + reference());
        }
        lines.forEach(line -> line.rated(quoted.get(line.position())));
        totalPremium = lines.stream().map(ProposalLine::premium).reduce(BigDecimal.ZERO, BigDecimal::add);
        state = State.CALCULATED;
    }

    void submit(Instant now) {
        require(state == State.CALCULATED, "на согласование уходит рассчитанное предложение");
        state = State.ON_APPROVAL;
        submittedAt = now;
    }

    void plan(List<ApprovalStep> planned) {
        require(state == State.ON_APPROVAL && steps.isEmpty(), "лист согласования уже составлен");
        steps.addAll(planned);
    }

    void returned() {
        require(state == State.ON_APPROVAL, "предложение не на согласовании");
        state = State.RETURNED;
    }

    void rejected() {
        require(state == State.ON_APPROVAL, "предложение не на согласовании");
        state = State.REJECTED;
    }

    void approved(Instant now, LocalDate validUntil) {
        require(
                state == State.ON_APPROVAL && steps.stream().allMatch(ApprovalStep::isPassed),
                "согласованы не все шаги");
        state = State.APPROVED;
        approvedAt = now;
        this.validUntil = validUntil;
    }

    void documentMade(StoredFile file) {
        require(state == State.APPROVED && document == null, "документ уже сформирован");
        document = file;
    }

    void sent(Instant now) {
        require(state == State.APPROVED && document != null, "отправляется согласованная версия с документом");
        state = State.SENT;
        sentAt = now;
    }

    private void require(boolean condition, String reason) {
        if (!condition) {
            throw new RefusedException(null, "КП " + reference() + " (" + state.label() + "): " + reason);
        }
    }

    /** @return number and version, e.g. {@code KP-2026-000012/2} */
    public String reference() {
        return number + "/" + versionNumber;
    }

    public Long id() {
        return id;
    }

    public String number() {
        return number;
    }

    public int version() {
        return versionNumber;
    }

    public Deal deal() {
        return deal;
    }

    public State state() {
        return state;
    }

    /** @return the user who assembled this version */
    public String author() {
        return author;
    }

    /** @return logins of all who wrote or changed this version, its author among them */
    Set<String> contributors() {
        return new TreeSet<>(contributors);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public LocalDate startsOn() {
        return startsOn;
    }

    public int termMonths() {
        return termMonths;
    }

    public String specialConditions() {
        return specialConditions;
    }

    public String refusalReason() {
        return refusalReason;
    }

    /** @return why the client does not get this version: the system's refusal or the approver's rejection */
    public Optional<String> whyNot() {
        if (state == State.DECLINED) {
            return Optional.ofNullable(refusalReason);
        }
        return steps.stream()
                .filter(step -> step.state() == ApprovalStep.State.REJECTED)
                .findFirst()
                .map(ApprovalStep::comment);
    }

    /** @return rubles, null before the calculation */
    public BigDecimal totalPremium() {
        return totalPremium;
    }

    public BigDecimal totalSumInsured() {
        return totalSumInsured;
    }

    /** @return the largest requested discount of all lines, per cent */
    public BigDecimal maxDiscountPercent() {
        return lines.stream().map(ProposalLine::discountPercent).reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    public LocalDate validUntil() {
        return validUntil;
    }

    public Instant sentAt() {
        return sentAt;
    }

    /** @return the offer of an earlier deal that this one was copied from, or null */
    public Proposal copiedFrom() {
        return copiedFrom;
    }

    public StoredFile document() {
        return document;
    }

    public List<ProposalLine> lines() {
        return List.copyOf(lines);
    }

    public List<ApprovalStep> steps() {
        return List.copyOf(steps);
    }
}
