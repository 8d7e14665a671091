package io.polisflow.process.callrecording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecord;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.fixtures.FakeTelephony;
import io.polisflow.process.ProcessTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A recording is fetched once it is ready and finds its call, whatever came first. */
class CallRecordingTest extends ProcessTest {

    @Autowired
    private CallInbox calls;

    @Autowired
    private Calls placed;

    @Autowired
    private CallRecordings recordings;

    @Autowired
    private Files files;

    @Autowired
    private FakeTelephony telephony;

    private String deal;
    private String number;
    private String entry;
    private String recording;

    @BeforeEach
    void aDealWithATelephone() {
        telephony.reset();
        number = "+7812" + "%07d".formatted(Math.abs(UUID.randomUUID().hashCode()) % 10_000_000);
        deal = dealOf(with(webForm(freshInn()), "phone", number));
        entry = "entry-" + UUID.randomUUID();
        recording = "rec-" + UUID.randomUUID();
        Contact contact = clients.contactsWithPhone(number).get(0);
        assertThat(contact.phone()).isEqualTo(number);
    }

    private void theCallIsOver() {
        calls.summary(new Summary(
                entry,
                Direction.INCOMING,
                "101",
                number,
                clock.instant(),
                clock.instant().plusSeconds(5),
                clock.instant().plusSeconds(65)));
    }

    private ProcessInstance instance() {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey(CallRecording.KEY)
                .variableValueEquals(CallRecording.RECORDING_ID.name(), recording)
                .singleResult();
    }

    private void runJob(String element) {
        Job job = management
                .createJobQuery()
                .processInstanceId(instance().getId())
                .activityId(element)
                .singleResult();
        assertThat(job).as(element).isNotNull();
        management.executeJob(job.getId());
    }

    private boolean isOver() {
        return instance() == null;
    }

    private StoredFile file() {
        return transaction.execute(status -> {
            List<CallRecord> found = placed.ofDeal(deal(deal));
            assertThat(found).hasSize(1);
            return recordings.of(found.get(0)).get(0).file();
        });
    }

    private long linesOfHistory(String words) {
        return history(deal).stream().filter(line -> line.contains(words)).count();
    }

    @Test
    void aMinuteAfterTheCallTheRecordingIsFetchedAndAttached() {
        theCallIsOver();
        assertThat(recordings.announced(recording, entry)).isTrue();
        assertThat(instance().getBusinessKey()).isEqualTo(deal);
        Job minute = management
                .createJobQuery()
                .processInstanceId(instance().getId())
                .singleResult();
        assertThat(minute.getDuedate()).isEqualTo(clock.instant().plusSeconds(60));
        runJob(CallRecording.EVENT_RECORDING_SETTLED);
        assertThat(telephony.asked()).isEmpty();
        runJob(CallRecording.TASK_FETCH_RECORDING);

        assertThat(isOver()).isTrue();
        StoredFile file = file();
        assertThat(file.mediaType()).isEqualTo("audio/wav");
        assertThat(file.name()).startsWith("Запись разговора 2026-11-24 10-00").endsWith(".wav");
        assertThat(files.content(file)).isEqualTo(FakeTelephony.SOUND);
        assertThat(linesOfHistory("Запись разговора приложена")).isOne();
        assertThat(ended(deal, CallRecording.END_RECORDING_ATTACHED)).isTrue();
    }

    @Test
    void aRecordingThatComesBeforeItsCallFindsIt() {
        recordings.announced(recording, entry);
        assertThat(instance().getBusinessKey()).isNull();
        runJob(CallRecording.EVENT_RECORDING_SETTLED);
        theCallIsOver();
        runJob(CallRecording.TASK_FETCH_RECORDING);

        assertThat(file()).isNotNull();
        assertThat(ended(deal, CallRecording.END_RECORDING_ATTACHED)).isTrue();
    }

    @Test
    void aRecordingWhoseCallIsToldAfterItWasFetchedIsThere() {
        recordings.announced(recording, entry);
        runJob(CallRecording.EVENT_RECORDING_SETTLED);
        runJob(CallRecording.TASK_FETCH_RECORDING);
        assertThat(isOver()).isTrue();
        theCallIsOver();

        assertThat(file().name()).isEqualTo("Запись разговора.wav");
    }

    @Test
    void theSameAnnouncementFiveTimesIsOneRecording() {
        theCallIsOver();
        recordings.announced(recording, entry);
        for (int i = 0; i < 4; i++) {
            assertThat(recordings.announced(recording, entry)).isFalse();
        }
        assertThat(instance()).isNotNull();
        runJob(CallRecording.EVENT_RECORDING_SETTLED);
        runJob(CallRecording.TASK_FETCH_RECORDING);
        assertThat(recordings.announced(recording, entry)).isFalse();

        assertThat(isOver()).isTrue();
        // A job that is repeated after all asks for nothing that is kept.
        assertThat(recordings.fetch(recording)).isEqualTo(CallRecordings.Answer.KEPT);
        assertThat(telephony.asked()).containsExactly(recording);
        assertThat(linesOfHistory("Запись разговора приложена")).isOne();
    }

    @Test
    void oneThatIsNotReadyIsAskedForAgainAndGivenUpAtLast() {
        telephony.records(null);
        theCallIsOver();
        recordings.announced(recording, entry);
        runJob(CallRecording.EVENT_RECORDING_SETTLED);
        for (int i = 1; i < 12; i++) {
            runJob(CallRecording.TASK_FETCH_RECORDING);
            Job wait = management
                    .createJobQuery()
                    .processInstanceId(instance().getId())
                    .singleResult();
            assertThat(wait.getDuedate()).isEqualTo(clock.instant().plusSeconds(300));
            runJob(CallRecording.EVENT_ASK_AGAIN);
        }
        runJob(CallRecording.TASK_FETCH_RECORDING);

        assertThat(telephony.asked()).hasSize(12);
        assertThat(ended(deal, CallRecording.END_RECORDING_MISSING)).isTrue();
        assertThat(linesOfHistory("Записи разговора не будет: АТС так и не отдала запись"))
                .isOne();
    }

    @Test
    void oneThatIsReadyAtTheSecondTimeIsKept() {
        telephony.records(null);
        theCallIsOver();
        recordings.announced(recording, entry);
        runJob(CallRecording.EVENT_RECORDING_SETTLED);
        runJob(CallRecording.TASK_FETCH_RECORDING);
        telephony.records(FakeTelephony.SOUND);
        runJob(CallRecording.EVENT_ASK_AGAIN);
        runJob(CallRecording.TASK_FETCH_RECORDING);

        assertThat(file()).isNotNull();
    }

    @Test
    void anExchangeThatIsDownIsAskedUntilItAnswers() {
        telephony.down(true);
        theCallIsOver();
        recordings.announced(recording, entry);
        runJob(CallRecording.EVENT_RECORDING_SETTLED);
        assertThatThrownBy(() -> runJob(CallRecording.TASK_FETCH_RECORDING))
                .hasMessageContaining("telephony: no answer");
        Job retry = management
                .createJobQuery()
                .processInstanceId(instance().getId())
                .singleResult();
        assertThat(retry.getRetries()).isGreaterThan(3);
        assertThat(retry.getDuedate()).isAfter(java.util.Date.from(clock.instant()));
        telephony.down(false);
        runJob(CallRecording.TASK_FETCH_RECORDING);

        assertThat(file()).isNotNull();
    }

    @Test
    void whatIsNoSoundIsNotKept() {
        telephony.records("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        theCallIsOver();
        recordings.announced(recording, entry);
        runJob(CallRecording.EVENT_RECORDING_SETTLED);
        runJob(CallRecording.TASK_FETCH_RECORDING);

        assertThat(isOver()).isTrue();
        assertThat(file()).isNull();
        assertThat(linesOfHistory("не похож на запись разговора")).isOne();
    }

    @Test
    void whatIsTooLargeIsNotKeptAndTheDealSaysWhy() {
        byte[] huge = new byte[io.polisflow.crm.telephony.Telephony.LARGEST_RECORDING + 1];
        System.arraycopy("OggS".getBytes(StandardCharsets.US_ASCII), 0, huge, 0, 4);
        telephony.records(huge);
        theCallIsOver();
        recordings.announced(recording, entry);
        runJob(CallRecording.EVENT_RECORDING_SETTLED);
        runJob(CallRecording.TASK_FETCH_RECORDING);

        assertThat(isOver()).isTrue();
        assertThat(file()).isNull();
        assertThat(linesOfHistory("Записи разговора не будет: Запись больше")).isOne();
    }
}
