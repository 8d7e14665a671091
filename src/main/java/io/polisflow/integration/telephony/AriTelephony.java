package io.polisflow.integration.telephony;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.telephony.Telephony;
import io.polisflow.integration.wire.WireAnswer;
import java.util.Optional;

/** Calls and fetches recordings through an Asterisk: first the employee's telephone rings, then the client's. */
class AriTelephony implements Telephony {

    private final AriApi api;

    AriTelephony(AriApi api) {
        this.api = api;
    }

    @Override
    public void call(CallOrder order) {
        WireAnswer answer = api.originate(
                AriNames.employee(order.commandId()),
                "PJSIP/" + order.extension(),
                order.toNumber(),
                order.extension() + "," + order.toNumber());
        switch (answer.status()) {
            // 409: the channel is there already, so an earlier attempt got through although its answer did not.
            case 200, 201, 409 -> {}
            case 400, 404 ->
                throw new RefusedException(
                        null, "АТС не знает номера " + order.extension() + ": проверьте внутренний номер сотрудника.");
            default -> throw answer.unexpected();
        }
    }

    @Override
    public Optional<Recording> recording(String recordingId) {
        WireAnswer answer = api.recording(recordingId);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(FetchedRecording.of(answer));
    }
}
