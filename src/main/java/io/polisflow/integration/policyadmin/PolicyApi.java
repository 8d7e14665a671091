package io.polisflow.integration.policyadmin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.HttpWire;
import io.polisflow.integration.wire.WireAnswer;
import io.polisflow.integration.wire.WireCall;
import org.springframework.http.HttpHeaders;

/** The calls of the published contract; every write has its idempotency key. */
class PolicyApi {

    static final String SYSTEM = "policy";
    static final int LARGEST_ANSWER = 1024 * 1024;

    private static final String JSON = "application/json, application/problem+json";

    private final HttpWire wire;
    private final String token;
    private final ObjectMapper json;

    PolicyApi(HttpWire wire, String token, ObjectMapper json) {
        this.wire = wire;
        this.token = token;
        this.json = json.copy().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    /**
     * Sent once: after an outcome that nobody knows the order is looked up before it is sent again.
     *
     * @throws UnavailableException when nothing whole came back
     */
    WireAnswer issue(PolicyMessages.IssueOrder order, String idempotencyKey) {
        return send(WireCall.post("issuePolicy", "/policies")
                .header("Idempotency-Key", idempotencyKey)
                .json(order, json));
    }

    /** @throws UnavailableException when nothing whole came back */
    WireAnswer find(String idempotencyKey) {
        return send(WireCall.get("findPolicies", "/policies").query("idempotencyKey", idempotencyKey));
    }

    /** @throws UnavailableException when nothing whole came back */
    WireAnswer health() {
        return send(WireCall.get("health", "/health").unrecorded());
    }

    private WireAnswer send(WireCall call) {
        return wire.send(call.bearer(token).header(HttpHeaders.ACCEPT, JSON));
    }
}
