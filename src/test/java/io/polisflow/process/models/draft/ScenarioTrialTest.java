package io.polisflow.process.models.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.polisflow.process.models.draft.ScenarioTrial.Stopped;
import io.polisflow.process.models.draft.ScenarioTrial.Walked;
import io.polisflow.process.models.scenario.Scenario;
import io.polisflow.process.models.scenario.ScenarioFiles;
import io.polisflow.process.models.scenario.ScenarioReading;
import io.polisflow.process.models.scenario.ScenarioReport;
import io.polisflow.process.models.scenario.ScenarioReport.Coverage;
import io.polisflow.process.models.scenario.ScenarioReport.Failure;
import io.polisflow.process.models.scenario.ScenarioReport.Result;
import io.polisflow.process.models.scenario.ScenarioReport.Token;
import io.polisflow.process.models.scenario.ScenarioRunner;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a diagram shows of the stories: where they went, what they left out, and where those stand that did not pass. */
class ScenarioTrialTest {

    private static final Failure FAILURE = new Failure("То: КП согласовано", 7, "конец", "стоит");

    private static Token at(String model, String element) {
        return new Token(model, model, element, element);
    }

    @Test
    void theDiagramOfAModelTellsWhereStoriesWentAndStopped() {
        Scenario story = new Scenario("Юрист согласен", "UC3", "uc3.yaml", 1, List.of());
        ScenarioReport report = new ScenarioReport(
                null,
                List.of(
                        new Result(story, null, List.of(at("approval", "Task_Terms"))),
                        new Result(story, FAILURE, List.of(at("approval", "Task_Terms"), at("deal", "Call_Approval"))),
                        new Result(
                                story, FAILURE, List.of(at("approval", "Task_Terms"), at("approval", "Task_Terms")))),
                List.of(
                        new Coverage(
                                "approval",
                                "Согласование",
                                Set.of("Start", "Task_Terms"),
                                Set.of("Flow_In"),
                                Set.of("End"),
                                Set.of("Flow_Out")),
                        new Coverage("deal", "Сделка", Set.of("Call_Approval"), Set.of(), Set.of(), Set.of())));
        ScenarioRunner runner = mock(ScenarioRunner.class);
        ScenarioFiles files = mock(ScenarioFiles.class);
        when(files.product()).thenReturn(new ScenarioReading(List.of(), List.of()));
        when(runner.run(any(), any())).thenReturn(report);

        List<Walked> walked = new ScenarioTrial(runner, files).run(List.of()).walked();

        assertThat(walked)
                .containsExactly(
                        new Walked(
                                "bpmn/approval.bpmn",
                                "Согласование",
                                60,
                                List.of("Start", "Task_Terms"),
                                List.of("Flow_In"),
                                List.of("End"),
                                List.of("Flow_Out"),
                                // Neither the story that passed counts, nor its second token.
                                List.of(new Stopped("Task_Terms", "Task_Terms", 2))),
                        new Walked(
                                "bpmn/deal.bpmn",
                                "Сделка",
                                100,
                                List.of("Call_Approval"),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(new Stopped("Call_Approval", "Call_Approval", 1))));
    }
}
