package io.polisflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.sandbox.demo.StaffAtWork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.web.client.RestClientException;

/**
 * Deals from the web form to the issued policy on two nodes that are killed again and again, on a PostgreSQL that is restarted
 * twice and whose connections are cut; in the end all books are compared.
 *
 * <p>System properties: {@code crash.deals} (1000), {@code crash.open} (80) deals under way at once, {@code crash.pause} (8)
 * seconds of peace at most between a node's return and the next stroke, {@code crash.seed}.
 */
class DealsCrash {

    private static final int DEALS = Integer.getInteger("crash.deals", 1000);
    private static final int OPEN = Integer.getInteger("crash.open", 80);
    private static final int PAUSE_SECONDS = Integer.getInteger("crash.pause", 8);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int STAFF = 4;
    /** So long the jobs that a killed node had taken stay locked: less than the engine's five minutes, or the test would last. */
    private static final Duration LOCK = Duration.ofSeconds(60);
    /** When nothing at all happens for so long, something is stuck. */
    private static final Duration STUCK = Duration.ofMinutes(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    /** What the database has to go through, by the part of the deals that are won. */
    private static final List<Double> RESTARTS = List.of(0.3, 0.6);
    /** Then peace returns, so that the last deals can be seen through. */
    private static final double ENOUGH = 0.9;

    private int won;
    private long changed = System.nanoTime();

    @Test
    void everyAcceptedRequestBecomesOneDealWithOneOfEachEffect() throws Exception {
        System.out.printf("crash test: %d deals, seed %d (-Dcrash.seed=%d)%n", DEALS, SEED, SEED);
        long began = System.nanoTime();
        try (Cluster cluster = Cluster.start(2, "--camunda.bpm.job-execution.lock-time-in-millis=" + LOCK.toMillis());
                StaffAtWork staff =
                        StaffAtWork.at(cluster.address(), cluster.outside().address(), STAFF);
                WebFormClients clients = new WebFormClients(cluster.address(), OPEN);
                Calamities calamities = new Calamities(cluster, SEED, PAUSE_SECONDS * 1000)) {
            Progress progress = new Progress(cluster.database().jdbc());
            clients.send(DEALS);
            calamities.begin();
            long working = System.nanoTime();
            work(staff, clients, calamities, progress);
            long worked = System.nanoTime();
            calamities.end();
            untilAllIsDone(staff, clients, progress);
            System.out.println(calamities.summary());

            Books books = new Books(cluster, clients, staff.completed());
            Account account = books.compare();
            String text = "%d deals, seed %d: %s. %d s under fire, %d s in all.%n%n%s"
                    .formatted(
                            DEALS,
                            SEED,
                            calamities.summary(),
                            Duration.ofNanos(worked - working).toSeconds(),
                            Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                            account.table());
            System.out.println(text);
            Files.writeString(Files.createDirectories(Path.of("target/crash")).resolve("account.md"), text);
            assertThat(calamities.kills()).isPositive();
            assertThat(calamities.restarts()).isEqualTo(RESTARTS.size());
            assertThat(account.differences()).isEmpty();
        }
    }

    private void work(StaffAtWork staff, WebFormClients clients, Calamities calamities, Progress progress)
            throws InterruptedException {
        int restarts = 0;
        while (won < DEALS * ENOUGH || calamities.restarts() < RESTARTS.size()) {
            turn(staff, clients, progress);
            if (restarts < RESTARTS.size() && won >= RESTARTS.get(restarts) * DEALS) {
                restarts++;
                calamities.breakDatabase();
            }
        }
    }

    private void untilAllIsDone(StaffAtWork staff, WebFormClients clients, Progress progress)
            throws InterruptedException {
        while (won < DEALS || !progress.isQuiet()) {
            turn(staff, clients, progress);
        }
    }

    private void turn(StaffAtWork staff, WebFormClients clients, Progress progress) throws InterruptedException {
        boolean moved = false;
        try {
            moved = staff.turn();
            staff.tryAgain();
        } catch (RestClientException e) {
            // No node answers: the next turn comes.
        }
        try {
            int now = progress.won();
            if (now > won) {
                clients.ended(now - won);
                won = now;
                System.out.printf("%d of %d deals won%n", won, DEALS);
            }
            if (progress.hasMoved()) {
                changed = System.nanoTime();
            }
        } catch (DataAccessException e) {
            // The database is away for a moment.
        }
        assertThat(Duration.ofNanos(System.nanoTime() - changed))
                .as("time without any progress, %d deals won", won)
                .isLessThan(STUCK);
        if (!moved) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }
}
