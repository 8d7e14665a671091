package io.polisflow.crm.deal;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.personal.Ground;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.hibernate.annotations.NaturalId;

/** One sale; its number is the business key of all its processes. */
@Entity
public class Deal {

    @Id
    private Long id;

    @NaturalId
    private String number;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Client client;

    @ManyToOne(fetch = FetchType.LAZY)
    private Contact contact;

    private String owner;

    @Enumerated(EnumType.STRING)
    private Stage stage;

    private Instant stageSince;
    private Instant openedAt;

    @Enumerated(EnumType.STRING)
    private Kind kind = Kind.NEW;

    @ManyToOne(fetch = FetchType.LAZY)
    private Deal reopenedFrom;

    private Long renewedPolicyId;

    @Enumerated(EnumType.STRING)
    private Priority priority = Priority.NORMAL;

    private String lossReason;
    private String lossComment;
    private String lossCompetitor;
    private String lossCompetitorTerms;
    private Integer recontactMonths;
    private Instant closedAt;

    private LocalDate pausedUntil;
    private String pauseReason;

    @Enumerated(EnumType.STRING)
    private Stage stageBeforePause;

    @Version
    private int lockVersion;

    protected Deal() {}

    /** @param id from {@code deal_seq}; the number is made of it and of the year that it is in that zone */
    Deal(long id, ZoneId zone, Client client, Contact contact, String owner, Stage stage, Instant now) {
        this.id = id;
        this.number = "D-%d-%06d".formatted(now.atZone(zone).getYear(), id);
        this.client = client;
        this.contact = contact;
        this.owner = owner;
        this.stage = stage;
        this.stageSince = now;
        this.openedAt = now;
    }

    /** What the sale is about. */
    public enum Kind {
        NEW("Новая"),
        RENEWAL("Продление");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** The sale that a lost one comes back as. */
    void reopens(Deal lost) {
        reopenedFrom = lost;
    }

    void renews(long policyId) {
        kind = Kind.RENEWAL;
        renewedPolicyId = policyId;
    }

    /**
     * @return false when it had that priority already
     * @throws ConflictException when the deal is won or lost
     */
    boolean prioritise(Priority next) {
        requireOpen();
        boolean changed = priority != next;
        priority = next;
        return changed;
    }

    /** @return false when the deal was there already */
    boolean reach(Stage next, Instant now) {
        if (next == Stage.LOST || next == Stage.PAUSED) {
            throw new IllegalStateException(
                    number + ": no step of a model leads to " + next + ", losing and pausing do");
        }
        if (stage == Stage.PAUSED) {
            // A job that was under way as the deal was paused: the deal goes on from there later.
            boolean moved = stageBeforePause != next;
            stageBeforePause = next;
            return moved;
        }
        if (stage == next) {
            return false;
        }
        if (!stage.isOpen()) {
            throw new IllegalStateException(number + " is closed: " + stage);
        }
        moveTo(next, now);
        if (next == Stage.WON) {
            closedAt = now;
        }
        return true;
    }

    void lose(Loss loss, Instant now) {
        require(Decision.LOSE);
        moveTo(Stage.LOST, now);
        closedAt = now;
        pausedUntil = null;
        stageBeforePause = null;
        lossReason = loss.reason();
        lossComment = loss.comment();
        lossCompetitor = loss.competitor();
        lossCompetitorTerms = loss.competitorTerms();
        recontactMonths = loss.recontactMonths();
    }

    void pause(LocalDate until, String reason, Instant now) {
        require(Decision.PAUSE);
        stageBeforePause = stage;
        pausedUntil = until;
        pauseReason = reason;
        moveTo(Stage.PAUSED, now);
    }

    void resume(Instant now) {
        require(Decision.RESUME);
        moveTo(stageBeforePause, now);
        stageBeforePause = null;
        pausedUntil = null;
    }

    void talkTo(Contact person) {
        contact = person;
    }

    void handTo(String newOwner) {
        owner = newOwner;
    }

    /** @return why the deal as it stands does not allow the decision, empty when it does; the model may still not wait for it */
    public Optional<String> refusal(Decision decision) {
        if (!stage.isOpen()) {
            return Optional.of(closed());
        }
        boolean paused = stage == Stage.PAUSED;
        return switch (decision) {
            case PAUSE -> paused ? Optional.of("Сделка " + number + " уже на паузе") : Optional.empty();
            case RESUME -> paused ? Optional.empty() : Optional.of("Сделка " + number + " не на паузе");
            case AGREE, LOSE -> Optional.empty();
        };
    }

    /** @throws ConflictException when the deal is won or lost */
    void requireOpen() {
        if (!stage.isOpen()) {
            throw new ConflictException(closed());
        }
    }

    private String closed() {
        return "Сделка " + number + " уже закрыта: этап «" + stage.label() + "», действие не выполнено";
    }

    /** @throws ConflictException when the deal does not allow that */
    void require(Decision decision) {
        refusal(decision).ifPresent(why -> {
            throw new ConflictException(why);
        });
    }

    private void moveTo(Stage next, Instant now) {
        stage = next;
        stageSince = now;
    }

    public Long id() {
        return id;
    }

    public String number() {
        return number;
    }

    public Client client() {
        return client;
    }

    /** @return the person who asked, or null when nobody is known */
    public Contact contact() {
        return contact;
    }

    /** @return the manager's user id, or null while the sales group has no member */
    public String owner() {
        return owner;
    }

    public Stage stage() {
        return stage;
    }

    public Instant stageSince() {
        return stageSince;
    }

    public Instant openedAt() {
        return openedAt;
    }

    public Kind kind() {
        return kind;
    }

    /** @return the lost deal that came back as this one, or null */
    public Deal reopenedFrom() {
        return reopenedFrom;
    }

    /** @return on what legal ground the client's people are written to and called about it as it stands */
    public Ground ground() {
        Stage now = stage == Stage.PAUSED ? stageBeforePause : stage;
        if (now == Stage.CONTRACT || now == Stage.WON) {
            return Ground.CONTRACT;
        }
        // Both begin with a talk in which the client agrees to hear the offer.
        if (now != Stage.LOST && (kind == Kind.RENEWAL || reopenedFrom != null)) {
            return Ground.OFFER;
        }
        return now == Stage.FIRST_CONTACT || now == Stage.LOST ? Ground.MARKETING : Ground.REQUEST;
    }

    /** @return the policy that this sale renews, or null */
    public Long renewedPolicyId() {
        return renewedPolicyId;
    }

    public Priority priority() {
        return priority;
    }

    /** @return why it is lost, or null when it is not */
    public Loss loss() {
        return lossReason == null
                ? null
                : new Loss(lossReason, lossComment, lossCompetitor, lossCompetitorTerms, recontactMonths);
    }

    /** @return when it was won or lost, or null */
    public Instant closedAt() {
        return closedAt;
    }

    /** @return the day on which a paused deal goes on, or null */
    public LocalDate pausedUntil() {
        return pausedUntil;
    }

    /** @return the stage to which a paused deal goes back, null when it is not paused */
    public Stage stageBeforePause() {
        return stageBeforePause;
    }

    /** @return why it is or was last paused, or null */
    public String pauseReason() {
        return pauseReason;
    }
}
