package io.polisflow.crm.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.telephony.CallInbox.Step;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.State;
import io.polisflow.fixtures.FakeTelephony;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A deal whose contact can be called, and what the exchange tells of such a call. */
abstract class TelephonyTest extends DatabaseTest {

    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime() % 1_000_000);

    @Autowired
    protected Calls calls;

    @Autowired
    protected CallInbox inbox;

    @Autowired
    protected FakeTelephony telephony;

    @Autowired
    protected Journal journal;

    protected Client client;
    protected Contact contact;
    protected String deal;
    protected String number;
    protected String entry;
    protected Instant start;

    @BeforeEach
    void aDealWithAContact() {
        telephony.reset();
        client = client();
        number = freshNumber();
        contact = contact(client, number);
        deal = open(client);
        entry = "entry-" + UUID.randomUUID();
        start = clock.instant();
    }

    protected static String freshNumber() {
        return "+7495" + "%07d".formatted(NUMBERS.incrementAndGet() % 10_000_000);
    }

    protected Contact contact(Client of, String phone) {
        return transaction.execute(status ->
                clients.findOrCreateContact(of, "Пётр Петров", UUID.randomUUID() + "@romashka.example", phone));
    }

    protected String open(Client of) {
        return transaction.execute(status ->
                deals.open(clients.get(of.id()), null, Stage.NEEDS_ANALYSIS).number());
    }

    protected List<String> history() {
        return journal.of(deal).stream().map(entry -> entry.text()).toList();
    }

    protected CallRecord call() {
        return transaction.execute(status -> {
            List<CallRecord> found = calls.ofDeal(deals.get(deal));
            assertThat(found).hasSize(1);
            return found.get(0);
        });
    }

    protected OrderedCall order() {
        return calls.order(deal, contact.id(), "manager", null);
    }

    protected Step step(String command, String leg, int seq, State state, long second) {
        String other = leg.equals("own") ? null : number;
        return new Step(entry, command, leg, seq, state, start.plusSeconds(second), Direction.OUTGOING, "101", other);
    }

    protected Summary summary(boolean answered) {
        return new Summary(
                entry,
                Direction.OUTGOING,
                "101",
                number,
                start.plusSeconds(1),
                answered ? start.plusSeconds(10) : null,
                start.plusSeconds(75));
    }

    protected List<Runnable> answeredCall(String command) {
        return List.of(
                () -> inbox.step(step(command, "own", 1, State.RINGING, 1)),
                () -> inbox.step(step(command, "own", 2, State.RINGING, 4)),
                () -> inbox.step(step(command, "theirs", 1, State.RINGING, 5)),
                () -> inbox.step(step(command, "theirs", 2, State.TALKING, 10)),
                () -> inbox.step(step(command, "theirs", 3, State.OVER, 75)),
                () -> inbox.step(step(command, "own", 3, State.OVER, 75)),
                () -> inbox.summary(summary(true)));
    }
}
