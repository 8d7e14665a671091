package io.polisflow.integration.telephony;

import static io.polisflow.integration.telephony.TelephonyProperties.SYSTEM;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.telephony.Telephony;
import io.polisflow.integration.wire.WireAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls and fetches recordings through Mango Office VPBX. */
class MangoTelephony implements Telephony {

    private static final int BUSINESS_ERROR = 420;
    private static final int MOST_REDIRECTS = 3;

    private final MangoApi api;
    private final ObjectMapper json;

    MangoTelephony(MangoApi api, ObjectMapper json) {
        this.api = api;
        this.json = json;
    }

    @Override
    public void call(CallOrder order) {
        WireAnswer answer = api.post(
                "commands/callback",
                write(Map.of(
                        "command_id", order.commandId(),
                        "from", Map.of("extension", order.extension()),
                        "to_number", TelephoneNumbers.outgoing(order.toNumber()))));
        switch (answer.status()) {
            case 200 -> judge(read(answer).path("result"));
            case BUSINESS_ERROR -> judge(read(answer).path("code"));
            default -> throw unusable("HTTP " + answer.status());
        }
    }

    private static void judge(JsonNode code) {
        if (!code.isIntegralNumber()) {
            throw unusable("an answer without a code");
        }
        if (code.asInt() == MangoCodes.ACCEPTED) {
            return;
        }
        if (MangoCodes.isFault(code.asInt())) {
            throw unusable("code " + code.asInt());
        }
        throw new RefusedException(null, MangoCodes.message(code.asInt()));
    }

    @Override
    public Optional<Recording> recording(String recordingId) {
        WireAnswer answer =
                api.post("queries/recording/post", write(Map.of("recording_id", recordingId, "action", "download")));
        if (answer.status() == 404
                || answer.status() == BUSINESS_ERROR
                        && MangoCodes.isNotReady(read(answer).path("code").asInt())) {
            return Optional.empty();
        }
        for (int hop = 0; hop < MOST_REDIRECTS && isRedirect(answer); hop++) {
            answer = api.recording(answer.header("Location").orElse(null));
        }
        if (answer.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(FetchedRecording.of(answer));
    }

    private static boolean isRedirect(WireAnswer answer) {
        return Set.of(301, 302, 303, 307, 308).contains(answer.status());
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a command that cannot be written as JSON", e);
        }
    }

    private static JsonNode read(WireAnswer answer) {
        JsonNode node = answer.tree();
        if (!node.isObject()) {
            throw unusable("broken JSON");
        }
        return node;
    }

    private static UnavailableException unusable(String fault) {
        return new UnavailableException(SYSTEM, fault, null);
    }
}
