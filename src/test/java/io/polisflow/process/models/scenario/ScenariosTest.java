package io.polisflow.process.models.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.ProcessTest;
import io.polisflow.process.models.scenario.ScenarioReport.Coverage;
import io.polisflow.process.models.scenario.ScenarioReport.Result;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Holds the models in force to the business stories of the product; one run serves all tests. */
class ScenariosTest extends ProcessTest {

    private static ScenarioReading told;
    private static ScenarioReport report;

    @Autowired
    private ScenarioFiles files;

    @Autowired
    private ScenarioRunner runner;

    private ScenarioReport report() {
        if (report == null) {
            told = files.product();
            report = runner.run(List.of(), told.scenarios());
        }
        return report;
    }

    @TestFactory
    Stream<DynamicTest> theModelsInForceTellEveryStory() {
        assertThat(report().problem()).isNull();
        return report().results().stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.scenario().useCase() + " " + result.scenario().name(), () -> assertThat(result.failure())
                                .as("%s", where(result))
                                .isNull()));
    }

    private static String where(Result result) {
        return result.scenario().file()
                + (result.failure() == null ? "" : ":" + result.failure().line());
    }

    @Test
    void everyFileIsUnderstood() {
        report();

        assertThat(told.problems()).isEmpty();
    }

    @Test
    void fortyStoriesTellAllSevenUseCases() {
        report();

        assertThat(told.scenarios()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(told.scenarios().stream().map(Scenario::useCase).collect(Collectors.toSet()))
                .isEqualTo(Set.of("UC1", "UC2", "UC3", "UC4", "UC5", "UC6", "UC7"));
        assertThat(told.scenarios().stream().map(Scenario::name)).doesNotHaveDuplicates();
    }

    @Test
    void theStoriesWalkNearlyEverything() {
        List<String> poor = report().coverage().stream()
                .filter(model -> model.percent() < 90)
                .map(model -> model.model() + " " + model.percent() + " % without " + model.missedElements()
                        + model.missedFlows())
                .toList();

        assertThat(report().coverage()).extracting(Coverage::model).contains("deal", "request-intake", "lost-deal");
        assertThat(poor).isEmpty();
    }
}
