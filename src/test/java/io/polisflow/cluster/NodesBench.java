package io.polisflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Settings;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.sandbox.demo.StaffAtWork;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * CPU time of whole lives, from the web form to the policy in force, on two nodes behind a load balancer, nodes and database
 * together, beside one node: what it costs that they share.
 */
class NodesBench {

    /** Twice as many as elsewhere: what a node does while it waits is shared by them. */
    private static final int LIVES = 2 * Integer.getInteger("bench.lives", 16);

    private static final int STAFF = 4;
    private static final long PAUSE = 100_000_000L;
    private static final long PATIENCE = 600_000_000_000L;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    /** Some nodes with their database, their outside systems and those who work with them. */
    private final class House implements AutoCloseable {

        private final Cluster cluster;
        private final StaffAtWork staff;
        private final Progress progress;
        private int asked;

        private House(int nodes) {
            cluster = Cluster.start(nodes);
            staff = StaffAtWork.at(cluster.address(), cluster.outside().address(), STAFF);
            progress = new Progress(cluster.database().jdbc());
        }

        private void lives() throws Exception {
            int end = asked + LIVES;
            for (; asked < end; asked++) {
                HttpRequest form = HttpRequest.newBuilder(cluster.address().resolve("/hooks/webform"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                json.writeValueAsString(StaffAtWork.form(asked, "bench-" + asked))))
                        .build();
                assertThat(http.send(form, BodyHandlers.discarding()).statusCode())
                        .isEqualTo(202);
            }
            long last = System.nanoTime() + PATIENCE;
            while (progress.won() < end || !progress.isQuiet()) {
                assertThat(System.nanoTime()).as("all are won in time").isLessThan(last);
                if (!staff.turn()) {
                    LockSupport.parkNanos(PAUSE);
                }
            }
        }

        private Contestant turn(String name) {
            return Contestant.whole(name, LIVES, this::lives).metered(cluster.cpu());
        }

        private DataSource database() {
            return Objects.requireNonNull(cluster.database().jdbc().getDataSource());
        }

        @Override
        public void close() {
            staff.close();
            cluster.close();
        }
    }

    @Test
    void cpuOfWholeLivesOnTwoNodesBesideOne() throws Exception {
        try (House two = new House(2);
                House one = new House(1)) {
            Contestant both = two.turn("two nodes");
            Contestant single = one.turn("one node");
            // Each of two nodes sees half of the lives: it takes twice as many until it has compiled what it runs.
            Turns.take(CpuMeter.ofThisJvm(), 6, 5, both, single);
            Report.settings(getClass(), Settings.of(two.database()));
            Report.add(Row.of(getClass(), "CPU of a whole life over HTTP", Unit.CPU_MILLIS, both, single)
                    .atMost(1.15)
                    .note(
                            "nodes and database together, with what a node does that has nothing to do for the moment; those who"
                                    + " send and the outside systems are processes apart."));
            Report.add(Row.of(getClass(), "whole lives over HTTP", Unit.PER_SECOND, both, single));
        }
    }
}
