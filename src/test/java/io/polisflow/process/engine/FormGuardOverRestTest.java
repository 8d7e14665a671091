package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jersey.JerseyAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

@SpringBootTest(
        classes = FormGuardOverRestTest.Served.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:form-guard-rest;DB_CLOSE_DELAY=-1",
            "camunda.bpm.deployment-resource-pattern=classpath:nothing/*.bpmn",
            "camunda.bpm.job-execution.enabled=false"
        })
class FormGuardOverRestTest {

    private static final String FORM =
            """
            {"id":"guarded-fill","type":"default","executionPlatform":"Camunda Platform","schemaVersion":16,
             "components":[{"type":"textfield","key":"inn","label":"ИНН","validate":{"required":true}}]}""";
    private static final Map<String, Object> EMPTY = Map.of("variables", Map.of());
    private static final Map<String, Object> FILLED =
            Map.of("variables", Map.of("inn", Map.of("value", "7707083893", "type", "String")));

    // No @Configuration: the tests name it, and the whole application must not find it by scanning.
    @Import({EngineSlice.class, RestRefusals.class})
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        JerseyAutoConfiguration.class,
        CamundaBpmRestJerseyAutoConfiguration.class
    })
    static class Served {}

    @Autowired
    TestRestTemplate rest;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    EngineSlice.Seen seen;

    @BeforeEach
    void deploy() {
        seen.reset();
        if (repository.createProcessDefinitionQuery().count() == 0) {
            repository
                    .createDeployment()
                    .addModelInstance(
                            "guarded.bpmn",
                            Bpmn.createExecutableProcess("guarded")
                                    .camundaHistoryTimeToLive(1)
                                    .startEvent()
                                    .camundaFormRef("guarded-fill")
                                    .camundaFormRefBinding("deployment")
                                    .userTask("Task_Fill")
                                    .camundaFormRef("guarded-fill")
                                    .camundaFormRefBinding("deployment")
                                    .serviceTask("Task_Record")
                                    .camundaDelegateExpression("${recordDelegate}")
                                    .endEvent()
                                    .done())
                    .addString("fill.form", FORM)
                    .deploy();
        }
        runtime.createProcessInstanceQuery()
                .list()
                .forEach(open -> runtime.deleteProcessInstance(open.getId(), "the next test begins"));
        runtime.startProcessInstanceByKey("guarded", Map.of("inn", "1"));
    }

    @Test
    void everyWayInAnswersABreachWith400NamingTheField() {
        String task = task();

        for (String path : new String[] {
            "/task/" + task + "/complete",
            "/task/" + task + "/submit-form",
            "/process-definition/key/guarded/start",
            "/process-definition/key/guarded/submit-form"
        }) {
            ResponseEntity<String> answer = post(path, EMPTY);

            assertThat(answer.getStatusCode()).as(path).isEqualTo(HttpStatus.BAD_REQUEST);
            assertThat(answer.getBody()).as(path).contains("«ИНН» — обязательное поле");
        }
        assertThat(task()).isEqualTo(task);

        assertThat(post("/task/" + task + "/complete", FILLED).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
    }

    @Test
    void anotherFaultIsStill500() {
        seen.refuseWith = new IllegalStateException("broken");

        assertThat(post("/task/" + task() + "/complete", FILLED).getStatusCode())
                .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    @Test
    void aMessageThatNobodyWaitsForIsRefusedInRussian() {
        ResponseEntity<String> answer = rest.postForEntity(
                "/engine-rest/message",
                Map.of("messageName", "deal.lost", "businessKey", "D-2026-000001"),
                String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getBody()).contains("никто не ждёт").contains("Ничего не изменено");
    }

    @Test
    void aRefusalOfTheCrmIs400WithItsText() {
        String task = task();
        seen.refuseWith = EngineSlice.refused();

        ResponseEntity<String> answer = post("/task/" + task + "/submit-form", FILLED);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getBody()).contains("Сумма больше лимита клиента. Уменьшите её.");
        seen.refuseWith = null;
        assertThat(post("/task/" + task + "/submit-form", FILLED).getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);
    }

    private String task() {
        return tasks.createTaskQuery().singleResult().getId();
    }

    private ResponseEntity<String> post(String path, Object body) {
        return rest.postForEntity("/engine-rest" + path, body, String.class);
    }
}
