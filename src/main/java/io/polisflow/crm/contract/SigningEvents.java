package io.polisflow.crm.contract;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.crm.journal.Journal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in what document exchange tells: each event once, in any order, also before the sending itself is recorded.
 *
 * <p>An event wakes the model; the model reads the contract's state, so an event that nobody waits for is not lost.
 */
@Service
@Transactional
public class SigningEvents {

    private static final String OPERATOR = "edo";
    private static final Set<Contract.State> ANSWERED =
            EnumSet.of(Contract.State.SIGNED, Contract.State.REFUSED, Contract.State.INVALID_SIGNATURE);

    private final SigningEventRepository events;
    private final Contracts contracts;
    private final ContractProcess process;
    private final InsertOnce insertOnce;
    private final JdbcTemplate jdbc;
    private final Journal journal;
    private final Clock clock;

    SigningEvents(
            SigningEventRepository events,
            Contracts contracts,
            ContractProcess process,
            InsertOnce insertOnce,
            JdbcTemplate jdbc,
            Journal journal,
            Clock clock) {
        this.events = events;
        this.contracts = contracts;
        this.process = process;
        this.insertOnce = insertOnce;
        this.jdbc = jdbc;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * @param documentId the operator's id of the document
     * @param comment the client's words, or null
     * @return whether the document is one of ours; an event of another is kept in case the sending is only being recorded
     */
    public boolean receive(String documentId, State state, String comment, Instant at) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", insertOnce.nextId());
        row.put("event_key", documentId + ":" + state);
        row.put("entity_id", documentId);
        row.put("state", state.name());
        row.put("comment_", comment == null || comment.length() <= 4000 ? comment : comment.substring(0, 4000));
        row.put("happened_at", Timestamp.from(at));
        row.put("received_at", Timestamp.from(clock.instant()));
        boolean news = insertOnce.insert("signing_event", row, List.of("event_key"));
        // Events of one moment take turns: each sees what the one before made of the contract.
        Optional<Contract> contract = contracts.lockByEntity(documentId);
        contract.ifPresent(ours -> Subject.is(ours.deal().number()));
        contract.filter(this::apply)
                .filter(changed -> ANSWERED.contains(changed.state()))
                .ifPresent(answered ->
                        process.answered(answered.deal().number(), answered.state() == Contract.State.SIGNED));
        if (news && contract.isPresent() && contract.get().state() == Contract.State.ABANDONED) {
            journal.record(
                    contract.get().deal().number(),
                    "ЭДО: после закрытия договора " + contract.get().number() + " пришло событие «" + told(state) + "»"
                            + (comment == null ? "" : ": " + comment));
        }
        return contract.isPresent();
    }

    /**
     * Takes an event in and remembers, in the same transaction, that everything up to it has been read.
     *
     * @param indexKey the operator's position of the event, or null to leave the cursor where it is
     * @return as {@link #receive(String, State, String, Instant)}
     */
    public boolean receive(String documentId, State state, String comment, Instant at, String indexKey) {
        boolean known = receive(documentId, state, comment, at);
        if (indexKey != null) {
            moveCursor(indexKey);
        }
        return known;
    }

    private static String told(State state) {
        return switch (state) {
            case SENT -> Contract.State.SENT.label();
            case DELIVERED -> Contract.State.DELIVERED.label();
            case SIGNED -> Contract.State.SIGNED.label();
            case REFUSED -> Contract.State.REFUSED.label();
            case INVALID_SIGNATURE -> Contract.State.INVALID_SIGNATURE.label();
        };
    }

    /**
     * Applies what came in for the contract, also before it was sent, and tells where it stands.
     *
     * @param contractId of a sent contract
     */
    public Contract.State stateOf(long contractId) {
        Contract contract = contracts.lock(contractId);
        apply(contract);
        return contract.state();
    }

    /** @return whether any event was news to the contract */
    private boolean apply(Contract contract) {
        if (contract.entityId() == null) {
            return false;
        }
        boolean changed = false;
        for (SigningEvent event : events.findByEntityIdOrderByHappenedAtAscIdAsc(contract.entityId())) {
            if (contract.learn(event.state(), event.comment(), event.happenedAt())) {
                changed = true;
                journal.record(
                        contract.deal().number(),
                        "ЭДО: договор " + contract.number() + " — "
                                + contract.state().label()
                                + (event.comment() == null ? "" : ": " + event.comment()));
            }
        }
        return changed;
    }

    /** @return how far the operator's events have been read, or null */
    @Transactional(readOnly = true)
    public String cursor() {
        return jdbc
                .queryForList("select index_key from exchange_cursor where system_ = ?", String.class, OPERATOR)
                .stream()
                .findFirst()
                .orElse(null);
    }

    private void moveCursor(String indexKey) {
        if (jdbc.update("update exchange_cursor set index_key = ? where system_ = ?", indexKey, OPERATOR) == 0) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("system_", OPERATOR);
            row.put("index_key", indexKey);
            insertOnce.insert("exchange_cursor", row, List.of("system_"));
        }
    }

    interface SigningEventRepository extends Repository<SigningEvent, Long> {
        @Query("select s from SigningEvent s where s.entityId = :entityId order by s.happenedAt, s.id")
        List<SigningEvent> findByEntityIdOrderByHappenedAtAscIdAsc(String entityId);
    }
}
