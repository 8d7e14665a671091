package io.polisflow.process.models;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.polisflow.process.engine.ActivityFigures;
import io.polisflow.process.engine.ActivityFigures.Instances;
import io.polisflow.process.engine.ActivityFigures.Passage;
import io.polisflow.process.engine.ActivityFigures.Step;
import io.polisflow.process.engine.ActivityFigures.Tokens;
import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.models.ModelStatistics.Flow;
import io.polisflow.process.models.ModelStatistics.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells how models work, with a handful of statements whatever has passed. */
@Service
@Transactional(readOnly = true)
public class ModelFigures {

    /** How far back the figures reach. */
    public static final Duration PERIOD = Duration.ofDays(90);

    /** The latest that are looked at one by one; beyond that a flow was taken at least as often as they tell. */
    private static final int MOST_PASSAGES = 100_000;

    private final ActivityFigures figures;
    private final RepositoryService repository;
    private final OwnWork ownWork;
    private final Clock clock;

    ModelFigures(ActivityFigures figures, RepositoryService repository, OwnWork ownWork, Clock clock) {
        this.figures = figures;
        this.repository = repository;
        this.ownWork = ownWork;
        this.clock = clock;
    }

    /** @param definitions ids of versions of one model, at least one; those of several are added up by the ids of elements and flows */
    public ModelStatistics of(Collection<String> definitions) {
        Instant since = clock.instant().minus(PERIOD);
        List<Step> steps = figures.steps(definitions, since);
        List<Tokens> tokens = figures.tokens(definitions);
        Instances instances = figures.instances(definitions, since);
        return new ModelStatistics(
                since,
                instances.running(),
                instances.begun(),
                instances.finished(),
                instances.interrupted(),
                figures.instanceTimes(definitions, since)
                        .map(ModelFigures::times)
                        .orElse(null),
                steps(steps, tokens, figures.stepTimes(definitions, since)),
                flows(definitions, steps, tokens, since));
    }

    /**
     * How often a decision table was asked since {@link #PERIOD}, and how often each of its rows answered.
     *
     * @param rows id of the row → times; absent when never
     */
    public record TableAnswers(Instant since, long evaluations, Map<String, Long> rows) {}

    /** @param definitions ids of versions of one table, at least one */
    public TableAnswers ofTable(Collection<String> definitions) {
        Instant since = clock.instant().minus(PERIOD);
        ActivityFigures.Answers answers = figures.answers(definitions, since);
        return new TableAnswers(since, answers.evaluations(), answers.rows());
    }

    private static Times times(ActivityFigures.Times times) {
        return times == null ? null : new Times(times.median(), times.most());
    }

    /** Of what is done several times each time counts, and not the body around it. */
    private static List<ModelStatistics.Step> steps(
            List<Step> steps, List<Tokens> tokens, Map<String, ActivityFigures.Times> times) {
        Set<String> elements = new LinkedHashSet<>();
        steps.stream()
                .map(Step::activity)
                .filter(activity -> !ModelElements.isBody(activity))
                .forEach(elements::add);
        tokens.forEach(standing -> elements.add(ModelElements.element(standing.activity())));
        Map<String, List<Step>> passed = steps.stream().collect(groupingBy(Step::activity));
        return elements.stream()
                .map(element -> {
                    List<Step> here = passed.getOrDefault(element, List.of());
                    return new ModelStatistics.Step(
                            element,
                            tokens.stream()
                                    .filter(standing -> ModelElements.element(standing.activity())
                                            .equals(element))
                                    .mapToLong(Tokens::tokens)
                                    .sum(),
                            here.stream().mapToLong(Step::finished).sum(),
                            here.stream().mapToLong(Step::interrupted).sum(),
                            times(times.get(element)));
                })
                .filter(step -> step.standing() + step.finished() + step.interrupted() > 0)
                .toList();
    }

    /** Each version by its own flows: two versions may join the same elements otherwise. */
    private List<Flow> flows(Collection<String> definitions, List<Step> steps, List<Tokens> tokens, Instant since) {
        Map<String, FlowCounts> counts = new LinkedHashMap<>();
        ownWork.run(() -> definitions.forEach(id -> {
            Map<String, Step> passed =
                    steps.stream().filter(step -> step.model().equals(id)).collect(toMap(Step::activity, step -> step));
            Map<String, Long> standing = tokens.stream()
                    .filter(each -> each.model().equals(id))
                    .collect(toMap(Tokens::activity, Tokens::tokens));
            counts.put(
                    id,
                    new FlowCounts(
                            repository.getBpmnModelInstance(id),
                            node -> entered(node, passed, standing),
                            node -> left(node, passed)));
        }));
        Set<String> needed = new LinkedHashSet<>();
        counts.values().forEach(version -> version.needed().forEach(node -> needed.add(activity(node))));
        List<Passage> passages =
                needed.isEmpty() ? List.of() : figures.passages(definitions, needed, since, MOST_PASSAGES);
        Map<String, List<Passage>> byModel = passages.stream().collect(groupingBy(Passage::model));
        Map<String, Flow> flows = new LinkedHashMap<>();
        counts.forEach(
                (id, version) -> version.with(byModel.getOrDefault(id, List.of()), passages.size() < MOST_PASSAGES)
                        .forEach(flow -> flows.merge(flow.flow(), flow, ModelFigures::sum)));
        return List.copyOf(flows.values());
    }

    private static String activity(FlowNode node) {
        return FlowCounts.isRepeated(node) ? ModelElements.body(node.getId()) : node.getId();
    }

    /** Whatever waits for a job to begin has come already. */
    private static long entered(FlowNode node, Map<String, Step> passed, Map<String, Long> standing) {
        Step step = passed.get(activity(node));
        long begun = step == null ? 0 : step.begun();
        long running = step == null ? 0 : step.running();
        return begun + Math.max(0, standing.getOrDefault(activity(node), 0L) - running);
    }

    private static long left(FlowNode node, Map<String, Step> passed) {
        Step step = passed.get(activity(node));
        return step == null ? 0 : step.finished();
    }

    private static Flow sum(Flow one, Flow other) {
        return new Flow(one.flow(), one.times() + other.times(), one.atLeast() || other.atLeast());
    }
}
