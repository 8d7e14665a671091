package io.polisflow.crm.contract;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.proposal.Proposal;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
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
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A contract, «договор»: the approved proposal's content, from the draft to both signatures. */
@Entity
public class Contract {

    @Id
    private Long id;

    private String number;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Deal deal;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Proposal proposal;

    @Enumerated(EnumType.STRING)
    private State state;

    private LocalDate startsOn;
    private LocalDate endsOn;
    private BigDecimal premium;
    private String specialConditions;
    private String author;
    private Instant createdAt;

    @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
    @JoinColumn(name = "contract_id", nullable = false)
    @OrderBy("position")
    private List<ContractLine> lines = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "instalment", joinColumns = @JoinColumn(name = "contract_id"))
    @OrderColumn(name = "position")
    private List<Instalment> instalments = new ArrayList<>();

    @OneToOne(fetch = FetchType.LAZY)
    private StoredFile document;

    @Enumerated(EnumType.STRING)
    private Channel channel;

    private String boxId;
    private String messageId;
    private String entityId;
    private Instant sentAt;
    private Instant deliveredAt;
    private Instant signedAt;
    private String signer;
    private Long signatureFileId;
    private Long ownSignatureFileId;
    private Long protocolFileId;

    @OneToOne(fetch = FetchType.LAZY)
    private StoredFile scan;

    private String clientComment;

    @Version
    private int lockVersion;

    protected Contract() {}

    /** @param number from the sequence */
    Contract(long id, String number, Proposal approved, String author, Instant now) {
        this.id = id;
        this.number = number;
        this.proposal = approved;
        this.deal = approved.deal();
        this.premium = approved.totalPremium();
        this.specialConditions = approved.specialConditions();
        this.startsOn = approved.startsOn();
        this.endsOn = approved.startsOn().plusMonths(approved.termMonths()).minusDays(1);
        this.author = author;
        this.createdAt = now;
        this.state = State.DRAFT;
        approved.lines().forEach(line -> lines.add(new ContractLine(line)));
        instalments.add(new Instalment(startsOn, premium));
    }

    /** Where a contract stands. */
    public enum State {
        DRAFT("готовится"),
        CHECKED("проверен"),
        SENT("отправлен на подпись"),
        DELIVERED("получен клиентом"),
        SIGNED("подписан клиентом"),
        REFUSED("клиент отказался подписать"),
        INVALID_SIGNATURE("подпись недействительна"),
        CONCLUDED("заключён"),
        ABANDONED("не состоялся");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** How the client signs. */
    public enum Channel {
        EDO("ЭДО"),
        PAPER("на бумаге");

        private final String label;

        Channel(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    void describe(LocalDate startsOn, LocalDate endsOn, List<Instalment> schedule) {
        require(
                state == State.DRAFT || state == State.REFUSED || state == State.INVALID_SIGNATURE,
                "сроки и платежи меняют, пока договор готовится");
        this.startsOn = startsOn;
        this.endsOn = endsOn;
        this.instalments.clear();
        this.instalments.addAll(schedule);
        this.state = State.DRAFT;
        // What was made and sent before said something else.
        this.document = null;
        this.channel = null;
        this.boxId = null;
        this.messageId = null;
        this.entityId = null;
        this.sentAt = null;
        this.deliveredAt = null;
        this.signedAt = null;
        this.signer = null;
        this.signatureFileId = null;
        this.ownSignatureFileId = null;
        this.protocolFileId = null;
        this.scan = null;
    }

    void checked() {
        require(state == State.DRAFT, "договор уже проверен");
        state = State.CHECKED;
    }

    void documentMade(StoredFile file) {
        require(state == State.CHECKED, "документ делают из проверенного договора");
        document = file;
    }

    void goesBy(Channel way, String box) {
        require(state == State.CHECKED && document != null, "способ подписи выбирают для готового документа");
        channel = way;
        boxId = box;
    }

    void sent(String message, String entity, Instant now) {
        require(state == State.CHECKED && document != null, "отправить можно проверенный договор с документом");
        state = State.SENT;
        messageId = message;
        entityId = entity;
        sentAt = now;
    }

    /**
     * What document exchange told; states only go forward, so late and repeated events change nothing.
     *
     * @return whether it is news
     */
    boolean learn(DocumentExchange.State told, String comment, Instant at) {
        if (state != State.SENT && state != State.DELIVERED) {
            return false;
        }
        switch (told) {
            case SENT -> {
                return false;
            }
            case DELIVERED -> {
                boolean news = state == State.SENT;
                state = State.DELIVERED;
                deliveredAt = at;
                return news;
            }
            case SIGNED -> {
                state = State.SIGNED;
                signedAt = at;
            }
            case REFUSED -> state = State.REFUSED;
            case INVALID_SIGNATURE -> state = State.INVALID_SIGNATURE;
        }
        clientComment = comment;
        return true;
    }

    /** @param problem why the signature does not hold, or null; what was checked stays with the contract either way */
    void signatureChecked(String whoSigned, String problem, Long file, Long ownFile, Long protocolFile) {
        require(state == State.SIGNED, "подпись проверяют у подписанного договора");
        signatureFileId = file;
        ownSignatureFileId = ownFile;
        protocolFileId = protocolFile;
        if (problem == null) {
            signer = whoSigned;
            state = State.CONCLUDED;
        } else {
            clientComment = problem;
            state = State.INVALID_SIGNATURE;
        }
    }

    void scanned(StoredFile file) {
        require(awaitsScan(), "скан прилагают к договору, который подписывают на бумаге");
        scan = file;
    }

    void signedOnPaper(Instant now) {
        require(awaitsScan(), "договор сейчас не подписывают на бумаге");
        require(scan != null, "сначала загрузите скан подписанного договора");
        state = State.CONCLUDED;
        signedAt = now;
        clientComment = null;
    }

    void refusedOnPaper(String reason) {
        require(awaitsScan(), "договор сейчас не подписывают на бумаге");
        state = State.REFUSED;
        clientComment = reason;
    }

    void abandoned() {
        require(state != State.CONCLUDED, "договор уже заключён");
        state = State.ABANDONED;
    }

    private void require(boolean condition, String reason) {
        if (!condition) {
            throw new RefusedException(null, "Договор " + number + " (" + state.label() + "): " + reason);
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

    public Proposal proposal() {
        return proposal;
    }

    public State state() {
        return state;
    }

    public LocalDate startsOn() {
        return startsOn;
    }

    /** @return last day of cover */
    public LocalDate endsOn() {
        return endsOn;
    }

    /** @return rubles */
    public BigDecimal premium() {
        return premium;
    }

    /** @return rubles */
    public BigDecimal sumInsured() {
        return lines.stream().map(ContractLine::sumInsured).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public String specialConditions() {
        return specialConditions;
    }

    public String author() {
        return author;
    }

    public List<ContractLine> lines() {
        return List.copyOf(lines);
    }

    public List<Instalment> instalments() {
        return List.copyOf(instalments);
    }

    /** @return the PDF, or null until it is made */
    public StoredFile document() {
        return document;
    }

    /** @return how it is signed, or null until that is known */
    public Channel channel() {
        return channel;
    }

    public String boxId() {
        return boxId;
    }

    public String messageId() {
        return messageId;
    }

    /** @return the document's id at the operator, or null until sent */
    public String entityId() {
        return entityId;
    }

    public Instant sentAt() {
        return sentAt;
    }

    public Instant deliveredAt() {
        return deliveredAt;
    }

    public Instant signedAt() {
        return signedAt;
    }

    /** @return whom the client's certificate names, or null */
    public String signer() {
        return signer;
    }

    /** @return the file with the client's detached signature, or null; the insurer's and the protocol of the check likewise */
    public Long signatureFileId() {
        return signatureFileId;
    }

    public Long ownSignatureFileId() {
        return ownSignatureFileId;
    }

    public Long protocolFileId() {
        return protocolFileId;
    }

    /** @return whether both signatures and the protocol of their check can be handed out */
    public boolean hasSignedSet() {
        return state == State.CONCLUDED
                && signatureFileId != null
                && ownSignatureFileId != null
                && protocolFileId != null;
    }

    /** @return whether it is being signed on paper now, so that a scan is welcome */
    public boolean awaitsScan() {
        return channel == Channel.PAPER && state == State.CHECKED;
    }

    /** @return the signed paper, or null */
    public StoredFile scan() {
        return scan;
    }

    /** @return why the client refused or what is wrong with the signature, or null */
    public String clientComment() {
        return clientComment;
    }
}
