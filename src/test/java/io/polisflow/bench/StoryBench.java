package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ContextConfiguration;

/**
 * Whole stories and lives per second on PostgreSQL: the product beside the same models on a bare engine.
 *
 * <p>Both run in this JVM, in alternating rounds, on one thread each; only their ratio means anything.
 */
@ContextConfiguration(initializers = Postgres.class)
class StoryBench extends LifeBench {

    private static final int WARM_UP = 6;
    private static final int ROUNDS = 5;
    private static final Path REPORT = Path.of("target", "bench.md");

    @Test
    void storiesAndWholeLivesPerSecondBesideABareEngine() throws Exception {
        try (BareEngine bare = new BareEngine()) {
            List<String> lines = new ArrayList<>(List.of(
                    "| what | Polisflow | bare engine 7.24, empty delegates | ratio, median of " + ROUNDS
                            + " rounds (least to greatest) |",
                    "| --- | --- | --- | --- |"));
            lines.add(row("whole stories, request to sent proposal", this::story, bare::story));
            lines.add(row("whole lives, request to won and renewal waiting", this::life, bare::life));
            Files.createDirectories(REPORT.getParent());
            Files.write(REPORT, lines);
            lines.forEach(System.out::println);
        }
    }

    private static String row(String what, Runnable ours, Runnable theirs) {
        for (int i = 0; i < WARM_UP; i++) {
            ours.run();
            theirs.run();
        }
        List<Double> product = new ArrayList<>();
        List<Double> floor = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            product.add(perSecond(ours));
            floor.add(perSecond(theirs));
            ratios.add(product.get(round) / floor.get(round));
        }
        List<Double> sorted = ratios.stream().sorted().toList();
        assertThat(sorted.get(0)).isPositive();
        return String.format(
                Locale.ROOT,
                "| %s | %.1f/s | %.1f/s | %.2f (%.2f to %.2f) |",
                what,
                median(product),
                median(floor),
                median(ratios),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }
}
