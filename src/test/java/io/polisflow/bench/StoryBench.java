package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.deal.Stage;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ContextConfiguration;

/**
 * Whole stories per second, request to sent proposal, on PostgreSQL: the product beside the same models on a bare engine.
 *
 * <p>Both run in this JVM, in alternating rounds, on one thread each; only their ratio means anything.
 */
@ContextConfiguration(initializers = Postgres.class)
class StoryBench extends ProcessTest {

    private static final int WARM_UP = 10;
    private static final int ROUNDS = 5;
    private static final int STORIES = 15;
    private static final List<String> OFFICE = List.of("office", "Москва", "100", "2010", "true");
    private static final Path REPORT = Path.of("target", "bench.md");

    private void story() {
        String deal = dealOf(webForm(freshInn()));
        String owner = deal(deal).owner();
        for (StoryStep step : StoryStep.values()) {
            switch (step) {
                case ASSEMBLE ->
                    complete(
                            owner,
                            deal,
                            step.element(),
                            with("startsOn", "2027-01-01", "termMonths", 12, "lines", List.of(line())));
                case FILL_IN -> complete(owner, deal, step.element(), with("parameters", riskParameters(deal, OFFICE)));
                case REVIEW -> complete(owner, deal, step.element(), with("calculation", "accept"));
                case TARIFF -> complete("underwriter", deal, step.element(), with("decision", "approve"));
                case TERMS -> complete("lawyer", deal, step.element(), with("decision", "approve"));
                case DISCOUNT -> complete("head", deal, step.element(), with("decision", "approve"));
                case SEND ->
                    complete(
                            owner,
                            deal,
                            step.element(),
                            with("recipients", "client@example.ru", "subject", "КП", "body", "Во вложении"));
                default -> runJob(deal, step.element());
            }
        }
        assertThat(deal(deal).stage()).isEqualTo(Stage.PROPOSAL_SENT);
    }

    private static Map<String, Object> line() {
        return with("product", "property", "object", "Склад", "sumInsured", "10000000", "discount", 5);
    }

    private static double perSecond(Runnable story) {
        long start = System.nanoTime();
        for (int i = 0; i < STORIES; i++) {
            story.run();
        }
        return STORIES / ((System.nanoTime() - start) / 1e9);
    }

    @Test
    void wholeStoriesPerSecondBesideABareEngine() throws Exception {
        try (BareEngine bare = new BareEngine()) {
            for (int i = 0; i < WARM_UP; i++) {
                story();
                bare.story();
            }
            List<Double> product = new ArrayList<>();
            List<Double> floor = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                product.add(perSecond(this::story));
                floor.add(perSecond(bare::story));
                ratios.add(product.get(round) / floor.get(round));
            }
            report(product, floor, ratios);
            assertThat(median(ratios)).isPositive();
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void report(List<Double> product, List<Double> floor, List<Double> ratios) throws Exception {
        List<Double> sorted = ratios.stream().sorted().toList();
        String row = String.format(
                Locale.ROOT,
                "| whole stories, request to sent proposal | %.1f/s | %.1f/s | %.2f (%.2f to %.2f) |",
                median(product),
                median(floor),
                median(ratios),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
        List<String> lines = List.of(
                "| what | Polisflow | bare engine 7.24, empty delegates | ratio, median of " + ROUNDS
                        + " rounds (least to greatest) |",
                "| --- | --- | --- | --- |",
                row);
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, lines);
        lines.forEach(System.out::println);
    }
}
