package io.polisflow.crm.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;

/** What sealing costs the storing and reading of a file on PostgreSQL: with and without it in alternating rounds of one run. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class FileEncryptionBench extends DatabaseTest {

    private static final int WARM_UP = 3;
    private static final int ROUNDS = 9;
    private static final int FILES = 20;
    private static final Path REPORT = Path.of("target", "bench-files.md");

    @Autowired
    private Files sealed;

    @Autowired
    private Files.StoredFiles rows;

    @Autowired
    private IncomingFiles gate;

    @Autowired
    private PlatformTransactionManager transactions;

    /** @return seconds for storing the files, and for reading them */
    private double[] round(Files files, byte[] content) {
        long begun = System.nanoTime();
        List<StoredFile> kept = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            kept.add(transaction.execute(status -> files.keep("Файл.pdf", "application/pdf", content)));
        }
        long stored = System.nanoTime();
        for (StoredFile file : kept) {
            assertThat(transaction.<byte[]>execute(status -> files.content(file)))
                    .hasSize(content.length);
        }
        long read = System.nanoTime();
        return new double[] {(stored - begun) / 1e9, (read - stored) / 1e9};
    }

    @Test
    void storingAndReadingWithAndWithoutSealing() throws IOException {
        Files plain = new Files(
                rows,
                jdbc,
                EncryptionKeys.of(new EncryptionProperties(Map.of(), "", "", false, false, Duration.ZERO)),
                gate,
                new LaterScans(),
                transactions,
                clock);
        List<String> lines = new ArrayList<>(
                List.of("| a file of | storing, sealed to plain | reading, sealed to plain |", "| --- | --- | --- |"));
        for (int kilobytes : new int[] {50, 1024, 10 * 1024}) {
            byte[] content = new byte[kilobytes * 1024];
            new Random(kilobytes).nextBytes(content);
            List<Double> storing = new ArrayList<>();
            List<Double> reading = new ArrayList<>();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                boolean first = round % 2 == 0;
                double[] one = round(first ? sealed : plain, content);
                double[] other = round(first ? plain : sealed, content);
                if (round >= WARM_UP) {
                    storing.add(first ? one[0] / other[0] : other[0] / one[0]);
                    reading.add(first ? one[1] / other[1] : other[1] / one[1]);
                }
            }
            lines.add("| " + kilobytes + " KB | " + spread(storing) + " | " + spread(reading) + " |");
        }
        java.nio.file.Files.createDirectories(REPORT.getParent());
        java.nio.file.Files.write(REPORT, lines);
        lines.forEach(System.out::println);
    }

    private static String spread(List<Double> ratios) {
        List<Double> sorted = ratios.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }
}
