package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.process.clientacquisition.ClientAcquisition;
import io.polisflow.process.policyrenewal.PolicyRenewal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/**
 * How many statements each use case sends to the database, engine and CRM together, commits among them: what grows is found here and not by
 * users. A bound that a change of yours breaks for a good reason is raised in that change, with the reason.
 */
@Import(BreakingDataSource.Installed.class)
class UseCaseStatementsTest extends LifeBench {

    /** What one case more or less needs: a block of ids here, a form read for the first time there. */
    private static final int SLACK = 12;

    @Autowired
    private DealProcess process;

    private final Map<String, Integer> counted = new LinkedHashMap<>();
    private final List<String> renewable = new ArrayList<>();

    private void count(String useCase, Runnable work) {
        counted.put(useCase, BreakingDataSource.statementsOf(work));
    }

    private void everyUseCase() {
        List<String> deals = new ArrayList<>();
        count("first contact", this::firstContact);

        count("request", () -> {
            deals.add(dealOf(webForm(freshInn())));
            runJob(deals.get(0), StoryStep.SEND_CONFIRMATION.element());
            runJob(deals.get(0), StoryStep.CHECK_REGISTRY.element());
        });
        String deal = deals.get(0);
        count("proposal", () -> walk(deal, StoryStep.preparation(), Stage.PROPOSAL_SENT));
        count("negotiation", () -> walk(deal, List.of(StoryStep.TALK), Stage.CONTRACT));
        count("contract and policy", () -> walk(deal, StoryStep.signing(), Stage.WON));
        String another = dealOf(webForm(freshInn()));
        count(
                "lost deal",
                () -> process.lose(another, new Loss("competitor", "Дали скидку", "ООО «Другая»", "Тариф 0,1 %", 12)));
        renewable.add(deal);
    }

    /** The last of all, since its day comes a year later. */
    private void renewal(String deal) {
        clock.set(job(deal, PolicyRenewal.EVENT_RENEWAL_DUE).getDuedate().toInstant());
        count("renewal", () -> {
            runJob(deal, PolicyRenewal.EVENT_RENEWAL_DUE);
            runJob(deal, PolicyRenewal.TASK_COMPARE_WITH_REGISTRY);
        });
    }

    private void firstContact() {
        String definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(ClientAcquisition.KEY)
                .latestVersion()
                .singleResult()
                .getId();
        List<String> started = new ArrayList<>();
        as(
                "manager",
                () -> started.add(forms.submitStartForm(
                                definition,
                                with(
                                        "inn",
                                        freshInn(),
                                        "leadSource",
                                        "exhibition",
                                        "product",
                                        "property",
                                        "contacts",
                                        List.of(Map.of("name", "Анна Орлова", "role", "decision-maker"))))
                        .getId()));
        String lead = runtime.createProcessInstanceQuery()
                .processInstanceId(started.get(0))
                .singleResult()
                .getBusinessKey();
        runJob(lead, ClientAcquisition.TASK_FETCH_REQUISITES);
    }

    @Test
    void noUseCaseAsksTheDatabaseMoreThanItDid() {
        // The first time everything is read that is kept afterwards.
        everyUseCase();
        everyUseCase();
        renewable.forEach(this::renewal);

        System.out.println("Statements by use case: " + counted);
        Map<String, Integer> bounds = Map.of(
                "first contact", 107,
                "request", 178,
                "proposal", 675,
                "negotiation", 107,
                "contract and policy", 576,
                "renewal", 99,
                "lost deal", 120);
        assertThat(counted).allSatisfy((useCase, statements) -> assertThat(statements)
                .as(useCase)
                .isBetween(bounds.get(useCase) - 5 * SLACK, bounds.get(useCase) + SLACK));
    }
}
