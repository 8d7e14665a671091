package io.polisflow.process.models.draft;

import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.gate.WordingFile;
import io.polisflow.process.models.scenario.ScenarioFiles;
import io.polisflow.process.models.scenario.ScenarioReport;
import io.polisflow.process.models.scenario.ScenarioReport.Coverage;
import io.polisflow.process.models.scenario.ScenarioReport.Failure;
import io.polisflow.process.models.scenario.ScenarioReport.Result;
import io.polisflow.process.models.scenario.ScenarioReport.Token;
import io.polisflow.process.models.scenario.ScenarioRunner;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Plays the product's business stories on models as they would be with a draft in force, apart from everything that runs. */
@Service
public class ScenarioTrial {

    private final ScenarioRunner runner;
    private final ScenarioFiles stories;

    ScenarioTrial(ScenarioRunner runner, ScenarioFiles stories) {
        this.runner = runner;
        this.stories = stories;
    }

    /**
     * What came of all stories.
     *
     * @param problem why none could be played, or null
     */
    public record Trial(String problem, List<Outcome> outcomes, List<Walked> walked) {}

    /**
     * What came of one story.
     *
     * @param why the sentence that did not come true, what was expected and what was found; empty when it passed
     * @param stopped where the tokens stood at the end
     */
    public record Outcome(String title, boolean passed, List<String> why, List<Stop> stopped) {}

    /** @param path of the model's file */
    public record Stop(String path, String model, String element, String label) {}

    /**
     * How much of a model the stories walk.
     *
     * @param elements ids of the steps that some story comes to
     * @param flows ids of the flows that some story takes
     * @param missed ids of the steps that none of them comes to
     * @param missedFlows ids of the flows that none of them takes
     * @param stopped where stories stood that did not pass, and how many of them
     */
    public record Walked(
            String path,
            String model,
            int percent,
            List<String> elements,
            List<String> flows,
            List<String> missed,
            List<String> missedFlows,
            List<Stopped> stopped) {}

    /** @param label what the diagram shows there @param stories how many that did not pass had a token there at their end */
    public record Stopped(String element, String label, long stories) {}

    /** @param draft the draft's own files; what it lacks is as in force */
    public Trial run(Collection<ModelFile> draft) {
        ScenarioReport report = runner.run(
                draft.stream().filter(file -> !WordingFile.is(file.path())).toList(),
                stories.product().scenarios());
        return new Trial(
                report.problem(),
                report.results().stream().map(ScenarioTrial::outcome).toList(),
                report.coverage().stream()
                        .map(coverage -> walked(coverage, report.results()))
                        .toList());
    }

    private static Outcome outcome(Result result) {
        Failure failure = result.failure();
        return new Outcome(
                result.scenario().name(),
                result.passed(),
                failure == null
                        ? List.of()
                        : List.of(failure.sentence(), "Ожидалось: " + failure.expected(), "Вышло: " + failure.found()),
                result.tokens().stream().map(ScenarioTrial::stop).toList());
    }

    private static Stop stop(Token token) {
        return new Stop(path(token.model()), token.modelName(), token.element(), token.label());
    }

    private static Walked walked(Coverage coverage, List<Result> results) {
        return new Walked(
                path(coverage.model()),
                coverage.modelName(),
                coverage.percent(),
                inOrder(coverage.elements()),
                inOrder(coverage.flows()),
                inOrder(coverage.missedElements()),
                inOrder(coverage.missedFlows()),
                stopped(coverage.model(), results));
    }

    /** A story with several tokens at one step has stopped there once. */
    private static List<Stopped> stopped(String model, List<Result> results) {
        Map<Token, Long> stories = results.stream()
                .filter(result -> !result.passed())
                .flatMap(result -> result.tokens().stream()
                        .filter(token -> token.model().equals(model))
                        .distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return stories.entrySet().stream()
                .map(each -> new Stopped(each.getKey().element(), each.getKey().label(), each.getValue()))
                .sorted(Comparator.comparing(Stopped::stories).reversed().thenComparing(Stopped::element))
                .toList();
    }

    private static List<String> inOrder(Collection<String> ids) {
        return ids.stream().sorted().toList();
    }

    private static String path(String key) {
        return "bpmn/" + key + ".bpmn";
    }
}
