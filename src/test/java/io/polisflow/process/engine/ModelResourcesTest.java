package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.ProcessTest;
import java.util.List;
import org.camunda.bpm.engine.repository.Resource;
import org.junit.jupiter.api.Test;

/** What the engine has deployed at the start. */
class ModelResourcesTest extends ProcessTest {

    @Test
    void everyModelAndFormIsDeployedUnderItsPath() {
        List<String> names = engine.getRepositoryService().createDeploymentQuery().list().stream()
                .flatMap(
                        deployment -> engine.getRepositoryService().getDeploymentResources(deployment.getId()).stream())
                .map(Resource::getName)
                .toList();

        // Two forms have one file name; neither may take the other's place.
        assertThat(names)
                .contains(
                        "forms/proposal-approval/check-terms.form",
                        "forms/contract-signing/check-terms.form",
                        "bpmn/deal.bpmn",
                        "bpmn/task-sla.dmn")
                .allMatch(name -> name.matches("(bpmn|forms/[\\w-]+)/[\\w-]+\\.(bpmn|dmn|form)"));
    }
}
