package io.polisflow.integration.telephony;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.telephony.Telephony;
import io.polisflow.integration.wire.HttpWire;
import io.polisflow.integration.wire.WireAnswer;
import io.polisflow.integration.wire.WireCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.http.HttpHeaders;

/** The calls of the Asterisk REST Interface that a click to call and a recording need. */
class AriApi {

    private static final String RING_SECONDS = "45";

    private final HttpWire wire;
    private final TelephonyProperties properties;

    AriApi(HttpWire wire, TelephonyProperties properties) {
        this.wire = wire;
        this.properties = properties;
    }

    /** HTTP Basic of the ARI user. */
    static String authorization(TelephonyProperties properties) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (properties.login() + ":" + properties.password()).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Calls a telephone into our application.
     *
     * @param channelId ours, so that a repeat is known as one: it answers 409
     * @param args what the application is told when the telephone is lifted
     * @throws UnavailableException when nothing whole came back
     */
    WireAnswer originate(String channelId, String endpoint, String callerId, String args) {
        return send(WireCall.post("originate", "/ari/channels/{id}", channelId)
                .query("endpoint", endpoint)
                .query("app", properties.app())
                .query("appArgs", args)
                .query("callerId", callerId)
                .query("timeout", RING_SECONDS)
                .repeatable());
    }

    WireAnswer bridge(String bridgeId) {
        return send(WireCall.post("bridge", "/ari/bridges/{id}", bridgeId)
                .query("type", "mixing")
                .repeatable());
    }

    WireAnswer join(String bridgeId, String channelIds) {
        return send(WireCall.post("addChannel", "/ari/bridges/{id}/addChannel", bridgeId)
                .query("channel", channelIds)
                .repeatable());
    }

    /** Records the bridge, so that both sides are heard. */
    WireAnswer record(String bridgeId, String name) {
        return send(WireCall.post("record", "/ari/bridges/{id}/record", bridgeId)
                .query("name", name)
                .query("format", "wav")
                .query("ifExists", "fail"));
    }

    WireAnswer hangUp(String channelId) {
        return send(
                WireCall.of("DELETE", "hangup", "/ari/channels/{id}", channelId).repeatable());
    }

    WireAnswer destroyBridge(String bridgeId) {
        return send(WireCall.of("DELETE", "destroyBridge", "/ari/bridges/{id}", bridgeId)
                .repeatable());
    }

    WireAnswer channels() {
        return send(WireCall.get("channels", "/ari/channels").unrecorded());
    }

    WireAnswer storedRecordings() {
        return send(WireCall.get("recordings", "/ari/recordings/stored").unrecorded());
    }

    WireAnswer recording(String name) {
        return send(WireCall.get("recording", "/ari/recordings/stored/{name}/file", name)
                .cutAt(Telephony.LARGEST_RECORDING + 1));
    }

    WireAnswer info() {
        return send(WireCall.get("info", "/ari/asterisk/info").unrecorded());
    }

    private WireAnswer send(WireCall call) {
        return wire.send(call.header(HttpHeaders.AUTHORIZATION, authorization(properties)));
    }
}
