package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polisflow.crm.journal.CurrentStep;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(
        classes = EngineSlice.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:form-guard;DB_CLOSE_DELAY=-1",
            "camunda.bpm.deployment-resource-pattern=classpath:nothing/*.bpmn",
            "camunda.bpm.job-execution.enabled=false"
        })
class FormGuardTest {

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    FormService forms;

    @Autowired
    HistoryService history;

    @Autowired
    IdentityService identity;

    @Autowired
    EngineSlice.Seen seen;

    private String deployment;

    @BeforeEach
    void forget() {
        seen.reset();
    }

    @AfterEach
    void undeploy() {
        identity.clearAuthentication();
        if (deployment != null) {
            repository.deleteDeployment(deployment, true);
        }
    }

    @Test
    void anEmptyCompleteIsRefusedNamingTheField() {
        Task task = taskWith("{'type':'textfield','key':'inn','label':'ИНН','validate':{'required':true}}");

        assertThatThrownBy(() -> tasks.complete(task.getId()))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessage("«ИНН» — обязательное поле");
        assertThatThrownBy(() -> forms.submitTaskForm(task.getId(), Map.of("inn", "  ")))
                .hasMessage("«ИНН» — обязательное поле");

        assertThat(open()).hasSize(1);
        assertThat(seen.form).isEmpty();
        assertThat(history.createHistoricVariableInstanceQuery().count()).isZero();

        tasks.complete(task.getId(), Map.of("inn", " 7707083893 "));

        assertThat(seen.form).containsEntry("inn", "7707083893");
    }

    @Test
    void allBreachesAreNamedAtOnce() {
        Task task = taskWith(
                "{'type':'textfield','key':'inn','label':'ИНН','validate':{'required':true}}",
                "{'type':'number','key':'sum','label':'Сумма','validate':{'min':1}}");

        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("sum", 0)))
                .hasMessage("«ИНН» — обязательное поле; «Сумма» — не меньше 1");
    }

    @Test
    void anAnswerOfAnEarlierStepAnswersNoLaterOne() {
        start(Map.of("decision", "approve"), radio());

        assertThatThrownBy(() -> tasks.complete(open().get(0).getId())).hasMessage("«Решение» — обязательное поле");
    }

    @Test
    void aPrefilledValueReachesTheDelegateUnlessItIsOverwritten() {
        String field = "{'type':'textfield','key':'name','label':'Имя','validate':{'required':true}}";
        deploy(
                Bpmn.createExecutableProcess("guarded")
                        .camundaHistoryTimeToLive(1)
                        .startEvent()
                        .userTask("Task_Fill")
                        .camundaTaskListenerDelegateExpression("create", "${prefillListener}")
                        .camundaFormRef("guarded-fill")
                        .camundaFormRefBinding("deployment")
                        .serviceTask("Task_Record")
                        .camundaDelegateExpression("${recordDelegate}")
                        .endEvent()
                        .done(),
                field);
        runtime.startProcessInstanceByKey("guarded");
        assertThat(runtime.createVariableInstanceQuery()
                        .variableName("name")
                        .singleResult()
                        .getTaskId())
                .isNotNull();
        tasks.complete(open().get(0).getId());
        assertThat(seen.form).containsEntry("name", "из карточки");

        runtime.startProcessInstanceByKey("guarded");
        tasks.complete(open().get(0).getId(), Map.of("name", "от человека"));
        assertThat(seen.form).containsEntry("name", "от человека");

        runtime.startProcessInstanceByKey("guarded");
        forms.submitTaskForm(open().get(0).getId(), Map.of("name", "из формы"));
        assertThat(seen.form).containsEntry("name", "из формы");

        runtime.startProcessInstanceByKey("guarded");
        assertThatThrownBy(() -> forms.submitTaskForm(open().get(0).getId(), Map.of("name", "")))
                .hasMessage("«Имя» — обязательное поле");
    }

    @Test
    void aStartFormIsCheckedWhateverStartsTheProcess() {
        BpmnModelInstance model = Bpmn.createExecutableProcess("guarded")
                .camundaHistoryTimeToLive(1)
                .startEvent("Event_Called")
                .camundaFormRef("guarded-fill")
                .camundaFormRefBinding("deployment")
                .serviceTask("Task_Record")
                .camundaDelegateExpression("${recordDelegate}")
                .endEvent()
                .done();
        deploy(model, "{'type':'textfield','key':'phone','label':'Телефон','validate':{'validationType':'phone'}}");
        String definition =
                repository.createProcessDefinitionQuery().singleResult().getId();

        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("guarded", Map.of("phone", "12")))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageStartingWith("«Телефон» — укажите телефон");
        assertThatThrownBy(() -> forms.submitStartForm(definition, Map.of("phone", "12")))
                .hasMessageStartingWith("«Телефон»");
        assertThat(history.createHistoricProcessInstanceQuery().count()).isZero();

        forms.submitStartForm(definition, Map.of("phone", "+79161234567"));
        assertThat(seen.form).containsEntry("phone", "+79161234567");
    }

    @Test
    void aRefusalOfTheCrmReachesTheUserAndChangesNothing() {
        Task task = taskWith("{'type':'textfield','key':'inn','label':'ИНН'}");
        seen.refuseWith = EngineSlice.refused();

        Throwable refusal = catchThrowable(() -> tasks.complete(task.getId(), Map.of("inn", "1")));

        assertThat(refusal)
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessage("Сумма больше лимита клиента. Уменьшите её.")
                .hasCause(seen.refuseWith);
        assertThat(open()).extracting(Task::getId).containsExactly(task.getId());
        assertThat(runtime.createVariableInstanceQuery().count()).isZero();
    }

    @Test
    void anotherFaultStaysAFault() {
        Task task = taskWith("{'type':'textfield','key':'inn','label':'ИНН'}");
        seen.refuseWith = new IllegalStateException("broken");

        assertThatThrownBy(() -> tasks.complete(task.getId())).isSameAs(seen.refuseWith);
    }

    @Test
    void theNameOfABeanIsNoVariable() {
        Task task = taskWith("{'type':'textfield','key':'inn','label':'ИНН'}");

        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("modelsPlugin", "x")))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageContaining("modelsPlugin");
    }

    @Test
    void choicesComeFromAVariableThatTheTaskSees() {
        String select = "{'type':'select','key':'client','label':'Клиент','valuesKey':'candidates'}";
        start(
                Map.of(
                        "candidates",
                        SpinValues.jsonValue("[{\"label\":\"ООО\",\"value\":\"7\"}]")
                                .create()),
                select);
        String task = open().get(0).getId();

        assertThatThrownBy(() -> tasks.complete(task, Map.of("client", "8")))
                .hasMessage("«Клиент» — выберите значение из списка");
        tasks.complete(task, Map.of("client", "7"));

        assertThat(seen.form).containsEntry("client", "7");
    }

    @Test
    void aRowIsCheckedAndOnlyItsFieldsAreKept() {
        String rows = "{'type':'dynamiclist','path':'lines','label':'Строки','components':["
                + "{'type':'number','key':'sum','label':'Сумма','validate':{'required':true},'decimalDigits':2}]}";
        Task task = taskWith(rows);

        assertThatThrownBy(() -> tasks.complete(
                        task.getId(),
                        Map.of(
                                "lines",
                                SpinValues.jsonValue("[{\"sum\":1},{\"sum\":1.234},{}]")
                                        .create())))
                .hasMessage("Строка 2: «Сумма» — знаков после запятой не больше 2; "
                        + "Строка 3: «Сумма» — обязательное поле");

        tasks.complete(
                task.getId(),
                Map.of(
                        "lines",
                        SpinValues.jsonValue("[{\"sum\":1000.50,\"hacked\":true}]")
                                .create()));
        assertThat(PlainValues.rows(seen.form.get("lines"))).containsExactly(Map.of("sum", new BigDecimal("1000.5")));
    }

    @Test
    void whatTheFormHidesIsNeitherDemandedNorKept() {
        Task task = taskWith(
                radio(),
                "{'type':'textarea','key':'comment','label':'Комментарий','validate':{'required':true},"
                        + "'conditional':{'hide':'=decision = \\\"approve\\\"'}}");

        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("decision", "rework")))
                .hasMessage("«Комментарий» — обязательное поле");
        tasks.complete(task.getId(), Map.of("decision", "approve", "comment", "спрятано"));

        assertThat(seen.form).containsEntry("decision", "approve").doesNotContainKey("comment");
    }

    @Test
    void aDelegateKnowsItsStepAndUserAndTheLogItsDeal() {
        Task task = taskWith("{'type':'textfield','key':'inn','label':'ИНН'}");
        tasks.setAssignee(task.getId(), "manager");
        identity.setAuthentication("manager", List.of("sales"));
        tasks.complete(task.getId());

        assertThat(seen.steps)
                .containsExactly(new CurrentStep.Step("guarded", 1, "Task_Record", "Записать", "manager"));
        assertThat(seen.deals).containsExactly("D-2026-000001");
        assertThat(CurrentStep.get()).isNull();
        assertThat(seen.stages).containsExactly("D-2026-000001 needs-analysis");
    }

    @Test
    void aStepThatFailedLeavesNoTraceOnTheThread() {
        Task task = taskWith("{'type':'textfield','key':'inn','label':'ИНН'}");
        seen.refuseWith = EngineSlice.refused();

        catchThrowable(() -> tasks.complete(task.getId()));

        assertThat(CurrentStep.get()).isNull();
    }

    private static String radio() {
        return "{'type':'radio','key':'decision','label':'Решение','validate':{'required':true},"
                + "'values':[{'label':'Да','value':'approve'},{'label':'Нет','value':'rework'}]}";
    }

    private Task taskWith(String... components) {
        start(Map.of(), components);
        return open().get(0);
    }

    private void start(Map<String, Object> variables, String... components) {
        deploy(fillAndRecord(), components);
        runtime.startProcessInstanceByKey("guarded", "D-2026-000001", variables);
    }

    private List<Task> open() {
        return tasks.createTaskQuery().list();
    }

    private static BpmnModelInstance fillAndRecord() {
        BpmnModelInstance model = Bpmn.createExecutableProcess("guarded")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .userTask("Task_Fill")
                .camundaFormRef("guarded-fill")
                .camundaFormRefBinding("deployment")
                .serviceTask("Task_Record")
                .name("Записать")
                .camundaDelegateExpression("${recordDelegate}")
                .endEvent()
                .done();
        StageProperty.add(model, "Task_Record", "needs-analysis");
        return model;
    }

    private void deploy(BpmnModelInstance model, String... components) {
        String form = "{'id':'guarded-fill','type':'default','executionPlatform':'Camunda Platform','schemaVersion':16,"
                + "'components':[" + String.join(",", components) + "]}";
        deployment = repository
                .createDeployment()
                .addModelInstance("guarded.bpmn", model)
                .addString("fill.form", form.replace('\'', '"'))
                .deploy()
                .getId();
    }
}
