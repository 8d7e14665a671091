package io.polisflow.integration.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.WireAnswer;
import io.polisflow.integration.wire.WireCall;
import java.util.List;

/** Asks the methods of Kontur.Focus, each about up to a hundred taxpayers at a time. */
class KonturFocusApi {

    private final RegistryCalls calls;
    private final String apiKey;

    KonturFocusApi(RegistryCalls calls, String apiKey) {
        this.calls = calls;
        this.apiKey = apiKey;
    }

    /**
     * @param body parsed when the status is 200, else null
     */
    record Answer(int status, JsonNode body) {}

    /**
     * Asks one method of the API.
     *
     * @param method {@code req}, {@code egrDetails} or {@code analytics}
     * @param inns up to 100; none at all only tries the key
     * @param kept whether the exchange is worth keeping: a nightly round of all clients would bury the rest
     * @return the status, with the JSON array that came with it when it is 200
     * @throws UnavailableException when nothing or nothing readable came back
     */
    Answer get(String method, List<String> inns, boolean kept) {
        WireCall call = WireCall.get(method, "/api3/{method}", method)
                .secretQuery("key", apiKey)
                .query("inn", String.join(",", inns));
        WireAnswer answer = calls.send(kept ? call : call.unrecorded());
        if (answer.status() != 200) {
            return new Answer(answer.status(), null);
        }
        JsonNode tree = answer.tree();
        if (!tree.isArray()) {
            throw answer.fault("is no JSON array");
        }
        return new Answer(200, tree);
    }

    /** @return whether the registry takes our key: without a taxpayer a good one gets 400, which costs nothing, a bad one 403 */
    int probe() {
        return get("req", List.of(), false).status();
    }
}
