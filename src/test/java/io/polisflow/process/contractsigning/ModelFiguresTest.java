package io.polisflow.process.contractsigning;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.fixtures.FlowRecorder;
import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.models.ModelFigures;
import io.polisflow.process.models.ModelFigures.TableAnswers;
import io.polisflow.process.models.ModelStatistics;
import io.polisflow.process.models.ModelStatistics.Flow;
import io.polisflow.process.models.ModelStatistics.Step;
import io.polisflow.process.models.ModelStatistics.Times;
import io.polisflow.process.models.migration.EditedModel;
import io.polisflow.process.negotiation.Negotiation;
import io.polisflow.process.policyissue.PolicyIssue;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricDecisionOutputInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a model's page counts, held against the raw history and against the flows that the tokens really took. */
class ModelFiguresTest extends ContractSigningTest {

    private static final List<String> MODELS = List.of(
            ProposalPreparation.KEY, ProposalApproval.KEY, Negotiation.KEY, ContractSigning.KEY, PolicyIssue.KEY);

    @Autowired
    private ModelFigures figures;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private HistoryService history;

    private final List<String> deployments = new ArrayList<>();
    private final List<String> played = new ArrayList<>();

    /** On versions of their own, so that what other tests have left is not counted. */
    @BeforeEach
    @Override
    void theClientAgrees() {
        MODELS.forEach(key -> deployments.add(0, EditedModel.of(key).deploy(repository)));
        anotherClientAgrees();
    }

    private void anotherClientAgrees() {
        super.theClientAgrees();
        played.add(deal);
    }

    @AfterEach
    void onlyTheModelsInForceAreLeft() {
        played.stream()
                .flatMap(
                        number -> runtime
                                .createProcessInstanceQuery()
                                .processInstanceBusinessKey(number)
                                .rootProcessInstances()
                                .list()
                                .stream())
                .forEach(root -> runtime.deleteProcessInstance(root.getId(), "the test is over"));
        deployments.forEach(id -> repository.deleteDeployment(id, true));
    }

    private String definition(String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult()
                .getId();
    }

    private ModelStatistics of(String key) {
        return figures.of(List.of(definition(key)));
    }

    /** Sent back once by the lawyer, then signed, and policies ordered; a second deal waits between its two checks. */
    private void twoDealsOfWhichOneWentRound() {
        prepare();
        clock.move(Duration.ofMinutes(50));
        complete("lawyer", deal, ContractSigning.TASK_CHECK_TERMS, with("decision", "return", "comment", "Срок"));
        runJob(deal, ContractSigning.GATEWAY_CHECKED);
        clock.move(Duration.ofHours(3));
        check("underwriter", ContractSigning.TASK_CHECK_RISK);
        clock.move(Duration.ofMinutes(7));
        send();
        signingEvents.receive(contract().entityId(), State.SIGNED, null, clock.instant());
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        anotherClientAgrees();
        prepare();
        clock.move(Duration.ofHours(20));
        complete("lawyer", deal, ContractSigning.TASK_CHECK_TERMS, with("decision", "pass"));
    }

    @Test
    void everyFigureIsThatOfTheRawHistory() {
        twoDealsOfWhichOneWentRound();

        for (String key : MODELS) {
            ModelStatistics told = of(key);
            assertThat(flows(told)).as("flows of " + key).isEqualTo(taken(key));
            assertThat(told.flows()).as(key).noneMatch(Flow::atLeast);
            assertThat(told.steps()).as("steps of " + key).containsExactlyInAnyOrderElementsOf(steps(key));
            List<HistoricProcessInstance> instances = instances(key);
            assertThat(told.begun()).as("begun " + key).isEqualTo(instances.size());
            assertThat(told.running())
                    .isEqualTo(instances.stream()
                            .filter(each -> each.getEndTime() == null)
                            .count());
            assertThat(told.times())
                    .as("times of " + key)
                    .isEqualTo(times(instances.stream()
                            .filter(each -> each.getEndTime() != null)
                            .map(HistoricProcessInstance::getDurationInMillis)
                            .toList()));
        }
        ModelStatistics signing = of(ContractSigning.KEY);
        assertThat(flows(signing)).as("sent back once").containsEntry("Flow_ChecksPassed_MergePrepare", 1L);
        assertThat(signing.steps())
                .filteredOn(step -> step.element().equals(ContractSigning.CALL_POLICY_ISSUE))
                .as("each line's policy, not the body around them")
                .extracting(Step::finished)
                .containsExactly(2L);
    }

    @Test
    void whatIsOlderThanThePeriodIsCountedNoMoreButWhatStandsIs() {
        twoDealsOfWhichOneWentRound();
        clock.move(ModelFigures.PERIOD.plusDays(1));

        ModelStatistics told = of(ContractSigning.KEY);

        assertThat(told.begun()).isZero();
        assertThat(told.finished()).isZero();
        assertThat(told.running()).isPositive();
        assertThat(told.times()).isNull();
        assertThat(flows(told)).containsOnlyKeys(taken(ContractSigning.KEY).keySet());
        List<String> waiting = told.steps().stream().map(Step::element).toList();
        assertThat(told.flows())
                .filteredOn(flow -> flow.times() > 0)
                .as("only what still waits for its job to begin")
                .allSatisfy(flow -> assertThat(waiting).contains(target(flow)));
        assertThat(told.flows())
                .filteredOn(flow -> !waiting.contains(target(flow)))
                .isNotEmpty();
        assertThat(told.steps()).isNotEmpty().allSatisfy(step -> {
            assertThat(step.standing()).isPositive();
            assertThat(step.finished() + step.interrupted()).isZero();
        });
        assertThat(told.empty()).isFalse();
    }

    @Test
    void theFiguresOfAllVersionsAreThoseOfEachAddedUp() {
        String before = definition(ContractSigning.KEY);
        prepare();
        deployments.add(0, EditedModel.of(ContractSigning.KEY).deploy(repository));
        assertThat(of(ContractSigning.KEY).empty())
                .as("nobody yet on the new version")
                .isTrue();
        assertThat(of(ContractSigning.KEY).flows()).extracting(Flow::times).containsOnly(0L);
        anotherClientAgrees();
        prepare();

        ModelStatistics told = figures.of(List.of(before, definition(ContractSigning.KEY)));

        assertThat(told.begun()).isEqualTo(2);
        assertThat(told.steps())
                .filteredOn(step -> step.element().equals(ContractSigning.TASK_CHECK_TERMS))
                .extracting(Step::standing)
                .containsExactly(2L);
        Map<String, Long> old = flows(figures.of(List.of(before)));
        old.forEach((flow, times) -> assertThat(flows(told)).containsEntry(flow, 2 * times));
    }

    @Test
    void theRowsOfATableAreCountedByTheAnswersTheyGave() {
        String table = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("approval-route")
                .latestVersion()
                .singleResult()
                .getId();
        Instant since = clock.instant().minus(ModelFigures.PERIOD);
        Map<String, Long> rows = new HashMap<>();
        long evaluations = history.createHistoricDecisionInstanceQuery().includeOutputs().list().stream()
                .filter(answer -> answer.getDecisionDefinitionId().equals(table))
                .filter(answer -> !answer.getEvaluationTime().before(Date.from(since)))
                .peek(answer -> answer.getOutputs().stream()
                        .map(HistoricDecisionOutputInstance::getRuleId)
                        .distinct()
                        .forEach(rule -> rows.merge(rule, 1L, Long::sum)))
                .count();

        assertThat(figures.ofTable(List.of(table))).isEqualTo(new TableAnswers(since, evaluations, rows));
        assertThat(rows).isNotEmpty();
        clock.move(ModelFigures.PERIOD.plusDays(1));
        assertThat(figures.ofTable(List.of(table)).rows()).isEmpty();
    }

    private static Map<String, Long> flows(ModelStatistics told) {
        return told.flows().stream().collect(toMap(Flow::flow, Flow::times, (one, other) -> null, TreeMap::new));
    }

    private String target(Flow flow) {
        SequenceFlow drawn = repository
                .getBpmnModelInstance(definition(ContractSigning.KEY))
                .getModelElementById(flow.flow());
        return drawn.getTarget().getId();
    }

    private List<HistoricProcessInstance> instances(String key) {
        return history.createHistoricProcessInstanceQuery()
                .processDefinitionId(definition(key))
                .list();
    }

    private Map<String, Long> taken(String key) {
        Map<String, Long> taken = new TreeMap<>();
        repository
                .getBpmnModelInstance(definition(key))
                .getModelElementsByType(SequenceFlow.class)
                .forEach(flow -> taken.put(flow.getId(), 0L));
        instances(key).forEach(run -> FlowRecorder.timesTakenBy(run.getId())
                .forEach((flow, times) -> taken.merge(flow, (long) times, Long::sum)));
        // The engine tells no listener of the flow to the event that came first; the event has no other way in.
        repository
                .getBpmnModelInstance(definition(key))
                .getModelElementsByType(EventBasedGateway.class)
                .forEach(gateway -> gateway.getOutgoing()
                        .forEach(flow -> taken.put(
                                flow.getId(),
                                history.createHistoricActivityInstanceQuery()
                                        .processDefinitionId(definition(key))
                                        .activityId(flow.getTarget().getId())
                                        .count())));
        return taken;
    }

    private List<Step> steps(String key) {
        Map<String, Long> standing = new HashMap<>();
        runtime.createProcessInstanceQuery().processDefinitionId(definition(key)).list().stream()
                .map(ProcessInstance::getId)
                .map(runtime::getActivityInstance)
                .forEach(tree -> stand(tree, standing));
        Map<String, List<HistoricActivityInstance>> passed =
                history.createHistoricActivityInstanceQuery().processDefinitionId(definition(key)).list().stream()
                        .filter(step -> !ModelElements.isBody(step.getActivityId()))
                        .collect(groupingBy(HistoricActivityInstance::getActivityId));
        return Stream.concat(standing.keySet().stream(), passed.keySet().stream())
                .distinct()
                .map(element ->
                        step(element, standing.getOrDefault(element, 0L), passed.getOrDefault(element, List.of())))
                // A sub-process that still goes on: its tokens stand inside it.
                .filter(step -> step.standing() + step.finished() + step.interrupted() > 0)
                .toList();
    }

    private static Step step(String element, long standing, List<HistoricActivityInstance> passed) {
        List<HistoricActivityInstance> ended =
                passed.stream().filter(each -> each.getEndTime() != null).toList();
        List<Long> durations = ended.stream()
                .filter(each -> !each.isCanceled())
                .map(HistoricActivityInstance::getDurationInMillis)
                .toList();
        return new Step(element, standing, durations.size(), ended.size() - durations.size(), times(durations));
    }

    private static Times times(List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        return sorted.isEmpty()
                ? null
                : new Times(
                        Duration.ofMillis(sorted.get((sorted.size() - 1) / 2)),
                        Duration.ofMillis(sorted.get((int) Math.ceil(0.9 * sorted.size()) - 1)));
    }

    /** Where nothing lies within, and what waits to begin. */
    private static void stand(ActivityInstance at, Map<String, Long> standing) {
        Arrays.stream(at.getChildTransitionInstances())
                .forEach(waiting -> standing.merge(ModelElements.element(waiting.getActivityId()), 1L, Long::sum));
        if (at.getChildActivityInstances().length == 0 && at.getChildTransitionInstances().length == 0) {
            standing.merge(ModelElements.element(at.getActivityId()), 1L, Long::sum);
        }
        Arrays.stream(at.getChildActivityInstances()).forEach(child -> stand(child, standing));
    }
}
