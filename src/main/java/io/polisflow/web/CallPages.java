package io.polisflow.web;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.telephony.CallRecord;
import io.polisflow.crm.telephony.CallRecording;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.crm.telephony.OrderedCall;
import io.polisflow.crm.telephony.TalkTime;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the calls of a deal, and those that belong to none, within one transaction. */
@Service
@Transactional(readOnly = true)
class CallPages {

    private static final int MOST_UNATTACHED = 200;
    /** A recording is announced and fetched within this time after the call. */
    private static final Duration AWAITED = Duration.ofMinutes(3);

    private final Calls calls;
    private final CallRecordings recordings;
    private final Deals deals;
    private final Clients clients;
    private final Staff staff;
    private final Clock clock;
    private final DateTimeFormatter when;

    CallPages(Calls calls, CallRecordings recordings, Deals deals, Clients clients, Staff staff, Clock clock) {
        this.calls = calls;
        this.recordings = recordings;
        this.deals = deals;
        this.clients = clients;
        this.staff = staff;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** Somebody whom a click can call. */
    record Callee(Long id, String name, String phone) {}

    /** What the deal's page shows of calls. @param callees empty when the deal is over */
    record DealCalls(String number, List<CallView> calls, List<Callee> callees) {}

    /** @throws java.util.NoSuchElementException when there is no such deal */
    DealCalls callsOf(String number) {
        Deal deal = deals.get(number);
        List<CallView> shown = new ArrayList<>();
        calls.withoutCall(deal).forEach(order -> shown.add(view(order)));
        calls.ofDeal(deal).forEach(call -> shown.add(view(call)));
        List<Callee> callees = !deal.stage().isOpen()
                ? List.of()
                : clients.contactsOf(deal.client().id()).stream()
                        .filter(contact -> contact.phone() != null)
                        .map(CallPages::callee)
                        .toList();
        return new DealCalls(number, shown, callees);
    }

    /** @return empty when there is no such deal or its client has no such contact */
    Optional<Callee> callee(String number, Long contactId) {
        return deals.find(number).stream()
                .flatMap(deal -> clients.contactsOf(deal.client().id()).stream())
                .filter(contact -> contact.id().equals(contactId))
                .map(CallPages::callee)
                .findFirst();
    }

    /** @return empty when nobody clicked so in that deal */
    Optional<CallView> ordered(String number, String commandId) {
        return calls.ordered(commandId)
                .filter(order -> order.deal().number().equals(number))
                .map(order -> calls.of(order).map(this::view).orElseGet(() -> view(order)));
    }

    List<CallView> unattached() {
        return calls.unattached(MOST_UNATTACHED).stream().map(this::view).toList();
    }

    private static Callee callee(Contact contact) {
        String name = contact.name() == null ? "Имя неизвестно" : contact.name();
        return new Callee(contact.id(), name, contact.phone());
    }

    private CallView view(OrderedCall order) {
        boolean sent = order.state() == OrderedCall.State.SENT;
        return new CallView(
                CallRecord.Direction.OUTGOING.label() + ": " + party(order.contact(), order.number()),
                order.state().label(),
                sent ? "warn" : "bad",
                when.format(order.orderedAt()),
                staff.nameOf(order.employee()),
                null,
                order.reason(),
                order.deal().number(),
                List.of(),
                order.state() != OrderedCall.State.REFUSED
                        && order.orderedAt().plus(AWAITED).isAfter(clock.instant()));
    }

    private CallView view(CallRecord call) {
        List<CallView.RecordingView> sounds = recordings.of(call).stream()
                .map(recording -> view(call, recording))
                .toList();
        boolean answered = call.result() == CallRecord.Result.ANSWERED;
        boolean recent = call.endedAt() == null || call.endedAt().plus(AWAITED).isAfter(clock.instant());
        boolean complete = call.result() == CallRecord.Result.MISSED
                || answered && sounds.stream().anyMatch(sound -> sound.href() != null || sound.reason() != null);
        String tone = answered ? "good" : call.result() == null ? "warn" : "bad";
        String direction =
                call.direction() == null ? "Звонок" : call.direction().label();
        return new CallView(
                direction + ": " + party(call.contact(), call.number()),
                call.result() == null ? call.state().label() : call.result().label(),
                tone,
                when.format(call.startedAt()),
                call.employee() == null
                        ? call.extension() == null ? "сотрудник неизвестен" : "внутренний " + call.extension()
                        : staff.nameOf(call.employee()),
                answered ? TalkTime.shown(call.talkSeconds()) : null,
                null,
                numberOf(call),
                sounds,
                recent && !complete);
    }

    private static String numberOf(CallRecord call) {
        return call.deal() == null ? null : call.deal().number();
    }

    private static String party(Contact contact, String number) {
        String shown = number == null ? "номер скрыт" : number;
        return contact == null || contact.name() == null ? shown : contact.name() + ", " + shown;
    }

    private static CallView.RecordingView view(CallRecord call, CallRecording recording) {
        return new CallView.RecordingView(
                recording.state().label(),
                recording.state() == CallRecording.State.MISSING ? recording.reason() : null,
                recording.file() == null ? null : RecordingPlayback.href(numberOf(call), recording));
    }
}
