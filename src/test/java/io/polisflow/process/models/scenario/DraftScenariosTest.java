package io.polisflow.process.models.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.ProcessTest;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.scenario.ScenarioReport.Coverage;
import io.polisflow.process.models.scenario.ScenarioReport.Result;
import io.polisflow.process.models.scenario.ScenarioReport.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What stories say of a draft that breaks them, and that a run touches nothing but itself. */
class DraftScenariosTest extends ProcessTest {

    private static final String APPROVAL = "bpmn/proposal-approval.bpmn";

    private static final String STORY =
            """
            вариант использования: UC3
            истории:
              - название: КП согласуют все трое
                шаги:
                  - Дано: началось «Согласование КП»
                    данные: {скидка: 15}
                  - То: андеррайтер получает задачу «Проверить тариф»
                    срок: 8 рабочих часов
                  - Когда: андеррайтер согласует «Проверить тариф»
                  - И: юрист согласует «Согласование КП / Проверить условия»
                  - То: руководитель получает задачу «Утвердить скидку»
                  - Когда: руководитель согласует «Утвердить скидку»
                  - То: процесс «Согласование КП» закончился на «КП согласовано всеми»
            """;

    @Autowired
    private ScenarioFiles files;

    @Autowired
    private ScenarioRunner runner;

    private static ModelFile changed(String path, String before, String after) throws IOException {
        String content = Files.readString(Path.of(path));
        assertThat(content).contains(before);
        return new ModelFile(path, content.replace(before, after).getBytes(StandardCharsets.UTF_8));
    }

    private ScenarioReport run(String story, ModelFile... draft) {
        ScenarioReading reading = files.read("draft.yaml", story);
        assertThat(reading.problems()).isEmpty();
        return runner.run(Arrays.asList(draft), reading.scenarios());
    }

    private Result result(String story, ModelFile... draft) {
        ScenarioReport report = run(story, draft);
        assertThat(report.problem()).isNull();
        assertThat(report.results()).hasSize(1);
        return report.results().get(0);
    }

    @Test
    void aDraftThatChangesNothingPasses() throws IOException {
        assertThat(result(STORY, changed(APPROVAL, "Согласование КП", "Согласование КП"))
                        .failure())
                .isNull();
    }

    @Test
    void aRenamedTaskIsToldWithItsNewNameAndWhereTheTokenStopped() throws IOException {
        ScenarioReport report = run(STORY, changed(APPROVAL, "\"Проверить тариф\"", "\"Проверить тарифы\""));
        Result result = report.results().get(0);

        assertThat(report.passed()).isFalse();
        assertThat(result.failure().sentence()).isEqualTo("То андеррайтер получает задачу «Проверить тариф»");
        assertThat(result.failure().line()).isEqualTo(7);
        assertThat(result.failure().expected()).isEqualTo("задача «Проверить тариф»");
        assertThat(result.failure().found()).contains("похоже на «Проверить тарифы»");
        assertThat(result.tokens())
                .containsExactly(
                        new Token("proposal-approval", "Согласование КП", "Task_CheckTariff", "Проверить тарифы"));
        Coverage coverage = report.coverage().stream()
                .filter(model -> model.model().equals("proposal-approval"))
                .findFirst()
                .orElseThrow();
        assertThat(coverage.elements())
                .contains("Start_ApprovalNeeded", "Task_CheckTariff")
                .doesNotContain("Task_CheckTerms");
        assertThat(coverage.flows()).contains("Flow_NextApprover_CheckTariff");
        assertThat(coverage.missedElements()).contains("Task_CheckTerms", "End_Approved");
        assertThat(coverage.missedFlows()).contains("Flow_NextApprover_CheckTerms");
        assertThat(coverage.percent()).isBetween(1, 99);
    }

    @Test
    void aChangedGatewaySendsTheTokenElsewhere() throws IOException {
        Result result = result(STORY, changed(APPROVAL, "nextApprover == 'underwriter'", "nextApprover == 'nobody'"));

        assertThat(result.failure().expected()).isEqualTo("открыта задача «Проверить тариф» для роли «андеррайтер»");
        assertThat(result.failure().found())
                .isEqualTo("эта задача не открыта; токены стоят: «Согласование КП» на «Утвердить скидку»");
    }

    @Test
    void aChangedGroupIsToldByWhoSeesTheTask() throws IOException {
        Result result =
                result(STORY, changed(APPROVAL, "candidateGroups=\"underwriters\"", "candidateGroups=\"heads\""));

        assertThat(result.failure().found()).isEqualTo("задача открыта, но не для этой роли: её видят heads");
    }

    @Test
    void aChangedDecisionTableIsEvaluated() throws IOException {
        Result result =
                result(STORY, changed("bpmn/approval-route.dmn", "<text>\"head\"</text>", "<text>\"lawyer\"</text>"));

        assertThat(result.failure().sentence()).isEqualTo("То руководитель получает задачу «Утвердить скидку»");
    }

    @Test
    void aChangedDeadlineIsToldInWorkingHours() throws IOException {
        String before = "<outputEntry id=\"CheckTariff_Hours\">\n          <text>8</text>";
        Result result = result(STORY, changed("bpmn/task-sla.dmn", before, before.replace("8<", "12<")));

        assertThat(result.failure().expected()).isEqualTo("срок задачи «Проверить тариф» — 8 рабочих часов");
        assertThat(result.failure().found()).isEqualTo("срок — 12 рабочих часов");
    }

    @Test
    void aRenamedChoiceOfAFormIsTold() throws IOException {
        Result result =
                result(STORY, changed("forms/proposal-approval/check-tariff.form", "\"Согласовать\"", "\"Одобрить\""));

        assertThat(result.failure().sentence()).isEqualTo("Когда андеррайтер согласует «Проверить тариф»");
        assertThat(result.failure().found()).contains("на форме такого нет");
    }

    @Test
    void theRulesOfADraftsFormAreChecked() throws IOException {
        String story = STORY.substring(0, STORY.indexOf("      - Когда: андеррайтер"))
                + """
                      - Когда: андеррайтер пытается выполнить «Проверить тариф»
                        ответы: {Ваше решение: Вернуть на доработку}
                      - То: отказ «обязательное поле»
                """;

        assertThat(result(story).failure()).isNull();
        Result result = result(
                story,
                changed("forms/proposal-approval/check-tariff.form", "\"required\": true", "\"required\": false"));
        assertThat(result.failure().found()).isEqualTo("форма ничего не возразила");
    }

    @Test
    void aModelThatNeverRestsEndsWithAnExplanation() {
        String model = approval(
                """
                <bpmn:exclusiveGateway id="Gateway_Again" name="Ещё раз" />
                <bpmn:serviceTask id="Task_Finish" name="Утвердить" camunda:delegateExpression="${finishApprovalDelegate}" />
                <bpmn:sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Gateway_Again" />
                <bpmn:sequenceFlow id="Flow_2" sourceRef="Gateway_Again" targetRef="Task_Finish" />
                <bpmn:sequenceFlow id="Flow_3" sourceRef="Task_Finish" targetRef="Gateway_Again" />
                """);

        Result result = result(STORY, new ModelFile(APPROVAL, model.getBytes(StandardCharsets.UTF_8)));

        assertThat(result.failure().expected()).isEqualTo("модель приходит к покою");
        assertThat(result.failure().found())
                .startsWith("Модель не останавливается")
                .contains("«Ещё раз» → «Утвердить»");
    }

    @Test
    void aModelThatNeverRestsFromJobToJobEndsToo() {
        String model = approval(
                """
                <bpmn:exclusiveGateway id="Gateway_Again" name="Ещё раз" />
                <bpmn:serviceTask id="Task_Finish" name="Утвердить" camunda:asyncBefore="true" camunda:delegateExpression="${finishApprovalDelegate}" />
                <bpmn:sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Gateway_Again" />
                <bpmn:sequenceFlow id="Flow_2" sourceRef="Gateway_Again" targetRef="Task_Finish" />
                <bpmn:sequenceFlow id="Flow_3" sourceRef="Task_Finish" targetRef="Gateway_Again" />
                """);

        assertThat(result(STORY, new ModelFile(APPROVAL, model.getBytes(StandardCharsets.UTF_8)))
                        .failure()
                        .found())
                .startsWith("Модель не останавливается");
    }

    @Test
    void anExpressionReachesNoCode() {
        String model = approval(
                """
                <bpmn:exclusiveGateway id="Gateway_1" name="Код?" default="Flow_2" />
                <bpmn:endEvent id="End_1" />
                <bpmn:sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Gateway_1" />
                <bpmn:sequenceFlow id="Flow_2" sourceRef="Gateway_1" targetRef="End_1" />
                <bpmn:sequenceFlow id="Flow_3" sourceRef="Gateway_1" targetRef="End_1">
                  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${''.getClass().forName('java.lang.System').getMethod('setProperty', ''.getClass(), ''.getClass()).invoke(null, 'polisflow.story', 'ran') == null}</bpmn:conditionExpression>
                </bpmn:sequenceFlow>
                """);

        Result result = result(STORY, new ModelFile(APPROVAL, model.getBytes(StandardCharsets.UTF_8)));

        assertThat(result.failure().found()).startsWith("в ней код, который не выполняется");
        assertThat(System.getProperty("polisflow.story")).isNull();
    }

    @Test
    void aScriptDoesNotRun() {
        String model = approval(
                """
                <bpmn:scriptTask id="Task_1" name="Скрипт" scriptFormat="juel" camunda:resultVariable="x"><bpmn:script>${1 + 1}</bpmn:script></bpmn:scriptTask>
                <bpmn:sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Task_1" />
                """);

        assertThat(result(STORY, new ModelFile(APPROVAL, model.getBytes(StandardCharsets.UTF_8)))
                        .failure()
                        .found())
                .startsWith("в ней код, который не выполняется");
    }

    @Test
    void aFileThatCannotBeReadIsToldAndNothingIsRun() {
        ScenarioReport report = run(STORY, new ModelFile(APPROVAL, "<bpmn".getBytes(StandardCharsets.UTF_8)));

        assertThat(report.passed()).isFalse();
        assertThat(report.problem()).startsWith("Файл bpmn/proposal-approval.bpmn не читается");
        assertThat(report.results()).isEmpty();
    }

    @Test
    void aModelThatTheEngineRefusesIsToldAndNothingIsRun() throws IOException {
        ScenarioReport report =
                run(STORY, changed(APPROVAL, "sourceRef=\"Gateway_NextApprover\"", "sourceRef=\"Gateway_Nowhere\""));

        assertThat(report.problem()).startsWith("Модели нельзя развернуть");
    }

    @Test
    void aRunTouchesNothingThatRuns() {
        String deal = dealOf(webForm(freshInn()));
        long instances = runtime.createProcessInstanceQuery().count();
        long jobs = management.createJobQuery().count();
        long deployments = engine.getRepositoryService().createDeploymentQuery().count();
        long variables = runtime.createVariableInstanceQuery().count();
        List<String> journal = history(deal);
        int written = letters.of(deal(deal)).size();
        ClockUtil.setCurrentTime(new java.util.Date(1_000_000_000_000L));

        ScenarioReport report = runner.run(
                List.of(), files.product().scenarios().stream().limit(12).toList());

        assertThat(report.passed()).isTrue();
        assertThat(ClockUtil.getCurrentTime().getTime()).isEqualTo(1_000_000_000_000L);
        assertThat(ProcessEngines.getProcessEngines().keySet()).noneMatch(name -> name.startsWith("scenarios"));
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(instances);
        assertThat(management.createJobQuery().count()).isEqualTo(jobs);
        assertThat(engine.getRepositoryService().createDeploymentQuery().count())
                .isEqualTo(deployments);
        assertThat(runtime.createVariableInstanceQuery().count()).isEqualTo(variables);
        assertThat(history(deal)).isEqualTo(journal);
        assertThat(letters.of(deal(deal))).hasSize(written);
    }

    private static String approval(String elements) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Definitions_1" targetNamespace="http://polisflow.io/models">
                  <bpmn:process id="proposal-approval" name="Согласование КП" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <bpmn:startEvent id="Start_1" name="Начало" />
                    %s
                    <bpmn:userTask id="Task_CheckTariff" name="Проверить тариф" />
                    <bpmn:userTask id="Task_CheckTerms" name="Проверить условия" />
                  </bpmn:process>
                </bpmn:definitions>
                """
                .formatted(elements);
    }
}
