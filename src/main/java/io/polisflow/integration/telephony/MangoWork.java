package io.polisflow.integration.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallInbox.Step;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.integration.telephony.MangoEvents.CommandResult;
import io.polisflow.integration.telephony.MangoEvents.RecordingEvent;
import io.polisflow.integration.wire.HookWork;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Knows what each event of Mango Office asks of the CRM. */
@Component
class MangoWork implements HookWork {

    static final String CALL = "/hooks/telephony/events/call";
    static final String SUMMARY = "/hooks/telephony/events/summary";
    static final String RECORDING = "/hooks/telephony/events/recording";
    static final String COMMAND_RESULT = "/hooks/telephony/result/callback";

    private final CallInbox inbox;
    private final CallRecordings recordings;
    private final Calls calls;
    private final MangoEvents events;

    MangoWork(CallInbox inbox, CallRecordings recordings, Calls calls, ObjectMapper json) {
        this.inbox = inbox;
        this.recordings = recordings;
        this.calls = calls;
        this.events = new MangoEvents(json);
    }

    @Override
    public String system() {
        return TelephonyProperties.SYSTEM;
    }

    @Override
    public void work(String operation, String body) {
        read(operation, body).ifPresent(Runnable::run);
    }

    /**
     * @param operation the path that the event came to
     * @return what is to be done, empty when the event asks for nothing
     * @throws MangoEvents.Breach when it cannot be read
     */
    Optional<Runnable> read(String operation, String json) {
        JsonNode event = events.read(json);
        return switch (operation) {
            case CALL -> {
                Step step = events.step(event);
                yield Optional.of(() -> inbox.step(step));
            }
            case SUMMARY -> {
                Summary summary = events.summary(event);
                yield Optional.of(() -> inbox.summary(summary));
            }
            case RECORDING -> {
                RecordingEvent recording = events.recording(event);
                yield recording.ready()
                        ? Optional.of(() -> recordings.announced(recording.recordingId(), recording.entryId()))
                        : Optional.empty();
            }
            case COMMAND_RESULT -> {
                CommandResult result = events.commandResult(event);
                yield result.code() == MangoCodes.ACCEPTED
                        ? Optional.empty()
                        : Optional.of(() -> calls.refused(result.commandId(), MangoCodes.message(result.code())));
            }
            default -> Optional.empty();
        };
    }
}
