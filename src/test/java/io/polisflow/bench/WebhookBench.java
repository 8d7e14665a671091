package io.polisflow.bench;

import io.polisflow.bench.bare.BareEndpoint;
import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.fixtures.Postgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Signed webhooks accepted, and worked on, per second, from one sender and from four at once, beside an application whose only endpoint
 * inserts one row.
 */
class WebhookBench extends Webhooks {

    private static final int[] SENDERS = {1, 4};

    @Autowired
    private DataSource database;

    @Test
    void signedWebhooksPerSecondBesideAnEndpointThatInsertsOneRow() throws Exception {
        Report.settings(getClass(), engine);
        try (BareEndpoint bare = BareEndpoint.start(Postgres.newDatabase())) {
            for (int senders : SENDERS) {
                Contestant product = toUs("Polisflow", senders);
                Contestant toTheEnd = toUsToTheEnd("Polisflow", senders);
                Contestant empty = to("an endpoint that inserts one row", senders, bare.address());
                Turns.take(CpuMeter.of(database), 2, 5, product, empty, toTheEnd);
                Report.add(Row.of(
                                getClass(),
                                "signed webhooks accepted, senders at once: " + senders,
                                Unit.PER_SECOND,
                                product,
                                empty)
                        .atLeast(0.50)
                        .note(
                                "over HTTP, until the last is answered: its signature is checked, it is read, and its row is committed. One"
                                        + " thread of the node works on what was accepted meanwhile, for half of its time while more come, on the same cores and in the"
                                        + " figure; what is left then is waited for between the rounds, in neither time nor CPU, and is in the next row. The yardstick is a"
                                        + " Spring MVC application of its own in the same virtual machine, on the same PostgreSQL, with as large a pool"
                                        + " and no filters. The CPU is that of the sender too."));
                Report.add(Row.of(
                                getClass(),
                                "signed webhooks accepted and worked on, senders at once: " + senders,
                                Unit.PER_SECOND,
                                toTheEnd,
                                empty)
                        .note("as above, until the last has had all its effects: call, history, audit."));
            }
        }
    }
}
