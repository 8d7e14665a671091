package io.polisflow.integration.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.State;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.crm.telephony.Calls.RunningCall;
import io.polisflow.integration.wire.WireAnswer;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes up for the events that nobody heard, because the connection was broken or we were not running: Asterisk repeats none,
 * but says which channels there are and which talks it has stored.
 */
class AriCatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(AriCatchUp.class);

    /** A shorter one is an inner number: calls between employees are nobody's business. */
    private static final int SHORTEST_NUMBER = 6;

    private final AriApi api;
    private final AriCalls followed;
    private final Calls calls;
    private final Clock clock;

    AriCatchUp(AriApi api, AriCalls followed, Calls calls, Clock clock) {
        this.api = api;
        this.followed = followed;
        this.calls = calls;
        this.clock = clock;
    }

    /** After another node has listened: what is remembered here may long be over. */
    void beginAnew() {
        followed.running().clear();
        run();
    }

    /** @throws io.polisflow.crm.UnavailableException when the exchange does not say what there is */
    void run() {
        Map<String, JsonNode> alive = new LinkedHashMap<>();
        list(api.channels()).forEach(channel -> alive.put(channel.path("id").asText(), channel));
        remember(alive);
        endWhatIsOver(alive);
        alive.values().forEach(this::liftWhatWasLifted);
        alive.values().forEach(telephone -> noticeWhoCalls(telephone, alive));
        list(api.storedRecordings())
                .forEach(recording -> announce(recording.path("name").asText()));
    }

    private static JsonNode list(WireAnswer answer) {
        if (answer.status() != 200) {
            throw answer.unexpected();
        }
        return answer.tree();
    }

    /** After a restart only the CRM knows which calls had begun. */
    private void remember(Map<String, JsonNode> alive) {
        for (RunningCall known : calls.running()) {
            followed.running().computeIfAbsent(known.entryId(), entry -> remembered(known, alive));
        }
    }

    private static AriCall remembered(RunningCall known, Map<String, JsonNode> alive) {
        AriCall call = new AriCall(known.direction(), known.startedAt());
        call.extension = known.extension();
        call.number = known.number();
        call.connectedAt = known.connectedAt();
        if (known.direction() != Direction.OUTGOING || alive.containsKey(known.entryId())) {
            // The dialplan's own call goes by its caller's channel.
            call.legs.add(known.entryId());
            return call;
        }
        call.command = known.entryId();
        String employee = AriNames.employee(known.entryId());
        String client = AriNames.client(known.entryId());
        List.of(employee, client).stream().filter(alive::containsKey).forEach(call.legs::add);
        if (alive.containsKey(client) || call.connectedAt != null) {
            call.lifted.add(employee);
        }
        if (call.connectedAt != null) {
            call.lifted.add(client);
        }
        return call;
    }

    private void endWhatIsOver(Map<String, JsonNode> alive) {
        Instant now = clock.instant();
        for (Map.Entry<String, AriCall> entry : List.copyOf(followed.running().entrySet())) {
            AriCall call = entry.getValue();
            if (call.legs.isEmpty()) {
                followed.over(entry.getKey(), call, now);
            }
            for (String leg : List.copyOf(call.legs)) {
                if (!alive.containsKey(leg)) {
                    followed.destroyed(leg, now);
                }
            }
        }
    }

    /** A telephone of ours was taken up meanwhile: the click to call goes on from there. */
    private void liftWhatWasLifted(JsonNode channel) {
        String id = channel.path("id").asText();
        Optional<String> ours = AriNames.commandOf(id);
        if (ours.isEmpty() || !channel.path("state").asText().equals("Up")) {
            return;
        }
        AriCall call = followed.running().get(ours.get());
        if (call == null) {
            calls.unheard(ours.get())
                    .ifPresent(order ->
                            followed.lifted(ours.get(), id, order.extension(), order.number(), clock.instant()));
        } else if (!call.lifted.contains(id)) {
            followed.lifted(ours.get(), id, null, null, clock.instant());
        }
    }

    /** The dialplan has put two together meanwhile: their channels name each other's numbers, the older one is the caller's. */
    private void noticeWhoCalls(JsonNode telephone, Map<String, JsonNode> alive) {
        String state = telephone.path("state").asText();
        String other = telephone.path("connected").path("number").asText();
        if (AriNames.commandOf(telephone.path("id").asText()).isPresent()
                || AriNames.extensionOf(telephone.path("name").asText()).isEmpty()
                || followed.running().containsKey(telephone.path("id").asText())
                || other.length() < SHORTEST_NUMBER
                || !state.equals("Up") && !state.equals("Ringing")) {
            return;
        }
        State at = state.equals("Up") ? State.TALKING : State.RINGING;
        Instant created = AriCalls.at(telephone.path("creationtime"), clock);
        alive.values().stream()
                .filter(channel -> channel != telephone
                        && channel.path("caller").path("number").asText().equals(other)
                        && !followed.running().containsKey(channel.path("id").asText()))
                .findFirst()
                .ifPresent(channel -> {
                    boolean byHand = channel.has("creationtime")
                            && AriCalls.at(channel.path("creationtime"), clock).isAfter(created);
                    followed.dialled(byHand ? telephone : channel, byHand ? channel : telephone, at, created);
                });
    }

    /** A talk of which nothing but its recording is left becomes a call; how long it was, only the recording tells. */
    private void announce(String name) {
        followed.recorded(name).flatMap(calls::unheard).ifPresent(order -> {
            LOG.info("the call {} took place unheard", order.commandId());
            AriCall call = new AriCall(Direction.OUTGOING, order.orderedAt());
            call.command = order.commandId();
            call.extension = order.extension();
            call.number = order.number();
            String client = AriNames.client(order.commandId());
            followed.tell(order.commandId(), call, client, State.TALKING, order.orderedAt());
            followed.tell(order.commandId(), call, client, State.OVER, clock.instant());
        });
    }
}
