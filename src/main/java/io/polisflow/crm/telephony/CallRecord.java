package io.polisflow.crm.telephony;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A call as its events add up, and the deal and contact that it belongs to as far as that is known. */
@Entity
public class CallRecord {

    @Id
    private Long id;

    private String entryId;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "order_id")
    private OrderedCall orderedCall;

    @ManyToOne(fetch = FetchType.LAZY)
    private Deal deal;

    @ManyToOne(fetch = FetchType.LAZY)
    private Contact contact;

    @Enumerated(EnumType.STRING)
    private Direction direction;

    private String employee;
    private String extension;
    private String number;

    @Enumerated(EnumType.STRING)
    private State state;

    @Enumerated(EnumType.STRING)
    private Result result;

    private Instant startedAt;
    private Instant connectedAt;
    private Instant endedAt;
    private Integer talkSeconds;
    private boolean told;
    private boolean settled;
    private Instant receivedAt;

    @Version
    private int lockVersion;

    protected CallRecord() {}

    /** Who called whom. */
    public enum Direction {
        INCOMING("Входящий"),
        OUTGOING("Исходящий"),
        INTERNAL("Внутренний");

        private final String label;

        Direction(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** How far it is. */
    public enum State {
        RINGING("идёт вызов"),
        TALKING("разговор"),
        OVER("завершён");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What came of it; known when the exchange has summed it up. */
    public enum Result {
        ANSWERED("состоялся"),
        MISSED("без ответа");

        private final String label;

        Result(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Reads itself anew from all that is known, so that the order in which it came to be known makes no difference.
     *
     * @param events of this call, at least one
     */
    void learn(List<CallEvent> events) {
        Optional<CallEvent> summary =
                events.stream().filter(CallEvent::isSummary).findFirst();
        List<CallEvent> steps =
                events.stream().filter(event -> !event.isSummary()).toList();
        startedAt = events.stream()
                .map(CallEvent::happenedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        CallLegs legs = new CallLegs(events);
        extension = summary.map(CallEvent::extension).orElseGet(legs::desk);
        if (orderedCall == null) {
            direction = told(events, CallEvent::direction);
            number = told(events, CallEvent::number);
        }
        if (summary.isPresent()) {
            sumUp(summary.get());
            return;
        }
        connectedAt = steps.stream()
                .filter(step -> step.state() == State.TALKING)
                .map(CallEvent::happenedAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
        state = legs.state();
        endedAt = state != State.OVER
                ? null
                : steps.stream()
                        .map(CallEvent::happenedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    private void sumUp(CallEvent summary) {
        state = State.OVER;
        connectedAt = summary.connectedAt();
        endedAt = summary.endedAt();
        talkSeconds = summary.talkSeconds();
        result = connectedAt == null ? Result.MISSED : Result.ANSWERED;
    }

    /** The summary knows best, then whatever came first. */
    private static <T> T told(List<CallEvent> events, Function<CallEvent, T> fact) {
        return events.stream()
                .sorted(Comparator.comparing(CallEvent::isSummary).reversed())
                .map(fact)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** It is what that order asked for, so it belongs where the order was given. */
    void answers(OrderedCall placed) {
        orderedCall = placed;
        deal = placed.deal();
        contact = placed.contact();
        employee = placed.employee();
        number = placed.number();
        direction = Direction.OUTGOING;
    }

    /** @param openDeal null when the client has none or several */
    void belongsTo(Contact person, Deal openDeal) {
        contact = person;
        deal = openDeal;
    }

    /** @param userId null when the telephone is nobody's */
    void ledBy(String userId) {
        employee = userId;
    }

    /** @return true once: when it is known how the call ended, so that what that asks for can be seen to */
    boolean settle() {
        if (settled || result == null) {
            return false;
        }
        settled = true;
        return true;
    }

    /** @return true once: when the deal's history may be told how the call ended */
    boolean tell() {
        if (told || result == null || deal == null) {
            return false;
        }
        told = true;
        return true;
    }

    public Long id() {
        return id;
    }

    /** @return the exchange's id of the call */
    public String entryId() {
        return entryId;
    }

    /** @return the click that it came from, or null */
    public OrderedCall order() {
        return orderedCall;
    }

    /** @return null while it belongs to no deal */
    public Deal deal() {
        return deal;
    }

    /** @return null while nobody or more than one client has the number */
    public Contact contact() {
        return contact;
    }

    /** @return null while the exchange has not told */
    public Direction direction() {
        return direction;
    }

    /** @return user id, or null when the inner number is nobody's */
    public String employee() {
        return employee;
    }

    /** @return the employee's inner number, or null */
    public String extension() {
        return extension;
    }

    /** @return the other party's, E.164 where it is a telephone number, or null */
    public String number() {
        return number;
    }

    public State state() {
        return state;
    }

    /** @return null until the exchange has summed the call up */
    public Result result() {
        return result;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** @return when they began to talk, or null */
    public Instant connectedAt() {
        return connectedAt;
    }

    /** @return null while it goes on */
    public Instant endedAt() {
        return endedAt;
    }

    /** @return seconds; null until the exchange has summed the call up */
    public Integer talkSeconds() {
        return talkSeconds;
    }
}
