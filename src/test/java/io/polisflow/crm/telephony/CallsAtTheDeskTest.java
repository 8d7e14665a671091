package io.polisflow.crm.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.telephony.CallInbox.Step;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.State;
import io.polisflow.fixtures.FakeTelephony;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who calls an employee, and who hears what was said; each subclass runs it on one database. */
abstract class CallsAtTheDeskTest extends TelephonyTest {

    @Autowired
    private CallRecordings recordings;

    @Autowired
    private RecordingListenings listenings;

    @Autowired
    private IncomingCalls incoming;

    private long recording() {
        String recording = "rec-" + UUID.randomUUID();
        recordings.announced(recording, entry);
        assertThat(recordings.fetch(recording)).isEqualTo(CallRecordings.Answer.KEPT);
        return jdbc.queryForObject("select id from call_recording where recording_id = ?", Long.class, recording);
    }

    @Test
    void eachListeningIsNotedOnceHoweverManyPartsThePlayerAsksFor() throws Exception {
        answeredCall(order().commandId()).forEach(Runnable::run);
        long recording = recording();

        atOnce(() -> {
            assertThat(listenings
                            .listen(deal, recording, "manager")
                            .orElseThrow()
                            .content())
                    .isEqualTo(FakeTelephony.SOUND);
            return null;
        });
        clock.move(RecordingListenings.PAUSE.minusSeconds(1));
        listenings.listen(deal, recording, "manager");
        assertThat(listenings.of(recording)).singleElement().satisfies(listening -> {
            assertThat(listening.listener()).isEqualTo("manager");
            assertThat(listening.startedAt()).isEqualTo(start);
            assertThat(listening.lastHeardAt()).isEqualTo(clock.instant());
        });

        listenings.listen(deal, recording, "head");
        clock.move(RecordingListenings.PAUSE);
        listenings.listen(deal, recording, "manager");
        assertThat(listenings.of(recording))
                .extracting(RecordingListening::listener)
                .containsExactly("manager", "head", "manager");
        assertThat(history())
                .filteredOn(line -> line.startsWith("Прослушана запись разговора от "))
                .hasSize(3);
    }

    @Test
    void aRecordingIsHeardOnlyByWayOfItsOwnDeal() {
        answeredCall(order().commandId()).forEach(Runnable::run);
        long recording = recording();

        assertThat(listenings.listen(open(client), recording, "manager")).isEmpty();
        assertThat(listenings.listen(null, recording, "manager")).isEmpty();
        assertThat(listenings.listen(deal, recording + 1, "manager")).isEmpty();
        assertThat(listenings.of(recording)).isEmpty();
    }

    private Step rings(int seq, State state, String from) {
        return new Step(entry, null, "leg", seq, state, clock.instant(), Direction.INCOMING, "101", from);
    }

    private List<IncomingCalls.Incoming> atTheDeskOf(String user) {
        return incoming.of(user).stream()
                .filter(call -> call.entryId().equals(entry))
                .toList();
    }

    @Test
    void whoCallsIsSeenAtTheDeskWhereItRingsUntilTheyHaveTalked() {
        String second = open(client);
        inbox.step(rings(1, State.RINGING, number));

        assertThat(atTheDeskOf("manager2")).isEmpty();
        assertThat(atTheDeskOf("manager")).singleElement().satisfies(call -> {
            assertThat(call.state()).isEqualTo(State.RINGING);
            assertThat(call.number()).isEqualTo(number);
            assertThat(call.callers()).singleElement().satisfies(caller -> {
                assertThat(caller.contact().id()).isEqualTo(contact.id());
                assertThat(caller.client().id()).isEqualTo(client.id());
                assertThat(caller.openDeals()).extracting(open -> open.number()).containsExactly(second, deal);
            });
        });
        inbox.step(rings(2, State.TALKING, number));
        assertThat(atTheDeskOf("manager")).extracting("state").containsExactly(State.TALKING);
        inbox.step(rings(3, State.OVER, number));
        assertThat(atTheDeskOf("manager")).isEmpty();
    }

    private Step at(String extension, int seq, State state, int second) {
        Instant when = start.plusSeconds(second);
        return new Step(entry, null, "leg-" + extension, seq, state, when, Direction.INCOMING, extension, number);
    }

    @Test
    void aCallThatRingsAtSeveralDesksIsSeenAtEachAndLedByWhoTakesIt() {
        inbox.step(new Step(entry, null, "menu", 1, State.RINGING, start, Direction.INCOMING, null, number));
        inbox.step(at("101", 1, State.RINGING, 1));
        inbox.step(at("102", 1, State.RINGING, 2));
        assertThat(atTheDeskOf("manager")).extracting("state").containsExactly(State.RINGING);
        assertThat(atTheDeskOf("manager2")).extracting("state").containsExactly(State.RINGING);

        inbox.step(at("102", 2, State.TALKING, 5));
        inbox.step(at("101", 2, State.OVER, 5));
        assertThat(atTheDeskOf("manager")).isEmpty();
        assertThat(atTheDeskOf("manager2")).extracting("state").containsExactly(State.TALKING);
        assertThat(call().employee()).isEqualTo("manager2");

        inbox.step(at("102", 3, State.OVER, 60));
        assertThat(atTheDeskOf("manager2")).isEmpty();
        assertThat(call().employee()).isEqualTo("manager2");
    }

    @Test
    void aCallThatIsPassedOnIsSeenWhereItRingsNext() {
        inbox.step(at("101", 1, State.RINGING, 1));
        inbox.step(at("101", 2, State.OVER, 20));
        assertThat(atTheDeskOf("manager")).isEmpty();

        inbox.step(at("102", 1, State.RINGING, 21));
        assertThat(atTheDeskOf("manager")).isEmpty();
        assertThat(atTheDeskOf("manager2")).extracting("state").containsExactly(State.RINGING);
        assertThat(call().employee()).isEqualTo("manager2");
        inbox.step(at("199", 1, State.TALKING, 30));
        assertThat(call().employee()).as("a telephone that is nobody's").isNull();
    }

    @Test
    void everybodyWhoseNumberItIsAndNobodyForAStrangersIsNamed() {
        Client other = client();
        contact(other, number);
        inbox.step(rings(1, State.RINGING, number));
        assertThat(atTheDeskOf("manager").get(0).callers())
                .extracting(caller -> caller.client().id())
                .containsExactlyInAnyOrder(client.id(), other.id());

        entry = "entry-" + UUID.randomUUID();
        String stranger = freshNumber();
        inbox.step(rings(1, State.RINGING, stranger));
        assertThat(atTheDeskOf("manager")).singleElement().satisfies(call -> {
            assertThat(call.number()).isEqualTo(stranger);
            assertThat(call.callers()).isEmpty();
        });
    }

    @Test
    void aCallWhoseEndWasNeverToldIsNotShownForEver() {
        inbox.step(rings(1, State.TALKING, number));
        clock.move(IncomingCalls.LONGEST.plusSeconds(1));
        assertThat(atTheDeskOf("manager")).isEmpty();
    }
}
