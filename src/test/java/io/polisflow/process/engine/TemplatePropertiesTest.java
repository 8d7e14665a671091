package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.builder.AbstractFlowNodeBuilder;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** What a step dropped from an element template of Camunda Modeler says in its extension properties is what the engine does. */
@SpringBootTest(
        classes = EngineSlice.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:form-guard;DB_CLOSE_DELAY=-1",
            "camunda.bpm.deployment-resource-pattern=classpath:nothing/*.bpmn",
            "camunda.bpm.job-execution.enabled=false"
        })
class TemplatePropertiesTest {

    private static final String REFUSAL = "Сумма больше лимита клиента.";

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService management;

    @Autowired
    private EngineSlice.Seen seen;

    private String deployment;

    @BeforeEach
    void forget() {
        seen.reset();
    }

    @AfterEach
    void undeploy() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void theListenerOfFormDataFillsTheForm() {
        start(property(model().userTask("Task_Check"), "form-data", "${prefillListener}"));

        assertThat(shown("name")).isEqualTo("из карточки");
    }

    @Test
    void aListenerThatIsDrawnAsWellRunsOnce() {
        start(property(
                model().userTask("Task_Check").camundaTaskListenerDelegateExpression("create", "${countListener}"),
                "form-data",
                "${countListener}"));

        assertThat(shown("runs")).isEqualTo(1);
    }

    @Test
    void retriesAreTheCycleOfAFailedStep() {
        seen.refuseWith = new RefusedException("sum", REFUSAL);
        start(property(recording(), "retries", "PT10S,PT1M,PT5M,PT1H"));

        assertThat(retriesAfterAFailure()).isEqualTo(4);
    }

    @Test
    void whatIsLeftBlankIsNotThere() {
        seen.refuseWith = new RefusedException("sum", REFUSAL);
        start(property(property(recording(), "retries", ""), "stage", ""));

        assertThat(retriesAfterAFailure()).isEqualTo(2);
        assertThat(seen.stages).isEmpty();
    }

    private static AbstractFlowNodeBuilder<?, ?> recording() {
        return model().serviceTask("Task_Record")
                .camundaDelegateExpression("${recordDelegate}")
                .camundaAsyncBefore();
    }

    private int retriesAfterAFailure() {
        Job job = management.createJobQuery().singleResult();
        assertThatThrownBy(() -> management.executeJob(job.getId())).hasMessageContaining(REFUSAL);
        return management.createJobQuery().singleResult().getRetries();
    }

    private Object shown(String variable) {
        return tasks.getVariableLocal(tasks.createTaskQuery().singleResult().getId(), variable);
    }

    private static AbstractFlowNodeBuilder<?, ?> model() {
        return Bpmn.createExecutableProcess("templated")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent();
    }

    private static AbstractFlowNodeBuilder<?, ?> property(
            AbstractFlowNodeBuilder<?, ?> step, String name, String value) {
        BaseElement element = step.getElement();
        CamundaProperties properties = element.getExtensionElements() == null
                        || element.getExtensionElements()
                                .getElementsQuery()
                                .filterByType(CamundaProperties.class)
                                .list()
                                .isEmpty()
                ? element.getModelInstance().newInstance(CamundaProperties.class)
                : element.getExtensionElements()
                        .getElementsQuery()
                        .filterByType(CamundaProperties.class)
                        .singleResult();
        CamundaProperty property = element.getModelInstance().newInstance(CamundaProperty.class);
        property.setCamundaName(name);
        property.setCamundaValue(value);
        properties.getCamundaProperties().add(property);
        if (properties.getParentElement() == null) {
            step.addExtensionElement(properties);
        }
        return step;
    }

    private void start(AbstractFlowNodeBuilder<?, ?> step) {
        deployment = repository
                .createDeployment()
                .addModelInstance("templated.bpmn", step.endEvent().done())
                .deploy()
                .getId();
        runtime.startProcessInstanceByKey("templated", "D-2026-000001");
    }
}
