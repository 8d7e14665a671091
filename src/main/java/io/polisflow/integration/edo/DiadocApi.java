package io.polisflow.integration.edo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.HttpWire;
import io.polisflow.integration.wire.WireAnswer;
import io.polisflow.integration.wire.WireCall;
import java.util.Map;
import org.springframework.http.MediaType;

/** Speaks with Diadoc as our robot, whose token is renewed once when the operator no longer knows it. */
class DiadocApi {

    static final String SYSTEM = "edo";

    private static final int UNAUTHORIZED = 401;

    private final HttpWire wire;
    private final DiadocToken token;
    private final ObjectMapper json;

    DiadocApi(HttpWire wire, DiadocToken token, ObjectMapper json) {
        this.wire = wire;
        this.token = token;
        this.json = json;
    }

    /**
     * @param method as Diadoc names it, e.g. {@code V5/GetMessage}
     * @throws UnavailableException when nothing or nothing whole came back
     */
    WireAnswer get(String method, Map<String, String> parameters) {
        return send(with(parameters, WireCall.get(name(method), "/" + method)));
    }

    /** A look that finds nothing most of the time, so that it is not kept. */
    WireAnswer look(String method, Map<String, String> parameters) {
        return send(with(parameters, WireCall.get(name(method), "/" + method)).unrecorded());
    }

    /**
     * Posts what the operator does once for each operation id.
     *
     * @throws UnavailableException when nothing or nothing whole came back
     */
    WireAnswer post(String method, Map<String, String> parameters, Object body) {
        return send(with(parameters, WireCall.post(name(method), "/" + method))
                .json(body, json)
                .repeatable());
    }

    /** @throws UnavailableException when nothing or nothing whole came back */
    WireAnswer upload(String method, Map<String, String> parameters, byte[] bytes) {
        return send(with(parameters, WireCall.post(name(method), "/" + method))
                .body(bytes, MediaType.APPLICATION_OCTET_STREAM)
                .repeatable());
    }

    private WireAnswer send(WireCall call) {
        String used = token.current();
        WireAnswer answer = wire.send(call.bearer(used));
        return answer.status() == UNAUTHORIZED && token.renew(used) ? wire.send(call.bearer(token.current())) : answer;
    }

    private static WireCall with(Map<String, String> parameters, WireCall call) {
        parameters.forEach(call::query);
        return call;
    }

    private static String name(String method) {
        return method.substring(method.indexOf('/') + 1);
    }
}
