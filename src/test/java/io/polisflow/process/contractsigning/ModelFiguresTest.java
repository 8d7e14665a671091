package io.polisflow.process.contractsigning;

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
import io.polisflow.process.policyissue.PolicyIssue;
import io.polisflow.process.proposalapproval.ProposalApproval;
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
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
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

    private static final List<String> MODELS = List.of(ProposalApproval.KEY, ContractSigning.KEY, PolicyIssue.KEY);

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

    /** Sent back once by the lawyer, then signed and its policies issued. */
    private void aDealThatWentRound() {
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
    }

    /** On the next version of the contract's model; it waits between its two checks. */
    private void anotherDealOnANewVersion() {
        deployments.add(0, EditedModel.of(ContractSigning.KEY).deploy(repository));
        assertThat(figures.of(List.of(definition(ContractSigning.KEY))))
                .as("nobody yet")
                .returns(true, ModelStatistics::empty);
        anotherClientAgrees();
        prepare();
        clock.move(Duration.ofHours(20));
        complete("lawyer", deal, ContractSigning.TASK_CHECK_TERMS, with("decision", "pass"));
    }

    // One story for all of it: to tell it again for each question would take the build ten seconds every time.
    @Test
    void everyFigureIsThatOfTheRawHistory() {
        String first = definition(ContractSigning.KEY);
        aDealThatWentRound();
        anotherDealOnANewVersion();
        String second = definition(ContractSigning.KEY);

        for (List<String> asked : List.of(
                List.of(definition(ProposalApproval.KEY)),
                List.of(definition(PolicyIssue.KEY)),
                List.of(first),
                List.of(second),
                List.of(first, second))) {
            ModelStatistics told = figures.of(asked);
            assertThat(flows(told)).as("flows of " + asked).isEqualTo(taken(asked));
            assertThat(told.flows()).noneMatch(Flow::atLeast);
            assertThat(told.steps()).as("steps of " + asked).containsExactlyInAnyOrderElementsOf(steps(asked));
            List<HistoricProcessInstance> instances = instances(asked);
            assertThat(told.begun()).as("begun of " + asked).isEqualTo(instances.size());
            assertThat(told.running())
                    .isEqualTo(instances.stream()
                            .filter(each -> each.getEndTime() == null)
                            .count());
            assertThat(told.times())
                    .as("times of " + asked)
                    .isEqualTo(times(instances.stream()
                            .filter(each -> each.getEndTime() != null)
                            .map(HistoricProcessInstance::getDurationInMillis)
                            .toList()));
        }
        ModelStatistics signing = figures.of(List.of(first));
        assertThat(flows(signing)).as("sent back once").containsEntry("Flow_ChecksPassed_MergePrepare", 1L);
        assertThat(signing.steps())
                .filteredOn(step -> step.element().equals(ContractSigning.CALL_POLICY_ISSUE))
                .as("each line's policy, not the body around them")
                .extracting(Step::finished)
                .containsExactly(2L);
        theRowsOfATableAreCountedByTheAnswersTheyGave();
        whatIsOlderThanThePeriodIsCountedNoMoreButWhatStandsIs(second);
    }

    private void theRowsOfATableAreCountedByTheAnswersTheyGave() {
        String table = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("approval-route")
                .latestVersion()
                .singleResult()
                .getId();
        Instant since = clock.instant().minus(ModelFigures.PERIOD);
        Map<String, Long> rows = new HashMap<>();
        List<HistoricDecisionInstance> answers =
                history
                        .createHistoricDecisionInstanceQuery()
                        .decisionDefinitionId(table)
                        .includeOutputs()
                        .list()
                        .stream()
                        .filter(answer -> !answer.getEvaluationTime().before(Date.from(since)))
                        .toList();
        answers.forEach(answer -> answer.getOutputs().stream()
                .map(HistoricDecisionOutputInstance::getRuleId)
                .distinct()
                .forEach(rule -> rows.merge(rule, 1L, Long::sum)));
        assertThat(figures.ofTable(List.of(table))).isEqualTo(new TableAnswers(since, answers.size(), rows));
        assertThat(rows).isNotEmpty();
    }

    private void whatIsOlderThanThePeriodIsCountedNoMoreButWhatStandsIs(String definition) {
        clock.move(ModelFigures.PERIOD.plusDays(1));

        ModelStatistics told = figures.of(List.of(definition));

        assertThat(told.begun()).isZero();
        assertThat(told.finished()).isZero();
        assertThat(told.running()).isOne();
        assertThat(told.times()).isNull();
        assertThat(told.empty()).isFalse();
        assertThat(told.steps()).isNotEmpty().allSatisfy(step -> {
            assertThat(step.standing()).isPositive();
            assertThat(step.finished() + step.interrupted()).isZero();
        });
        assertThat(told.flows()).extracting(Flow::times).containsOnly(0L);
    }

    private static Map<String, Long> flows(ModelStatistics told) {
        return told.flows().stream().collect(toMap(Flow::flow, Flow::times, (one, other) -> null, TreeMap::new));
    }

    private List<HistoricProcessInstance> instances(List<String> definitions) {
        return definitions.stream()
                .flatMap(id -> history.createHistoricProcessInstanceQuery().processDefinitionId(id).list().stream())
                .toList();
    }

    private Map<String, Long> taken(List<String> definitions) {
        Map<String, Long> taken = new TreeMap<>();
        definitions.forEach(id -> repository
                .getBpmnModelInstance(id)
                .getModelElementsByType(SequenceFlow.class)
                .forEach(flow -> taken.merge(flow.getId(), unheard(id, flow), Long::sum)));
        instances(definitions).forEach(run -> FlowRecorder.timesTakenBy(run.getId())
                .forEach((flow, times) -> taken.merge(flow, (long) times, Long::sum)));
        return taken;
    }

    /** The engine tells no listener of the flow to the event that came first; the event has no other way in. */
    private long unheard(String definition, SequenceFlow flow) {
        return flow.getSource() instanceof EventBasedGateway
                ? history.createHistoricActivityInstanceQuery()
                        .processDefinitionId(definition)
                        .activityId(flow.getTarget().getId())
                        .count()
                : 0;
    }

    private List<Step> steps(List<String> definitions) {
        Map<String, Long> standing = new HashMap<>();
        Map<String, List<HistoricActivityInstance>> passed = new HashMap<>();
        for (String id : definitions) {
            runtime.createProcessInstanceQuery().processDefinitionId(id).list().stream()
                    .map(ProcessInstance::getId)
                    .map(runtime::getActivityInstance)
                    .forEach(tree -> stand(tree, standing));
            history.createHistoricActivityInstanceQuery().processDefinitionId(id).list().stream()
                    .filter(step -> !ModelElements.isBody(step.getActivityId()))
                    .forEach(step -> passed.computeIfAbsent(step.getActivityId(), element -> new ArrayList<>())
                            .add(step));
        }
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
