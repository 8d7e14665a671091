package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.contract.DocumentExchange;
import io.polisflow.crm.contract.SigningEvents;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;

/**
 * Whole stories and lives per second on PostgreSQL: the product beside the same models on a bare engine.
 *
 * <p>Both run in this JVM, in alternating rounds, on one thread each; only their ratio means anything.
 */
@ContextConfiguration(initializers = Postgres.class)
class StoryBench extends ProcessTest {

    private static final int WARM_UP = 6;
    private static final int ROUNDS = 5;
    private static final int STORIES = 15;
    private static final List<String> OFFICE = List.of("office", "Москва", "100", "2010", "true");
    private static final Path REPORT = Path.of("target", "bench.md");

    @Autowired
    private Contracts contracts;

    @Autowired
    private SigningEvents signingEvents;

    private void story() {
        walk(dealOf(webForm(freshInn())), StoryStep.proposal(), Stage.PROPOSAL_SENT);
    }

    private void life() {
        String deal = dealOf(webForm(freshInn()));
        walk(deal, StoryStep.proposal(), Stage.PROPOSAL_SENT);
        walk(deal, StoryStep.contract(), Stage.WON);
        assertThat(instance("policy-renewal", deal)).isNotNull();
    }

    private void walk(String deal, List<StoryStep> steps, Stage end) {
        String owner = deal(deal).owner();
        for (StoryStep step : steps) {
            Runnable form =
                    switch (step) {
                        case ASSEMBLE ->
                            fill(
                                    owner,
                                    deal,
                                    step,
                                    "startsOn",
                                    "2027-01-01",
                                    "termMonths",
                                    12,
                                    "lines",
                                    List.of(line()));
                        case FILL_IN ->
                            () -> complete(
                                    owner, deal, step.element(), with("parameters", riskParameters(deal, OFFICE)));
                        case REVIEW -> fill(owner, deal, step, "calculation", "accept");
                        case TARIFF -> fill("underwriter", deal, step, "decision", "approve");
                        case TERMS -> fill("lawyer", deal, step, "decision", "approve");
                        case DISCOUNT -> fill("head", deal, step, "decision", "approve");
                        case SEND ->
                            fill(
                                    owner,
                                    deal,
                                    step,
                                    "recipients",
                                    "client@example.ru",
                                    "subject",
                                    "КП",
                                    "body",
                                    "Во вложении");
                        case TALK ->
                            fill(
                                    owner,
                                    deal,
                                    step,
                                    "touchKind",
                                    "CALL",
                                    "talkNote",
                                    "Согласны",
                                    "talkOutcome",
                                    "AGREED");
                        case PREPARE_CONTRACT -> fill(owner, deal, step, "terms", "keep");
                        case CONTRACT_TERMS -> fill("lawyer", deal, step, "decision", "pass");
                        case CONTRACT_RISK -> fill("underwriter", deal, step, "decision", "pass");
                        case SIGNED -> () -> sign(deal);
                        default -> () -> runJob(deal, step.element());
                    };
            form.run();
        }
        assertThat(deal(deal).stage()).isEqualTo(end);
    }

    private Runnable fill(String user, String deal, StoryStep step, Object... keysAndValues) {
        return () -> complete(user, deal, step.element(), with(keysAndValues));
    }

    private void sign(String deal) {
        String document =
                transaction.execute(status -> contracts.of(deal(deal)).get(0).entityId());
        signingEvents.receive(document, DocumentExchange.State.SIGNED, null, clock.instant());
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

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
