package io.polisflow.crm.telephony;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.PhoneNumber;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.RequestInbox.FieldProblem;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.RawMessage;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.Result;
import io.polisflow.crm.telephony.CallRecord.State;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in what the exchange tells of calls: each event once, in any order, also of calls that nobody here asked for.
 *
 * <p>A call finds its deal by the command that ordered it, else by the number when exactly one client has it.
 */
@Service
@Transactional
public class CallInbox {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
    private static final int MOST_NAMED = 5;

    private final CallRecords calls;
    private final CallEvents events;
    private final OrderedCalls orders;
    private final Clients clients;
    private final Deals deals;
    private final Extensions extensions;
    private final Journal journal;
    private final InsertOnce insertOnce;
    private final CallBacks callBacks;
    private final RequestInbox requests;
    private final Clock clock;

    CallInbox(
            CallRecords calls,
            CallEvents events,
            OrderedCalls orders,
            Clients clients,
            Deals deals,
            Extensions extensions,
            Journal journal,
            InsertOnce insertOnce,
            CallBacks callBacks,
            RequestInbox requests,
            Clock clock) {
        this.callBacks = callBacks;
        this.requests = requests;
        this.calls = calls;
        this.events = events;
        this.orders = orders;
        this.clients = clients;
        this.deals = deals;
        this.extensions = extensions;
        this.journal = journal;
        this.insertOnce = insertOnce;
        this.clock = clock;
    }

    /**
     * A step of one leg of a call.
     *
     * @param entryId the exchange's id of the call
     * @param commandId of the order, or null
     * @param leg the exchange's id of the leg
     * @param seq counts the steps of the leg; a lower one is older news
     * @param direction null when the step does not tell
     * @param extension the employee's inner number, or null
     * @param number the other party's, E.164 where it is a telephone number, or null
     */
    public record Step(
            String entryId,
            String commandId,
            String leg,
            int seq,
            State state,
            Instant at,
            Direction direction,
            String extension,
            String number) {}

    /**
     * What the exchange says of a call when it is over.
     *
     * @param connectedAt when they began to talk; null when nobody answered
     */
    public record Summary(
            String entryId,
            Direction direction,
            String extension,
            String number,
            Instant startedAt,
            Instant connectedAt,
            Instant endedAt) {}

    /** @return false when this step was known already */
    public boolean step(Step step) {
        Map<String, Object> row = row(step.entryId() + ":" + step.leg() + ":" + step.seq(), step.entryId());
        row.put("command_id", step.commandId());
        row.put("leg", step.leg());
        row.put("seq", step.seq());
        row.put("state", step.state().name());
        row.put("direction", step.direction() == null ? null : step.direction().name());
        row.put("extension", step.extension());
        row.put("number", step.number());
        row.put("happened_at", Timestamp.from(step.at()));
        return take(row, step.entryId());
    }

    /** @return false when the call was summed up already */
    public boolean summary(Summary summary) {
        Map<String, Object> row = row(summary.entryId() + ":summary", summary.entryId());
        Instant connected = summary.connectedAt();
        long talked =
                connected == null ? 0 : Math.max(0, summary.endedAt().getEpochSecond() - connected.getEpochSecond());
        row.put("state", State.OVER.name());
        row.put("direction", summary.direction().name());
        row.put("extension", summary.extension());
        row.put("number", summary.number());
        row.put("happened_at", Timestamp.from(summary.startedAt()));
        row.put("connected_at", connected == null ? null : Timestamp.from(connected));
        row.put("ended_at", Timestamp.from(summary.endedAt()));
        row.put("talk_seconds", Math.toIntExact(Math.min(talked, Integer.MAX_VALUE)));
        return take(row, summary.entryId());
    }

    private Map<String, Object> row(String key, String entryId) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", insertOnce.nextId());
        row.put("event_key", key);
        row.put("entry_id", entryId);
        row.put("received_at", Timestamp.from(clock.instant()));
        return row;
    }

    private boolean take(Map<String, Object> event, String entryId) {
        if (!insertOnce.insert("call_event", event, List.of("event_key"))) {
            return false;
        }
        CallRecord call = locked(entryId);
        List<CallEvent> known = events.findByEntryIdOrderByHappenedAtAscIdAsc(entryId);
        call.learn(known);
        attach(call, known);
        if (call.deal() != null) {
            Subject.is(call.deal().number());
        }
        if (call.tell()) {
            tell(call);
        }
        if (call.settle()) {
            settle(call);
        }
        return true;
    }

    /** A client who was missed is called back, a talk makes that needless, and who is not known becomes a request to sort out. */
    private void settle(CallRecord call) {
        if (call.contact() == null) {
            if (call.direction() == Direction.INCOMING) {
                PhoneNumber.normalise(call.number()).ifPresent(number -> settleUnknown(call, number));
            }
        } else if (call.result() != Result.MISSED) {
            callBacks.talked(call.contact().clientId());
        } else if (call.direction() == Direction.INCOMING) {
            callBacks.missed(call);
        }
    }

    /** Whose call it was only a person can find out: of a stranger always, of several clients' number when nobody answered. */
    private void settleUnknown(CallRecord call, String number) {
        List<Contact> people = clients.contactsWithPhone(number);
        if (people.isEmpty()) {
            askWhoCalled(
                    call,
                    number,
                    "Входящий звонок с неизвестного номера ",
                    "Перезвоните и узнайте, кто звонил: такого номера нет ни на одной карточке.");
        } else if (call.result() == Result.MISSED) {
            String names = people.stream()
                    .map(Contact::clientId)
                    .distinct()
                    .limit(MOST_NAMED)
                    .map(id -> clients.get(id).name())
                    .collect(Collectors.joining(", "));
            askWhoCalled(
                    call,
                    number,
                    "Входящий звонок с номера нескольких клиентов ",
                    "Перезвоните и узнайте, кто звонил. Этот номер есть на карточках: " + names + ".");
        }
    }

    /** One request a day, however often they call. */
    private void askWhoCalled(CallRecord call, String number, String what, String problem) {
        ZonedDateTime at = (call.startedAt() == null ? clock.instant() : call.startedAt()).atZone(clock.getZone());
        String text = what + number + ", " + SHOWN.format(at)
                + (call.result() == Result.MISSED
                        ? ", никто не ответил."
                        : ", разговор " + TalkTime.shown(call.talkSeconds()) + ".");
        requests.receive(new IncomingRequest(
                Channel.PHONE,
                "call:" + number + ":" + at.toLocalDate(),
                null,
                null,
                null,
                number,
                null,
                null,
                null,
                null,
                null,
                null,
                "Звонок с номера " + number,
                text,
                null,
                List.of(new FieldProblem("companyName", problem)),
                new RawMessage("call.txt", "text/plain;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8)),
                List.of(),
                List.of(),
                null));
    }

    /** Of two events at one moment the second waits, and then sees what the first has told. */
    private CallRecord locked(String entryId) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", insertOnce.nextId());
        row.put("entry_id", entryId);
        row.put("state", State.RINGING.name());
        row.put("told", false);
        row.put("received_at", Timestamp.from(clock.instant()));
        row.put("lock_version", 0);
        insertOnce.insert("call_record", row, List.of("entry_id"));
        return calls.findByEntryId(entryId).orElseThrow();
    }

    private void attach(CallRecord call, List<CallEvent> known) {
        if (call.order() == null) {
            known.stream()
                    .map(CallEvent::commandId)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .flatMap(orders::findByCommandId)
                    .ifPresent(call::answers);
        }
        if (call.order() == null && call.extension() != null) {
            // Who is rung last or has talked leads it, not whose telephone rang first.
            call.ledBy(extensions.userOf(call.extension()).orElse(null));
        }
        if (call.deal() == null && call.number() != null && call.direction() != Direction.INTERNAL) {
            contactWith(call.number()).ifPresent(person -> call.belongsTo(person, openDealOf(person)));
        }
    }

    private Optional<Contact> contactWith(String number) {
        List<Contact> people = clients.contactsWithPhone(number);
        boolean oneClient = people.stream().map(Contact::clientId).distinct().count() == 1;
        return oneClient ? Optional.of(people.get(0)) : Optional.empty();
    }

    private Deal openDealOf(Contact person) {
        List<Deal> open = deals.of(clients.get(person.clientId())).stream()
                .filter(deal -> deal.stage().isOpen())
                .toList();
        return open.size() == 1 ? open.get(0) : null;
    }

    private void tell(CallRecord call) {
        String who = call.contact().name() == null ? "" : call.contact().name() + ", ";
        String note = call.direction().label() + ", " + who + call.number();
        if (call.result() == Result.MISSED) {
            journal.record(call.deal().number(), "Звонок без ответа: " + note);
            return;
        }
        deals.recordTouch(
                call.deal().number(),
                Activity.Kind.CALL,
                call.employee(),
                note + ", разговор " + TalkTime.shown(call.talkSeconds()));
    }

    interface CallRecords extends Repository<CallRecord, Long> {

        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select c from CallRecord c where c.entryId = :entryId")
        Optional<CallRecord> findByEntryId(String entryId);
    }

    interface CallEvents extends Repository<CallEvent, Long> {
        @Query("select c from CallEvent c where c.entryId = :entryId order by c.happenedAt, c.id")
        List<CallEvent> findByEntryIdOrderByHappenedAtAscIdAsc(String entryId);
    }

    interface OrderedCalls extends Repository<OrderedCall, Long> {
        @Query("select o from OrderedCall o where o.commandId = :commandId")
        Optional<OrderedCall> findByCommandId(String commandId);
    }
}
