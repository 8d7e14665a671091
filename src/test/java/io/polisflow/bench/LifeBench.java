package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.contract.DocumentExchange;
import io.polisflow.crm.contract.SigningEvents;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.ProcessTest;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;

/** Whole stories and lives of deals, walked as fast as they go. */
abstract class LifeBench extends ProcessTest {

    static final int STORIES = Integer.getInteger("bench.stories", 15);
    private static final List<String> OFFICE = List.of("office", "Москва", "100", "2010", "true");

    @Autowired
    private Contracts contracts;

    @Autowired
    private SigningEvents signingEvents;

    void story() {
        walk(dealOf(webForm(freshInn())), StoryStep.proposal(), Stage.PROPOSAL_SENT);
    }

    void life() {
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

    static double perSecond(Runnable story) {
        long start = System.nanoTime();
        for (int i = 0; i < STORIES; i++) {
            story.run();
        }
        return STORIES / ((System.nanoTime() - start) / 1e9);
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
