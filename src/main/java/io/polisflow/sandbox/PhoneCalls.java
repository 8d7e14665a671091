package io.polisflow.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The calls of the simulated exchange: they ring until a person on the page answers or misses them, or by themselves after a
 * while, and everything that happens is told as Mango Office tells it.
 */
@Component
@Profile("sandbox & !production")
class PhoneCalls {

    private static final int REMEMBERED = 10_000;
    private static final String LINE = "74950000000";
    private static final int NO_ANSWER = 1123;
    private static final int HUNG_UP = 1110;

    private final Map<String, Call> calls = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Call> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final TelephonyNews news;
    private final Clock clock;
    private final Duration ringing;
    private final Duration talking;

    PhoneCalls(
            TelephonyNews news,
            Clock clock,
            @Value("${polisflow.sandbox.telephony.answer-after:15s}") Duration ringing,
            @Value("${polisflow.sandbox.telephony.talk:20s}") Duration talking) {
        this.news = news;
        this.clock = clock;
        this.ringing = ringing;
        this.talking = talking;
    }

    /** How far a call is. */
    enum State {
        RINGING,
        TALKING,
        ENDED,
        MISSED
    }

    /** @param command of the insurer's order; null when the client calls */
    private static final class Call {
        private final String id = UUID.randomUUID().toString();
        private final String ownLeg = id + "-own";
        private final String clientLeg = id + "-client";
        private final String command;
        private final String extension;
        private final String number;
        private final Instant createdAt;
        private State state = State.RINGING;
        private Instant answeredAt;
        private int ownSeq;
        private int clientSeq;

        Call(String command, String extension, String number, Instant createdAt) {
            this.command = command;
            this.extension = extension;
            this.number = number;
            this.createdAt = createdAt;
        }
    }

    /** @param incoming whether the client called */
    record CallRow(String id, boolean incoming, String number, String extension, String state, Instant createdAt) {}

    /** The insurer's order: the employee picks up at once, then the client's telephone rings. */
    synchronized void order(String command, String extension, String number) {
        Call call = add(new Call(command, extension, number, clock.instant()));
        news.tell("/result/callback", Map.of("command_id", command, "result", 1000));
        own(call, "Appeared", null);
        own(call, "Connected", null);
        client(call, "Appeared", null);
        news.later(ringing, () -> answer(call.id));
    }

    /** A client's call to an employee. @return its id */
    synchronized String incoming(String number, String extension) {
        Call call = add(new Call(null, extension, number, clock.instant()));
        client(call, "Appeared", null);
        news.later(ringing, () -> answer(call.id));
        return call.id;
    }

    /** @return false when it does not ring */
    synchronized boolean answer(String id) {
        Optional<Call> found = in(id, State.RINGING);
        found.ifPresent(call -> {
            call.state = State.TALKING;
            call.answeredAt = clock.instant();
            client(call, "Connected", null);
            news.later(talking, () -> hangUp(id));
        });
        return found.isPresent();
    }

    /** @return false when it does not ring */
    synchronized boolean miss(String id) {
        Optional<Call> found = in(id, State.RINGING);
        found.ifPresent(call -> end(call, State.MISSED, NO_ANSWER));
        return found.isPresent();
    }

    /** @return false when nobody talks */
    synchronized boolean hangUp(String id) {
        Optional<Call> found = in(id, State.TALKING);
        found.ifPresent(call -> {
            end(call, State.ENDED, HUNG_UP);
            long seconds = clock.instant().getEpochSecond() - call.answeredAt.getEpochSecond();
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("recording_id", RecordedSound.id(call.id, seconds));
            event.put("recording_state", "Completed");
            event.put("seq", 3);
            event.put("entry_id", call.id);
            event.put("call_id", call.clientLeg);
            event.put("timestamp", now());
            event.put("completion_code", 1000);
            news.tell("/events/recording", event);
        });
        return found.isPresent();
    }

    /** @return at most so many, newest first */
    synchronized List<CallRow> newest(int limit) {
        List<Call> newestFirst = new ArrayList<>(calls.values());
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .limit(limit)
                .map(call -> new CallRow(
                        call.id,
                        call.command == null,
                        call.number,
                        call.extension,
                        call.state.name().toLowerCase(Locale.ROOT),
                        call.createdAt))
                .toList();
    }

    private Call add(Call call) {
        calls.put(call.id, call);
        return call;
    }

    private Optional<Call> in(String id, State state) {
        return Optional.ofNullable(calls.get(id)).filter(call -> call.state == state);
    }

    private void end(Call call, State state, int reason) {
        call.state = state;
        client(call, "Disconnected", reason);
        if (call.command != null) {
            own(call, "Disconnected", reason);
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("entry_id", call.id);
        event.put("call_direction", call.command == null ? 1 : 2);
        event.put("from", call.command == null ? client(call) : employee(call));
        event.put("to", call.command == null ? employee(call) : client(call));
        event.put("line_number", LINE);
        event.put("create_time", call.createdAt.getEpochSecond());
        event.put("forward_time", call.createdAt.getEpochSecond());
        event.put("talk_time", call.answeredAt == null ? 0 : call.answeredAt.getEpochSecond());
        event.put("end_time", now());
        event.put("entry_result", call.answeredAt == null ? 0 : 1);
        event.put("disconnect_reason", reason);
        news.tell("/events/summary", event);
    }

    private void own(Call call, String state, Integer reason) {
        step(call, call.ownLeg, ++call.ownSeq, state, reason, Map.of("number", LINE), employee(call));
    }

    private void client(Call call, String state, Integer reason) {
        boolean incoming = call.command == null;
        step(
                call,
                call.clientLeg,
                ++call.clientSeq,
                state,
                reason,
                incoming ? client(call) : employee(call),
                incoming ? employee(call) : client(call));
    }

    private void step(
            Call call,
            String leg,
            int seq,
            String state,
            Integer reason,
            Map<String, Object> from,
            Map<String, Object> to) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("entry_id", call.id);
        event.put("call_id", leg);
        event.put("timestamp", now());
        event.put("seq", seq);
        event.put("call_state", state);
        event.put("location", "abonent");
        event.put("from", from);
        event.put("to", to);
        if (reason != null) {
            event.put("disconnect_reason", reason);
        }
        if (call.command != null) {
            event.put("command_id", call.command);
        }
        news.tell("/events/call", event);
    }

    private static Map<String, Object> client(Call call) {
        return Map.of("number", call.number);
    }

    private static Map<String, Object> employee(Call call) {
        return Map.of("extension", call.extension, "number", "sip:" + call.extension + "@polisflow.example");
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
