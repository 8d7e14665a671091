package io.polisflow.integration.telephony;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.telephony.Telephony;
import io.polisflow.integration.wire.HttpWire;
import io.polisflow.integration.wire.WireAnswer;
import io.polisflow.integration.wire.WireCall;
import java.util.LinkedHashMap;
import java.util.Map;

/** Speaks HTTP with Mango Office: signed forms there, answers of a sane size back, redirects left to the caller. */
class MangoApi {

    static final int LARGEST_ANSWER = 1024 * 1024;

    private final HttpWire wire;
    private final MangoSign sign;
    private final RecordingHosts hosts;

    MangoApi(HttpWire wire, TelephonyProperties properties) {
        this.wire = wire;
        this.sign = new MangoSign(properties.apiKey(), properties.salt());
        this.hosts = new RecordingHosts(properties);
    }

    /**
     * @param service e.g. {@code commands/callback}
     * @throws UnavailableException when nothing whole came back
     */
    WireAnswer post(String service, String json) {
        return wire.send(call(service, json));
    }

    /** @throws UnavailableException when nothing whole came back */
    WireAnswer probe() {
        return wire.send(call("config/users/request", "{}").unrecorded());
    }

    private WireCall call(String service, String json) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("vpbx_api_key", sign.key());
        form.put("sign", sign.of(json));
        form.put("json", json);
        return WireCall.post(service, "/vpbx/" + service).form(form);
    }

    /**
     * Fetches a recording; of one that is too large one byte more than allowed, so that it shows.
     *
     * @param location where an answer of the exchange, or of a server it sent us to, says that it is
     * @throws UnavailableException when nothing whole came back, or we do not go there
     */
    WireAnswer recording(String location) {
        return wire.send(WireCall.getFrom("recording", hosts.trusted(location)).cutAt(Telephony.LARGEST_RECORDING + 1));
    }
}
