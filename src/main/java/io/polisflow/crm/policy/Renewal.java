package io.polisflow.crm.policy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Deal;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A policy on its way to the next term.
 *
 * <p>WAITING → DUE → IN_WORK → SOLD | COMPETITOR | LOST; PAUSED from the talk (then WAITING's timer again) or with its deal;
 * CANCELLED with its policy, before there is a deal.
 */
@Entity
public class Renewal {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @OneToOne(fetch = FetchType.LAZY, optional = false)
    private Policy policy;

    @Enumerated(EnumType.STRING)
    private State state;

    private Instant registeredAt;
    private LocalDate dueOn;
    private Long touchId;

    @Enumerated(EnumType.STRING)
    private RegistryAnswer registryAnswer = RegistryAnswer.NONE;

    private Instant registryAsOf;
    private String claimsNote;
    private Instant decidedAt;
    private String decidedBy;

    @ManyToOne(fetch = FetchType.LAZY)
    private Deal deal;

    private Long proposalId;

    @ElementCollection
    @CollectionTable(name = "renewal_registry_fact", joinColumns = @JoinColumn(name = "renewal_id"))
    @MapKeyColumn(name = "field")
    @MapKeyEnumerated(EnumType.STRING)
    private Map<RegistryField, ThenAndNow> registryFacts = new TreeMap<>();

    @ElementCollection
    @CollectionTable(name = "renewal_risk_change", joinColumns = @JoinColumn(name = "renewal_id"))
    @MapKeyColumn(name = "aspect")
    @MapKeyEnumerated(EnumType.STRING)
    @Column(name = "told")
    private Map<Aspect, String> riskChanges = new TreeMap<>();

    @ElementCollection
    @CollectionTable(name = "renewal_suggestion", joinColumns = @JoinColumn(name = "renewal_id"))
    @OrderColumn(name = "position")
    private List<Suggestion> suggestions = new ArrayList<>();

    @Version
    private int lockVersion;

    protected Renewal() {}

    /** How far it is, or what came of it. */
    public enum State {
        WAITING("ждёт срока"),
        DUE("пора продлевать"),
        IN_WORK("идёт сделка"),
        PAUSED("на паузе"),
        SOLD("продлён"),
        COMPETITOR("ушёл к конкуренту"),
        LOST("не продлён"),
        CANCELLED("полис расторгнут");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Whether the registry said anything in time. */
    public enum RegistryAnswer {
        NONE,
        FOUND,
        NOT_FOUND,
        NO_INN
    }

    /** What is compared with the registry. */
    public enum RegistryField {
        NAME("Название"),
        ADDRESS("Адрес"),
        ACTIVITY("Основной ОКВЭД"),
        HEAD("Руководитель"),
        STATUS("Статус");

        private final String label;

        RegistryField(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What of a client's business bears on the risk. */
    public enum Aspect {
        REVENUE("Выручка"),
        STAFF("Число сотрудников"),
        PROPERTY("Имущество"),
        ADDRESS("Адрес"),
        ACTIVITY("Вид деятельности");

        private final String label;

        Aspect(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What the registry said as the policy came into force, and says now. */
    @Embeddable
    public static class ThenAndNow {

        private String thenValue;
        private String nowValue;

        protected ThenAndNow() {}

        ThenAndNow(String thenValue, String nowValue) {
            // An element whose columns are all null is none to the persistence provider, so «not told» is empty text.
            this.thenValue = thenValue == null ? "" : thenValue;
            this.nowValue = nowValue == null ? "" : nowValue;
        }

        /** @return null when it was not told */
        public String then() {
            return thenValue.isEmpty() ? null : thenValue;
        }

        /** @return null when it is not told */
        public String now() {
            return nowValue.isEmpty() ? null : nowValue;
        }

        /** Whether both are told and differ. */
        public boolean changed() {
            return !thenValue.isEmpty() && !nowValue.isEmpty() && !thenValue.equals(nowValue);
        }
    }

    /** A product that the client lacks, with why to offer it. */
    @Embeddable
    public static class Suggestion {

        private String productCode;
        private String reason;
        private boolean accepted;
        private String object;
        private BigDecimal sumInsured;

        protected Suggestion() {}

        Suggestion(String productCode, String reason) {
            this.productCode = productCode;
            this.reason = reason;
        }

        void accept(String acceptedObject, BigDecimal sum) {
            accepted = true;
            object = acceptedObject;
            sumInsured = sum;
        }

        void decline() {
            accepted = false;
            object = null;
            sumInsured = null;
        }

        public String productCode() {
            return productCode;
        }

        public String reason() {
            return reason;
        }

        public boolean accepted() {
            return accepted;
        }

        /** @return null unless accepted */
        public String object() {
            return object;
        }

        /** @return rubles, null unless accepted */
        public BigDecimal sumInsured() {
            return sumInsured;
        }
    }

    void rememberThen(Map<RegistryField, String> values) {
        values.forEach((field, value) -> registryFacts.put(field, new ThenAndNow(value, null)));
    }

    void registrySays(RegistryAnswer answer, Map<RegistryField, String> values, Instant asOf) {
        registryAnswer = answer;
        registryAsOf = asOf;
        for (RegistryField field : RegistryField.values()) {
            ThenAndNow known = registryFacts.get(field);
            registryFacts.put(field, new ThenAndNow(known == null ? null : known.then(), values.get(field)));
        }
    }

    void waitUntil(LocalDate day) {
        requireUndecided();
        state = State.WAITING;
        dueOn = day;
        // What was heard before a new wait is old news after it.
        registryAnswer = RegistryAnswer.NONE;
        registryAsOf = null;
    }

    void due(Long touch) {
        requireUndecided();
        state = State.DUE;
        touchId = touch;
    }

    void review(String claims, Map<Aspect, String> changes, String user, Instant now) {
        requireUndecided();
        claimsNote = claims;
        riskChanges.clear();
        riskChanges.putAll(changes);
        decidedBy = user;
        decidedAt = now;
    }

    void postponeTo(LocalDate day) {
        requireUndecided();
        state = State.PAUSED;
        dueOn = day;
    }

    /** Whether the client asked to be asked on a day after the one and not after the other. */
    boolean isPutOffBetween(LocalDate day, LocalDate end) {
        return state == State.PAUSED && dueOn.isAfter(day) && !dueOn.isAfter(end);
    }

    void suggest(List<Suggestion> products) {
        suggestions.clear();
        suggestions.addAll(products);
    }

    void opened(Deal renewal) {
        requireUndecided();
        deal = renewal;
        state = State.IN_WORK;
    }

    void proposed(long proposal) {
        proposalId = proposal;
    }

    void dealPaused() {
        state = State.PAUSED;
    }

    void dealGoesOn() {
        state = State.IN_WORK;
    }

    void decided(State outcome, Instant now) {
        state = outcome;
        decidedAt = now;
    }

    /** @return whether anything changed */
    boolean cancel() {
        if (deal != null || state == State.CANCELLED) {
            return false;
        }
        state = State.CANCELLED;
        return true;
    }

    private void requireUndecided() {
        if (deal != null || state == State.CANCELLED) {
            throw new RefusedException(
                    null,
                    "Продление полиса " + policy.number() + " уже "
                            + (deal == null ? "не нужно: полис расторгнут" : "идёт по сделке " + deal.number()));
        }
    }

    public Long id() {
        return id;
    }

    public Policy policy() {
        return policy;
    }

    public State state() {
        return state;
    }

    /** Whether the talk is still to come. */
    public boolean isAwaited() {
        return deal == null && decidedAt == null && state != State.CANCELLED;
    }

    /** @return the working day on which the talk begins, or null before it is set */
    public LocalDate dueOn() {
        return dueOn;
    }

    Long touchId() {
        return touchId;
    }

    public RegistryAnswer registryAnswer() {
        return registryAnswer;
    }

    /** @return when the registry answered, or null */
    public Instant registryAsOf() {
        return registryAsOf;
    }

    public Map<RegistryField, ThenAndNow> registryFacts() {
        return registryFacts.isEmpty() ? Map.of() : new EnumMap<>(registryFacts);
    }

    public String claimsNote() {
        return claimsNote;
    }

    public Map<Aspect, String> riskChanges() {
        return riskChanges.isEmpty() ? Map.of() : new EnumMap<>(riskChanges);
    }

    public List<Suggestion> suggestions() {
        return List.copyOf(suggestions);
    }

    /** @return the renewal deal, or null before there is one */
    public Deal deal() {
        return deal;
    }

    /** @return the draft that the renewal deal began with, or null */
    public Long proposalId() {
        return proposalId;
    }
}
