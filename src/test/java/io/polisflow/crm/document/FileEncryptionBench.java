package io.polisflow.crm.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Settings;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;

/** What sealing costs the storing and reading of a file on PostgreSQL: with and without it in alternating rounds of one run. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class FileEncryptionBench extends DatabaseTest {

    private static final int ROUNDS = 5;
    private static final int FILES = 20;

    @Autowired
    private Files sealed;

    @Autowired
    private Files.StoredFiles rows;

    @Autowired
    private IncomingFiles gate;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private DataSource database;

    /** One of the two ways to keep files, and what it has stored last. */
    private final class Side {

        private final Files files;
        private final List<StoredFile> kept = new ArrayList<>();

        private Side(Files files) {
            this.files = files;
        }

        private void store(byte[] content) {
            kept.clear();
            for (int i = 0; i < FILES; i++) {
                kept.add(transaction.execute(status -> files.keep("Файл.pdf", "application/pdf", content)));
            }
        }

        private void read(byte[] content) {
            for (StoredFile file : kept) {
                assertThat(transaction.<byte[]>execute(status -> files.content(file)))
                        .hasSize(content.length);
            }
        }
    }

    @Test
    void storingAndReadingWithAndWithoutSealing() throws Exception {
        Files plain = new Files(
                rows,
                jdbc,
                EncryptionKeys.of(new EncryptionProperties(Map.of(), "", "", false, false, Duration.ZERO)),
                gate,
                new LaterScans(),
                transactions,
                clock);
        Report.settings(getClass(), Settings.of(database));
        Side ours = new Side(sealed);
        Side bare = new Side(plain);
        for (int kilobytes : new int[] {50, 1024, 10 * 1024}) {
            byte[] content = new byte[kilobytes * 1024];
            new Random(kilobytes).nextBytes(content);
            Contestant storing = Contestant.whole("sealed", FILES, () -> ours.store(content));
            Contestant storingPlain = Contestant.whole("plain", FILES, () -> bare.store(content));
            Contestant reading = Contestant.whole("sealed", FILES, () -> ours.read(content));
            Contestant readingPlain = Contestant.whole("plain", FILES, () -> bare.read(content));
            ours.store(content);
            bare.store(content);
            Turns.take(CpuMeter.of(database), 2, ROUNDS, storing, storingPlain, reading, readingPlain);
            String file = "a file of " + kilobytes + " KB ";
            Report.add(Row.of(getClass(), file + "stored", Unit.MILLIS, storing, storingPlain));
            Report.add(Row.of(getClass(), file + "read", Unit.MILLIS, reading, readingPlain));
        }
    }
}
