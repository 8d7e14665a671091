package io.polisflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.polisflow.crm.DatabaseTrouble;
import io.polisflow.security.Desk;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A bad day of PostgreSQL's disk: nothing fits on it any more. People are told so and to come back; what was accepted is
 * there once, and what was refused is accepted as soon as there is room.
 *
 * <p>The disk is one in memory, which only root may mount.
 */
class FullDiskCrash {

    private static final Path DISK = Path.of("target/cluster/disk").toAbsolutePath();

    /** Small files of write-ahead log, or they would fill it by themselves. */
    private static final Map<String, String> SETTINGS =
            Map.of("shared_buffers", "32MB", "min_wal_size", "32MB", "max_wal_size", "64MB", "wal_recycle", "off");

    private static final int REFUSED = 3;
    private static final int MOST = 2000;
    private static final Duration FULL = Duration.ofSeconds(20);

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** @return the file that takes all the room */
    private static Path fill() throws IOException {
        Path ballast = DISK.resolve("ballast");
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // There is no room left, which was the aim.
            return ballast;
        }
    }

    @Test
    void peopleAreToldOfAFullDiskAndNothingIsLost() throws Exception {
        Files.createDirectories(DISK);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", DISK.toString()) == 0, "only root may mount");
        try (Cluster cluster = Cluster.on(Database.start(SETTINGS, DISK), 2, Duration.ZERO)) {
            Intakes intakes = new Intakes(cluster);
            Node node = cluster.node(0);
            Desk manager = new Desk(node.address().getPort());
            manager.signOn("manager");
            List<String> all = new ArrayList<>();
            List<String> refused = new ArrayList<>();
            all.add(UUID.randomUUID().toString());
            assertThat(intakes.form(node.address(), all.get(0))).isEqualTo(202);

            Path ballast = fill();
            TreeSet<Integer> answers = new TreeSet<>();
            while (refused.size() < REFUSED) {
                assertThat(all).as("forms until one is refused").hasSizeLessThan(MOST);
                String submission = UUID.randomUUID().toString();
                all.add(submission);
                int status = intakes.form(cluster.node(all.size() % 2).address(), submission);
                answers.add(status);
                if (status != 202) {
                    refused.add(submission);
                }
            }
            assertThat(answers).as("kept, or to be sent again").isSubsetOf(202, 503);
            HttpResponse<String> page = manager.get("/crm/deals");
            assertThat(page.statusCode()).isIn(200, 503);
            assertThat(page.body()).doesNotContain("Exception", "SQL");
            if (page.statusCode() == 503) {
                assertThat(page.headers().firstValue("Retry-After")).isPresent();
                assertThat(DatabaseTrouble.values()).as(page.body()).anyMatch(trouble -> page.body()
                        .contains(trouble.title()));
            }
            // The nodes bear it for a while, and their jobs lose no attempts by it.
            Awaitility.await()
                    .pollDelay(FULL)
                    .atMost(FULL.multipliedBy(2))
                    .until(() -> node.isAlive() && cluster.node(1).isAlive());

            assertThat(Files.readString(cluster.database().log().toPath())).contains("No space left on device");

            Files.delete(ballast);
            if (!cluster.database().answers()) {
                // It stopped itself, as it does when its log finds no room: whoever watches over it starts it again.
                cluster.database().stop();
                cluster.database().start();
            }
            cluster.nodes().forEach(Node::awaitReady);
            for (String submission : refused) {
                assertThat(intakes.form(node.address(), submission)).isEqualTo(202);
            }
            intakes.eachIsThereOnce(all);
            assertThat(manager.get("/crm/deals").statusCode()).isEqualTo(200);
        } finally {
            run("umount", "--lazy", DISK.toString());
        }
    }
}
