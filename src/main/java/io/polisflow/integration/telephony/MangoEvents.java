package io.polisflow.integration.telephony;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.telephony.CallInbox.Step;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.State;
import java.io.Serial;
import java.time.Instant;
import java.util.Set;

/** Reads what Mango posts and tells it in the CRM's words; what cannot be read is a {@link Breach}. */
class MangoEvents {

    private static final int LONGEST_ID = 128;
    private static final int LONGEST_RECORDING_ID = 200;
    private static final int LONGEST_COMMAND = 64;
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_EXTENSION = 20;
    /** The year 2100, seconds. */
    private static final long FARTHEST = 4_102_444_800L;

    /** A menu or a queue picks up before any person does. */
    private static final Set<String> MACHINES = Set.of("ivr", "queue");

    private final ObjectMapper json;

    MangoEvents(ObjectMapper json) {
        this.json = json.copy().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** An event that does not look as Mango describes it; the message names the property in Russian. */
    static final class Breach extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        Breach(String message) {
            super(message);
        }
    }

    /** @param ready whether it can be asked for: earlier states only say that it is being made */
    record RecordingEvent(String recordingId, String entryId, boolean ready) {}

    record CommandResult(String commandId, int code) {}

    JsonNode read(String body) {
        try {
            JsonNode event = json.readTree(body);
            if (event != null && event.isObject()) {
                return event;
            }
        } catch (JsonProcessingException e) {
            // The parser's message would quote the body, which holds telephone numbers.
        }
        throw new Breach("json: нужен объект JSON.");
    }

    Step step(JsonNode event) {
        Party from = party(event, "from");
        Party to = party(event, "to");
        String command = optional(event, "command_id", LONGEST_COMMAND);
        String location = optional(event, "location", LONGEST_ID);
        // The exchange rings the employee first; they talk when the client picks up.
        boolean ownLeg = command != null && to.extension() != null && from.extension() == null;
        boolean machine = location != null && MACHINES.contains(location);
        Direction direction = direction(from, to, command);
        return new Step(
                required(event, "entry_id", LONGEST_ID),
                command,
                required(event, "call_id", LONGEST_ID),
                number(event, "seq"),
                state(required(event, "call_state", LONGEST_ID), ownLeg || machine),
                moment(event, "timestamp"),
                direction,
                from.extension() != null ? from.extension() : to.extension(),
                direction == Direction.INCOMING ? from.number() : ownLeg ? null : to.number());
    }

    private static Direction direction(Party from, Party to, String command) {
        if (command != null || from.extension() != null && to.extension() == null) {
            return Direction.OUTGOING;
        }
        return from.extension() == null ? Direction.INCOMING : Direction.INTERNAL;
    }

    private static State state(String state, boolean nobodyTalks) {
        return switch (state) {
            case "Appeared" -> State.RINGING;
            case "Connected", "OnHold" -> nobodyTalks ? State.RINGING : State.TALKING;
            case "Disconnected" -> State.OVER;
            default -> throw new Breach("call_state: нужно Appeared, Connected, OnHold или Disconnected.");
        };
    }

    Summary summary(JsonNode event) {
        Party from = party(event, "from");
        Party to = party(event, "to");
        Direction direction =
                switch (number(event, "call_direction")) {
                    case 0 -> Direction.INTERNAL;
                    case 1 -> Direction.INCOMING;
                    case 2 -> Direction.OUTGOING;
                    default -> throw new Breach("call_direction: нужно 0, 1 или 2.");
                };
        boolean incoming = direction == Direction.INCOMING;
        boolean answered = number(event, "entry_result") == 1 && seconds(event, "talk_time") > 0;
        return new Summary(
                required(event, "entry_id", LONGEST_ID),
                direction,
                incoming ? to.extension() : from.extension(),
                incoming ? from.number() : to.number(),
                moment(event, "create_time"),
                answered ? moment(event, "talk_time") : null,
                moment(event, "end_time"));
    }

    RecordingEvent recording(JsonNode event) {
        String state = required(event, "recording_state", LONGEST_ID);
        if (!Set.of("Started", "Continued", "Completed").contains(state)) {
            throw new Breach("recording_state: нужно Started, Continued или Completed.");
        }
        return new RecordingEvent(
                required(event, "recording_id", LONGEST_RECORDING_ID),
                required(event, "entry_id", LONGEST_ID),
                state.equals("Completed"));
    }

    CommandResult commandResult(JsonNode event) {
        return new CommandResult(required(event, "command_id", LONGEST_COMMAND), number(event, "result"));
    }

    private record Party(String extension, String number) {}

    private static Party party(JsonNode event, String name) {
        JsonNode party = event.path(name);
        if (!party.isMissingNode() && !party.isNull() && !party.isObject()) {
            throw new Breach(name + ": нужен объект.");
        }
        return new Party(
                optional(party, "extension", LONGEST_EXTENSION),
                TelephoneNumbers.incoming(optional(party, "number", LONGEST_NUMBER - 1)));
    }

    private static String required(JsonNode event, String name, int longest) {
        String text = optional(event, name, longest);
        if (text == null) {
            throw new Breach(name + ": нужен текст не длиннее " + longest + " знаков.");
        }
        return text;
    }

    /** Mango writes some ids as numbers; null for what is empty. */
    private static String optional(JsonNode event, String name, int longest) {
        JsonNode value = event.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        // PostgreSQL stores no NUL characters.
        String text = value.isTextual() || value.isIntegralNumber()
                ? value.asText().replace("\u0000", "").strip()
                : null;
        if (text == null || text.length() > longest) {
            throw new Breach(name + ": нужен текст не длиннее " + longest + " знаков.");
        }
        return text.isEmpty() ? null : text;
    }

    private static int number(JsonNode event, String name) {
        long value = integer(event, name);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new Breach(name + ": нужно целое число не меньше нуля.");
        }
        return (int) value;
    }

    private static long seconds(JsonNode event, String name) {
        long value = integer(event, name);
        if (value < 0 || value > FARTHEST) {
            throw new Breach(name + ": нужно время в секундах с 1970 года.");
        }
        return value;
    }

    private static Instant moment(JsonNode event, String name) {
        long value = seconds(event, name);
        if (value == 0) {
            throw new Breach(name + ": нужно время в секундах с 1970 года.");
        }
        return Instant.ofEpochSecond(value);
    }

    private static long integer(JsonNode event, String name) {
        JsonNode value = event.path(name);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.asLong();
        }
        if (value.isTextual() && value.textValue().strip().matches("\\d{1,18}")) {
            return Long.parseLong(value.textValue().strip());
        }
        throw new Breach(name + ": нужно целое число не меньше нуля.");
    }
}
