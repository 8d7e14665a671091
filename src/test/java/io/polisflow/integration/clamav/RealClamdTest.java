package io.polisflow.integration.clamav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.polisflow.crm.document.VirusScanner.Unavailable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.util.unit.DataSize;

/** Debian's clamd with one signature of its own, where the machine has it. */
class RealClamdTest {

    private static final Path CLAMD = Path.of("/usr/sbin/clamd");

    @Test
    void itFindsTheTestVirusAndNothingInAPlainFile(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(CLAMD), "clamd is not installed");
        int port = TestSocketUtils.findAvailableTcpPort();
        Path signatures = Files.createDirectory(folder.resolve("signatures"));
        Files.writeString(
                signatures.resolve("test.ndb"),
                "Eicar-Test-Signature:0:*:"
                        + HexFormat.of().formatHex(FakeClamd.EICAR.getBytes(StandardCharsets.US_ASCII)) + "\n");
        Path configuration = folder.resolve("clamd.conf");
        Files.writeString(
                configuration,
                """
                Foreground yes
                TCPSocket %d
                TCPAddr 127.0.0.1
                DatabaseDirectory %s
                StreamMaxLength 1M
                User %s
                """
                        .formatted(port, signatures, System.getProperty("user.name")));
        Process clamd = new ProcessBuilder(CLAMD.toString(), "--config-file=" + configuration)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("clamd.log").toFile())
                .start();
        try (ClamdScanner scanner = new ClamdScanner(new ClamavProperties(
                "127.0.0.1", port, Duration.ofSeconds(5), Duration.ofSeconds(20), DataSize.ofMegabytes(1)))) {
            awaitAnswer(scanner, clamd);

            assertThat(scanner.infection(FakeClamd.EICAR.getBytes(StandardCharsets.US_ASCII))
                            .orElseThrow())
                    .contains("Eicar-Test-Signature");
            assertThat(scanner.infection("договор".getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        } finally {
            clamd.destroy();
            clamd.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static void awaitAnswer(ClamdScanner scanner, Process clamd) throws Exception {
        for (int attempt = 0; attempt < 100 && clamd.isAlive(); attempt++) {
            try {
                scanner.ping();
                return;
            } catch (Unavailable notYet) {
                Thread.sleep(100);
            }
        }
        scanner.ping();
    }
}
