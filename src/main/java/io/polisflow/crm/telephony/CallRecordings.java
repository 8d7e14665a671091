package io.polisflow.crm.telephony;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.personal.Permits;
import io.polisflow.crm.telephony.CallRecording.State;
import io.polisflow.crm.telephony.Telephony.Recording;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the recordings of calls: each is announced, fetched and attached once, also before its call is known. */
@Service
@Transactional
public class CallRecordings {

    private final Recordings recordings;
    private final RecordedCalls calls;
    private final Telephony telephony;
    private final RecordingProcess process;
    private final Files files;
    private final Permits permits;
    private final Journal journal;
    private final InsertOnce insertOnce;
    private final Clock clock;
    private final DateTimeFormatter fileTime;

    CallRecordings(
            Recordings recordings,
            RecordedCalls calls,
            Telephony telephony,
            RecordingProcess process,
            Files files,
            Permits permits,
            Journal journal,
            InsertOnce insertOnce,
            Clock clock) {
        this.recordings = recordings;
        this.calls = calls;
        this.telephony = telephony;
        this.process = process;
        this.files = files;
        this.permits = permits;
        this.journal = journal;
        this.insertOnce = insertOnce;
        this.clock = clock;
        this.fileTime = DateTimeFormatter.ofPattern("yyyy-MM-dd HH-mm").withZone(clock.getZone());
    }

    /** What came of asking for a recording. */
    public enum Answer {
        KEPT,
        NOT_READY,
        UNUSABLE
    }

    /**
     * The exchange has a recording of a call; it is fetched later.
     *
     * @return false when that was known already
     */
    public boolean announced(String recordingId, String entryId) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", insertOnce.nextId());
        row.put("recording_id", recordingId);
        row.put("entry_id", entryId);
        row.put("state", State.AWAITED.name());
        row.put("ready_at", Timestamp.from(clock.instant()));
        row.put("lock_version", 0);
        if (!insertOnce.insert("call_recording", row, List.of("recording_id"))) {
            return false;
        }
        process.ready(recordingId, dealOf(entryId));
        return true;
    }

    /**
     * Asks the exchange for the recording and keeps it, once however often it is asked for.
     *
     * @throws io.polisflow.crm.UnavailableException when the exchange gave no usable answer; nothing changes
     */
    public Answer fetch(String recordingId) {
        CallRecording recording = get(recordingId);
        if (recording.state() == State.KEPT) {
            return Answer.KEPT;
        }
        Optional<String> refusal =
                calls.findByEntryId(recording.entryId()).flatMap(call -> permits.refusalOfRecording(call.contact()));
        if (refusal.isPresent()) {
            recording.unusable("Запись не сохранена. " + refusal.get());
            return Answer.UNUSABLE;
        }
        Optional<Recording> answer = telephony.recording(recordingId);
        if (answer.isEmpty()) {
            return Answer.NOT_READY;
        }
        byte[] content = answer.get().content();
        Optional<AudioType> type = AudioType.of(content);
        if (content.length > Telephony.LARGEST_RECORDING || type.isEmpty()) {
            recording.unusable(
                    type.isEmpty()
                            ? "АТС отдала файл, который не похож на запись разговора"
                            : "Запись больше " + Telephony.LARGEST_RECORDING / 1024 / 1024 + " МБ");
            return Answer.UNUSABLE;
        }
        recording.keep(
                files.keepReceived(fileName(recording, type.get()), type.get().mediaType(), content));
        return Answer.KEPT;
    }

    private String fileName(CallRecording recording, AudioType type) {
        String when = calls.findByEntryId(recording.entryId())
                .map(call -> " " + fileTime.format(call.startedAt()))
                .orElse("");
        return "Запись разговора" + when + "." + type.suffix();
    }

    /**
     * Tells the history of the call's deal that there is a recording.
     *
     * @return the deal's number, or null when the call belongs to none (yet)
     */
    public String attach(String recordingId) {
        String deal = dealOf(get(recordingId).entryId());
        if (deal != null) {
            journal.record(deal, "Запись разговора приложена");
        }
        return deal;
    }

    /** Notes that nobody will ask for the recording any more. */
    public void giveUp(String recordingId) {
        CallRecording recording = get(recordingId);
        recording.giveUp("АТС так и не отдала запись");
        String deal = dealOf(recording.entryId());
        if (deal != null) {
            journal.record(deal, "Записи разговора не будет: " + recording.reason());
        }
    }

    private String dealOf(String entryId) {
        return calls.findByEntryId(entryId)
                .filter(call -> call.deal() != null)
                .map(call -> call.deal().number())
                .orElse(null);
    }

    private CallRecording get(String recordingId) {
        return recordings.findByRecordingId(recordingId).orElseThrow();
    }

    /** @return in the order in which they were announced */
    @Transactional(readOnly = true)
    public List<CallRecording> of(CallRecord call) {
        return recordings.findByEntryIdOrderById(call.entryId());
    }

    interface Recordings extends Repository<CallRecording, Long> {
        @Query("select c from CallRecording c where c.recordingId = :recordingId")
        Optional<CallRecording> findByRecordingId(String recordingId);

        @EntityGraph(attributePaths = "file")
        List<CallRecording> findByEntryIdOrderById(String entryId);
    }

    interface RecordedCalls extends Repository<CallRecord, Long> {
        @Query("select c from CallRecord c where c.entryId = :entryId")
        Optional<CallRecord> findByEntryId(String entryId);
    }
}
