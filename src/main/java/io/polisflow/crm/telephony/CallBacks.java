package io.polisflow.crm.telephony;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import jakarta.persistence.LockModeType;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sees to it that a client who could not reach us is called back, once however often they tried. */
@Service
@Transactional
public class CallBacks {

    private final CallBackRepository callBacks;
    private final CallBackProcess process;
    private final Clients clients;
    private final Deals deals;
    private final InsertOnce insertOnce;
    private final Clock clock;

    CallBacks(
            CallBackRepository callBacks,
            CallBackProcess process,
            Clients clients,
            Deals deals,
            InsertOnce insertOnce,
            Clock clock) {
        this.callBacks = callBacks;
        this.process = process;
        this.clients = clients;
        this.deals = deals;
        this.insertOnce = insertOnce;
        this.clock = clock;
    }

    /** A client's call that nobody answered: one more of an open call back, or a new one. */
    void missed(CallRecord call) {
        Contact person = call.contact();
        Deal deal = call.deal();
        Timestamp at = Timestamp.from(call.startedAt() == null ? clock.instant() : call.startedAt());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", insertOnce.nextId());
        row.put("client_id", person.clientId());
        row.put("open_key", String.valueOf(person.clientId()));
        row.put("deal_id", deal == null ? null : deal.id());
        row.put("contact_id", person.id());
        row.put("number", call.number());
        row.put("owner", ownerOf(person, deal));
        row.put("calls", 1);
        row.put("first_at", at);
        row.put("last_at", at);
        row.put("lock_version", 0);
        boolean first = insertOnce.insert("call_back", row, List.of("open_key"));
        PendingCallBack callBack =
                callBacks.findByOpenKey(String.valueOf(person.clientId())).orElseThrow();
        if (first) {
            process.missed(callBack);
        } else {
            callBack.missedAgain(call.number(), at.toInstant());
        }
    }

    /** Somebody has spoken with the client, whoever called whom. */
    void talked(long clientId) {
        callBacks.findByOpenKey(String.valueOf(clientId)).ifPresent(callBack -> {
            callBack.done(PendingCallBack.Result.TALKED, null, clock.instant());
            process.talked(callBack);
        });
    }

    /**
     * Records what came of calling back.
     *
     * @param user who called
     * @param note what was said, or why nobody called
     */
    public void done(long callBackId, PendingCallBack.Result result, String user, String note) {
        PendingCallBack callBack = get(callBackId);
        callBack.done(result, note, clock.instant());
        if (callBack.deal() != null && result == PendingCallBack.Result.REACHED) {
            deals.recordTouch(
                    callBack.deal().number(), Activity.Kind.CALL, user, "Ответ на пропущенный звонок. " + note);
        }
    }

    /** @throws java.util.NoSuchElementException when there is none */
    @Transactional(readOnly = true)
    public PendingCallBack get(long callBackId) {
        return callBacks.findById(callBackId).orElseThrow();
    }

    /** The deal's manager, else the manager of the client's latest deal. */
    private String ownerOf(Contact person, Deal deal) {
        return Optional.ofNullable(deal)
                .map(Deal::owner)
                .orElseGet(() -> deals.of(clients.get(person.clientId())).stream()
                        .sorted(Comparator.comparing(Deal::openedAt).reversed())
                        .map(Deal::owner)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    interface CallBackRepository extends Repository<PendingCallBack, Long> {
        Optional<PendingCallBack> findById(Long id);

        /** Waits for whoever is closing it: a call missed meanwhile opens a new one. */
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select p from PendingCallBack p where p.openKey = :openKey")
        Optional<PendingCallBack> findByOpenKey(String openKey);
    }
}
