package io.polisflow.process.models.scenario;

import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.process.engine.EveryUserTask;
import io.polisflow.process.engine.ModelEquipment;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.scenario.Scenario.Step;
import io.polisflow.process.models.scenario.ScenarioReport.Coverage;
import io.polisflow.process.models.scenario.ScenarioReport.Failure;
import io.polisflow.process.models.scenario.ScenarioReport.Result;
import io.polisflow.process.sla.SeparateDeadlines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.springframework.stereotype.Service;

/**
 * Plays business stories against a set of models, apart from everything that runs: an engine and a database in memory, no outside system, no CRM.
 *
 * <p>What is real: the models with their gateways, timers, messages and calls, the decision tables, the rules of the forms, groups, deadlines
 * and stages. What a service task does is not: the vocabulary's {@code effects.yaml} says what each leaves in the process.
 */
@Service
public class ScenarioRunner {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final CurrentModels current;
    private final Vocabulary vocabulary;
    private final Words words;
    private final WorkingCalendar calendar;
    private final SeparateDeadlines deadlines;
    private final ModelEquipment equipment;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    ScenarioRunner(
            CurrentModels current,
            Vocabulary vocabulary,
            Words words,
            WorkingCalendar calendar,
            SeparateDeadlines deadlines,
            ModelEquipment equipment,
            Clock clock) {
        this.current = current;
        this.vocabulary = vocabulary;
        this.words = words;
        this.calendar = calendar;
        this.deadlines = deadlines;
        this.equipment = equipment;
        this.clock = clock;
    }

    /**
     * Plays the stories one after the other; one run at a time, others wait.
     *
     * @param draft what would be put into force; models, tables and forms that it lacks are those in force
     * @return what became of each story, never an exception for what lies in the draft
     */
    public ScenarioReport run(Collection<ModelFile> draft, Collection<Scenario> scenarios) {
        List<ModelFile> inForce = current.files();
        List<Scenario> stories = List.copyOf(scenarios);
        List<ModelFile> drafted = List.copyOf(draft);
        FutureTask<ScenarioReport> run = new FutureTask<>(() -> play(drafted, inForce, stories));
        oneAtATime.lock();
        try {
            // In a thread of its own nothing of the caller's transaction or sign-on is seen.
            Thread thread = new Thread(run, "scenarios");
            thread.setDaemon(true);
            thread.start();
            return run.get(LONGEST.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            run.cancel(true);
            return nothing("Прогон не уложился в " + LONGEST.toSeconds()
                    + " с и прерван: проверьте выражения и таблицы решений");
        } catch (InterruptedException e) {
            run.cancel(true);
            Thread.currentThread().interrupt();
            return nothing("Прогон прерван");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            oneAtATime.unlock();
        }
    }

    private static ScenarioReport nothing(String problem) {
        return new ScenarioReport(problem, List.of(), List.of());
    }

    private ScenarioReport play(List<ModelFile> draft, List<ModelFile> inForce, List<Scenario> stories) {
        ModelsOfRun models;
        try {
            models = new ModelsOfRun(draft, inForce);
        } catch (ModelsOfRun.Unreadable e) {
            return nothing(e.getMessage());
        }
        StoryClock time = new StoryClock(clock.getZone());
        Walk walk = new Walk(new StoryLimit(System.nanoTime() + LONGEST.toNanos()));
        StoryWorld world = new StoryWorld(words, calendar, time, walk, models.labels());
        Map<String, Instant> begun = new ConcurrentHashMap<>();
        List<EveryUserTask> everyTask = List.of(StoryProcesses.noting(begun, time), deadlines.countedBy(time));
        try (ScenarioEngine engine =
                ScenarioEngine.start(equipment, new ScenarioEngine.World(time, world, everyTask, walk, world))) {
            try {
                engine.deploy(models.files());
            } catch (ProcessEngineException e) {
                return nothing("Модели нельзя развернуть: " + e.getMessage());
            }
            StoryProcesses processes = new StoryProcesses(engine.engine(), world, models.forms(), begun);
            List<Result> results = new ArrayList<>();
            for (Scenario story : stories) {
                world.begin();
                results.add(play(story, new Story(world, processes, words), processes));
                processes.end();
            }
            return new ScenarioReport(null, List.copyOf(results), coverage(models.labels(), walk));
        }
    }

    private Result play(Scenario scenario, Story story, StoryProcesses processes) {
        for (Step step : scenario.steps()) {
            Failure failure = play(step, story);
            if (failure != null) {
                return new Result(scenario, failure, processes.tokens());
            }
        }
        return new Result(scenario, null, processes.tokens());
    }

    private Failure play(Step step, Story story) {
        try {
            vocabulary.play(step, story);
            return null;
        } catch (StepFailure e) {
            return new Failure(step.sentence(), step.line(), e.expected(), e.found());
        } catch (StoryProcesses.Refused e) {
            return new Failure(step.sentence(), step.line(), "введённое принято", "отказ: " + e.getMessage());
        } catch (StoryLimit.Exceeded e) {
            return new Failure(step.sentence(), step.line(), "модель приходит к покою", e.getMessage());
        } catch (RuntimeException e) {
            return new Failure(step.sentence(), step.line(), "шаг истории выполнен", "ошибка: " + e.getMessage());
        }
    }

    private static List<Coverage> coverage(ModelLabels labels, Walk walk) {
        return labels.models().entrySet().stream()
                .map(model -> coverage(model.getKey(), model.getValue(), labels, walk))
                .sorted(Comparator.comparing(Coverage::modelName))
                .toList();
    }

    private static Coverage coverage(String key, String name, ModelLabels labels, Walk walk) {
        Set<String> elements = new TreeSet<>(walk.reached(key));
        Set<String> flows = new TreeSet<>(walk.flows(key));
        // A gateway of events hands its token over without taking a flow.
        labels.drawnFlows(key).stream()
                .filter(flow -> flow.getSource() instanceof EventBasedGateway
                        && walk.left(key).contains(flow.getTarget().getId()))
                .forEach(flow -> flows.add(flow.getId()));
        Set<String> missedElements = new TreeSet<>(labels.nodes(key));
        missedElements.removeAll(elements);
        Set<String> missedFlows = new TreeSet<>(labels.flows(key));
        missedFlows.removeAll(flows);
        return new Coverage(key, name, elements, flows, missedElements, missedFlows);
    }
}
