package io.polisflow.integration.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.PhoneNumber;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallInbox.Step;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.State;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.integration.wire.WireAnswer;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows calls by the events of an Asterisk: connects the two telephones of a click to call, and tells the CRM of these and of
 * the calls that the exchange's own dialplan handles.
 *
 * <p>Not for several threads: events are taken one after the other. A step's number is its state's rank, so the same event
 * told twice is one step.
 */
class AriCalls {

    private static final Logger LOG = LoggerFactory.getLogger(AriCalls.class);

    /** As Asterisk writes it: 2026-11-23T13:05:07.123+0300. */
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS]XX");

    /** How a dial stands while the telephone is asked for or rings. */
    private static final Set<String> RINGING = Set.of("", "RINGING", "PROGRESS", "PROCEEDING");

    private final AriApi api;
    private final TelephonyProperties properties;
    private final CallInbox inbox;
    private final CallRecordings recordings;
    private final Calls calls;
    private final Clock clock;
    private final Map<String, AriCall> running = new HashMap<>();

    AriCalls(
            AriApi api,
            TelephonyProperties properties,
            CallInbox inbox,
            CallRecordings recordings,
            Calls calls,
            Clock clock) {
        this.api = api;
        this.properties = properties;
        this.inbox = inbox;
        this.recordings = recordings;
        this.calls = calls;
        this.clock = clock;
    }

    /** Takes one event; of a kind that means nothing to us it leaves no trace. */
    void take(JsonNode event) {
        Instant at = at(event);
        switch (event.path("type").asText()) {
            case "StasisStart" -> lifted(event, at);
            case "ChannelStateChange" -> state(event.path("channel"), at);
            case "Dial" -> dialled(event, at);
            case "ChannelDestroyed" ->
                destroyed(event.path("channel").path("id").asText(), at);
            case "RecordingFinished" ->
                recorded(event.path("recording").path("name").asText());
            case "RecordingFailed" ->
                LOG.warn(
                        "the exchange has not recorded {}",
                        event.path("recording").path("name").asText());
            default ->
                LOG.debug(
                        "an event of the type {} is left alone",
                        event.path("type").asText());
        }
    }

    /** @return the calls that are not over, by the exchange's id */
    Map<String, AriCall> running() {
        return running;
    }

    /** The employee has lifted: now the client is called. The client has lifted: they are brought together. */
    private void lifted(JsonNode event, Instant at) {
        String channel = event.path("channel").path("id").asText();
        JsonNode args = event.path("args");
        AriNames.commandOf(channel)
                .ifPresent(command -> lifted(
                        command,
                        channel,
                        args.path(0).asText(null),
                        args.path(1).asText(null),
                        at));
    }

    /** @param extension of the employee, or null when it is known already @param number of the client, or null likewise */
    void lifted(String command, String channel, String extension, String number, Instant at) {
        AriCall call = running.computeIfAbsent(command, id -> new AriCall(Direction.OUTGOING, at));
        call.command = command;
        call.legs.add(channel);
        call.lifted.add(channel);
        call.extension = extension == null ? call.extension : extension;
        call.number = number == null ? call.number : number;
        tell(command, call, channel, State.TALKING, at);
        if (channel.equals(AriNames.employee(command))) {
            callClient(command, call, at);
        } else {
            call.connectedAt = call.connectedAt == null ? at : call.connectedAt;
            connect(command);
        }
    }

    private void callClient(String command, AriCall call, Instant at) {
        String channel = AriNames.client(command);
        String endpoint = properties
                .trunk()
                .replace("{number}", String.valueOf(call.number).replace("+", ""));
        String args = call.extension + "," + call.number;
        int status;
        try {
            status = api.originate(channel, endpoint, call.extension, args).status();
        } catch (UnavailableException e) {
            LOG.warn("the client's telephone of {} was not called", command, e);
            status = 0;
        }
        if (status == 200 || status == 201 || status == 409) {
            call.legs.add(channel);
            tell(command, call, channel, State.RINGING, at);
        } else {
            calls.refused(command, "АТС не смогла позвонить клиенту. Проверьте номер и позвоните ещё раз.");
            quietly(() -> api.hangUp(AriNames.employee(command)));
        }
    }

    private void connect(String command) {
        String talk = AriNames.talk(command);
        quietly(() -> api.bridge(talk));
        quietly(() -> api.join(talk, AriNames.employee(command) + "," + AriNames.client(command)));
        quietly(() -> api.record(talk, talk));
    }

    private void state(JsonNode channel, Instant at) {
        String id = channel.path("id").asText();
        String command = AriNames.commandOf(id).orElse(null);
        AriCall call = running.get(command);
        if (call != null
                && call.legs.contains(id)
                && channel.path("state").asText().equals("Ringing")) {
            tell(command, call, id, State.RINGING, at);
        }
    }

    private void dialled(JsonNode event, Instant at) {
        String status = event.path("dialstatus").asText();
        State state = status.equals("ANSWER") ? State.TALKING : RINGING.contains(status) ? State.RINGING : State.OVER;
        dialled(event.path("caller"), event.path("peer"), state, at);
    }

    /**
     * A call that the dialplan handles: the caller's channel is the call, each telephone that rings is a leg of it.
     *
     * @param state of that telephone
     */
    void dialled(JsonNode caller, JsonNode peer, State state, Instant at) {
        String entry = caller.path("id").asText();
        if (entry.isEmpty() || AriNames.commandOf(entry).isPresent()) {
            return;
        }
        Optional<String> ownCaller = employeeAt(caller);
        Optional<String> ownPeer = employeeAt(peer);
        AriCall call = running.computeIfAbsent(entry, id -> new AriCall(direction(ownCaller, ownPeer), at));
        call.legs.add(entry);
        call.number = call.direction == Direction.INCOMING
                ? TelephoneNumbers.incoming(caller.path("caller").path("number").asText(null))
                : dialledNumber(caller);
        String extension = ownCaller
                .or(() -> AriNames.extensionOf(peer.path("name").asText()))
                .orElse(call.extension);
        if (state == State.TALKING || state == State.RINGING && call.connectedAt == null) {
            call.extension = extension;
        }
        if (state == State.TALKING && call.connectedAt == null) {
            call.connectedAt = at;
        }
        String leg = peer.path("id").asText(entry);
        call.rung.add(leg);
        tell(entry, call, leg, state, at, extension);
    }

    /** @return the inner number of one of ours whose telephone it is */
    private Optional<String> employeeAt(JsonNode channel) {
        return AriNames.extensionOf(channel.path("name").asText()).filter(properties.extensions()::containsValue);
    }

    private static Direction direction(Optional<String> ownCaller, Optional<String> ownPeer) {
        if (ownCaller.isEmpty()) {
            return Direction.INCOMING;
        }
        return ownPeer.isEmpty() ? Direction.OUTGOING : Direction.INTERNAL;
    }

    /** What an employee dialled by hand, as it stands in the dialplan. */
    private static String dialledNumber(JsonNode caller) {
        String dialled = caller.path("dialplan").path("exten").asText();
        return PhoneNumber.normalise(dialled)
                .orElseGet(() -> TelephoneNumbers.incoming(
                        caller.path("connected").path("number").asText(null)));
    }

    /** A channel is no more; with its last one the call is over. */
    void destroyed(String channel, Instant at) {
        Optional<String> ours = AriNames.commandOf(channel);
        String entry = ours.orElse(channel);
        AriCall call = running.get(entry);
        if (call == null) {
            hungUp(channel, at);
            return;
        }
        if (!call.legs.remove(channel)) {
            return;
        }
        tell(entry, call, channel, State.OVER, at);
        if (ours.isPresent()) {
            // Who is left alone on the line need not wait.
            call.legs.forEach(left -> quietly(() -> api.hangUp(left)));
        }
        if (call.legs.isEmpty()) {
            if (ours.isPresent() && call.connectedAt != null) {
                quietly(() -> api.destroyBridge(AriNames.talk(entry)));
            }
            over(entry, call, at);
        }
    }

    /** A telephone that the dialplan had rung; the call may go on at another. */
    private void hungUp(String channel, Instant at) {
        running.entrySet().stream()
                .filter(entry -> entry.getValue().rung.remove(channel))
                .findFirst()
                .ifPresent(entry -> tell(entry.getKey(), entry.getValue(), channel, State.OVER, at, null));
    }

    void over(String entry, AriCall call, Instant at) {
        running.remove(entry);
        inbox.summary(
                new Summary(entry, call.direction, call.extension, call.number, call.startedAt, call.connectedAt, at));
    }

    /** @return the command whose talk was recorded, when that is news */
    Optional<String> recorded(String name) {
        return AriNames.commandOfRecording(name).filter(command -> recordings.announced(name, command));
    }

    void tell(String entry, AriCall call, String leg, State state, Instant at) {
        tell(entry, call, leg, state, at, call.extension);
    }

    private void tell(String entry, AriCall call, String leg, State state, Instant at, String extension) {
        int rank =
                switch (state) {
                    case RINGING -> 1;
                    case OVER -> 9;
                    default -> 2;
                };
        inbox.step(new Step(entry, call.command, leg, rank, state, at, call.direction, extension, call.number));
    }

    private Instant at(JsonNode event) {
        return at(event.path("timestamp"), clock);
    }

    /** @return now when the exchange told no time that can be read */
    static Instant at(JsonNode timestamp, Clock clock) {
        try {
            return OffsetDateTime.parse(timestamp.asText(), TIMESTAMP).toInstant();
        } catch (DateTimeParseException e) {
            return clock.instant();
        }
    }

    /** What fails here costs the talk's comfort, not its record; whether it took place the events tell. */
    private static void quietly(Supplier<WireAnswer> call) {
        try {
            WireAnswer answer = call.get();
            if (answer.status() >= 300 && answer.status() != 404 && answer.status() != 409) {
                LOG.warn("the exchange refused", answer.unexpected());
            }
        } catch (UnavailableException e) {
            LOG.warn("the exchange did not do it", e);
        }
    }
}
