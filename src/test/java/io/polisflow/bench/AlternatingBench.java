package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Whole lives of deals with something switched on and off, in alternating rounds of one run. */
abstract class AlternatingBench extends LifeBench {

    private static final int WARM_UP = 6;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);

    /**
     * @param what is written, in the plural
     * @param on switches the writing
     * @param rows how many were written so far
     */
    void alternate(String what, Path report, Consumer<Boolean> on, LongSupplier rows) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            life();
        }
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        long before = rows.getAsLong();
        for (int round = 0; round < ROUNDS; round++) {
            // The order changes, so that neither side always meets the other's leftovers.
            boolean first = round % 2 == 0;
            double one = lives(on, first);
            double other = lives(on, !first);
            with.add(first ? one : other);
            without.add(first ? other : one);
            ratios.add(with.get(round) / without.get(round));
        }
        on.accept(true);
        long perLife = (rows.getAsLong() - before) / (ROUNDS * STORIES);
        assertThat(perLife).isPositive();
        List<Double> sorted = ratios.stream().sorted().toList();
        List<String> lines = List.of(
                "| what | with " + what + " | without | ratio, median of " + ROUNDS + " rounds (least to greatest) |",
                "| --- | --- | --- | --- |",
                String.format(
                        Locale.ROOT,
                        "| whole lives, %d %s each | %.2f/s | %.2f/s | %.2f (%.2f to %.2f) |",
                        perLife,
                        what,
                        median(with),
                        median(without),
                        median(ratios),
                        sorted.get(0),
                        sorted.get(sorted.size() - 1)));
        Files.createDirectories(report.getParent());
        Files.write(report, lines);
        lines.forEach(System.out::println);
    }

    private double lives(Consumer<Boolean> on, boolean written) {
        on.accept(written);
        return perSecond(this::life);
    }
}
