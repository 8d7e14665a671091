package io.polisflow.integration.underwriting;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.HttpWire;
import io.polisflow.integration.wire.WireAnswer;
import io.polisflow.integration.wire.WireCall;
import org.springframework.http.HttpHeaders;

/** The calls of the published contract; every write has its idempotency key. */
class UnderwritingApi {

    static final String SYSTEM = "underwriting";
    static final int LARGEST_ANSWER = 1024 * 1024;

    private static final String JSON = "application/json, application/problem+json";

    private final HttpWire wire;
    private final String token;
    private final ObjectMapper json;

    UnderwritingApi(HttpWire wire, String token, ObjectMapper json) {
        this.wire = wire;
        this.token = token;
        this.json = json.copy().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    /**
     * Sent once: after an outcome that nobody knows the quote is looked up before it is asked for again.
     *
     * @throws UnavailableException when nothing whole came back
     */
    WireAnswer quote(QuoteMessages.Request request, String idempotencyKey) {
        return send(WireCall.post("createQuote", "/quotes")
                .header("Idempotency-Key", idempotencyKey)
                .json(request, json));
    }

    /** @throws UnavailableException when nothing whole came back */
    WireAnswer find(String idempotencyKey) {
        return send(WireCall.get("findQuotes", "/quotes").query("idempotencyKey", idempotencyKey));
    }

    /** @throws UnavailableException when nothing whole came back */
    WireAnswer health() {
        return send(WireCall.get("health", "/health").unrecorded());
    }

    private WireAnswer send(WireCall call) {
        return wire.send(call.bearer(token).header(HttpHeaders.ACCEPT, JSON));
    }
}
