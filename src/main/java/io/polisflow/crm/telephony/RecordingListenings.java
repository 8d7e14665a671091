package io.polisflow.crm.telephony;

import io.polisflow.crm.access.AsksSight;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.journal.Journal;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Hands out a recording only by way of the deal that it belongs to, and notes each listening in the same transaction. */
@Service
@Transactional
public class RecordingListenings {

    /** A player asks for a recording in parts; those of one person within this time of each other are one listening. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    private final HeardRecordings recordings;
    private final Listenings listenings;
    private final CallRecordings.RecordedCalls calls;
    private final Files files;
    private final Journal journal;
    private final AuditTrail audit;
    private final Clock clock;
    private final DateTimeFormatter when;
    private final DealSight sight;

    RecordingListenings(
            HeardRecordings recordings,
            Listenings listenings,
            CallRecordings.RecordedCalls calls,
            Files files,
            Journal journal,
            AuditTrail audit,
            Clock clock,
            DealSight sight) {
        this.sight = sight;
        this.audit = audit;
        this.recordings = recordings;
        this.listenings = listenings;
        this.calls = calls;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** What is to be heard. */
    public record Sound(StoredFile file, byte[] content) {}

    /**
     * A person listens to a recording, or goes on listening.
     *
     * @param deal number of the deal on whose page it is, or null when the call belongs to none
     * @param listener id of the employee
     * @return empty when that deal has no such recording, it is not there yet, or not for whoever is signed on
     */
    @AsksSight("in what it finds")
    public Optional<Sound> listen(String deal, long recordingId, String listener) {
        return recordings
                .findForListening(recordingId)
                .filter(recording -> recording.file() != null)
                .flatMap(recording -> calls.findByEntryId(recording.entryId())
                        .filter(call -> Objects.equals(deal, numberOf(call.deal())))
                        .filter(call -> sight.maySeeWork(
                                deal,
                                call.contact() == null ? null : call.contact().clientId()))
                        .map(call -> {
                            note(recording, call, listener);
                            return new Sound(recording.file(), files.content(recording.file()));
                        }));
    }

    /** @return whether the file is a recording, which is heard only through {@link #listen} */
    @Transactional(readOnly = true)
    public boolean isRecording(StoredFile file) {
        return recordings.existsByFileId(file.id());
    }

    /** @return newest first */
    @Transactional(readOnly = true)
    public List<RecordingListening> of(long recordingId) {
        return listenings.findByRecordingIdOrderByIdDesc(recordingId);
    }

    private void note(CallRecording recording, CallRecord call, String listener) {
        Instant now = clock.instant();
        Optional<RecordingListening> last =
                listenings.findFirstByRecordingIdAndListenerOrderByIdDesc(recording.id(), listener);
        if (last.isPresent() && last.get().lastHeardAt().plus(PAUSE).isAfter(now)) {
            last.get().goesOn(now);
            return;
        }
        listenings.save(new RecordingListening(recording, listener, now));
        audit.eventBy(
                listener,
                AuditAction.PLAYED,
                AuditSubject.of("call_recording", recording.id()).inDeal(numberOf(call.deal())),
                Map.of());
        if (call.deal() != null) {
            journal.record(call.deal().number(), "Прослушана запись разговора от " + when.format(call.startedAt()));
        }
    }

    private static String numberOf(Deal deal) {
        return deal == null ? null : deal.number();
    }

    interface HeardRecordings extends Repository<CallRecording, Long> {

        /** Locked, or two parts asked for at once would both begin a listening. */
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select r from CallRecording r where r.id = :id")
        Optional<CallRecording> findForListening(long id);

        boolean existsByFileId(long fileId);
    }

    interface Listenings extends Repository<RecordingListening, Long> {
        RecordingListening save(RecordingListening listening);

        @Query("select r from RecordingListening r where r.recording.id = :recordingId and r.listener = :listener"
                + " order by r.id desc limit 1")
        Optional<RecordingListening> findFirstByRecordingIdAndListenerOrderByIdDesc(long recordingId, String listener);

        @Query("select r from RecordingListening r where r.recording.id = :recordingId order by r.id desc")
        List<RecordingListening> findByRecordingIdOrderByIdDesc(long recordingId);
    }
}
