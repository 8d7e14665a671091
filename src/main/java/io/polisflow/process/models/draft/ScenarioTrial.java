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
import java.util.List;
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
     * @param missed ids of the steps and flows that none of them comes to
     */
    public record Walked(String path, String model, int percent, List<String> missed) {}

    /** @param draft the draft's own files; what it lacks is as in force */
    public Trial run(Collection<ModelFile> draft) {
        ScenarioReport report = runner.run(
                draft.stream().filter(file -> !WordingFile.is(file.path())).toList(),
                stories.product().scenarios());
        return new Trial(
                report.problem(),
                report.results().stream().map(ScenarioTrial::outcome).toList(),
                report.coverage().stream().map(ScenarioTrial::walked).toList());
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

    private static Walked walked(Coverage coverage) {
        return new Walked(
                path(coverage.model()),
                coverage.modelName(),
                coverage.percent(),
                coverage.missedElements().stream().sorted().toList());
    }

    private static String path(String key) {
        return "bpmn/" + key + ".bpmn";
    }
}
