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
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What stories say of a draft that breaks them, and that a run touches nothing but itself. */
class DraftScenariosTest extends ProcessTest {

    private static final String APPROVAL = "bpmn/proposal-approval.bpmn";

    /** Each story but the last stumbles over one change of the draft. */
    private static final String STORIES =
            """
            вариант использования: UC3
            истории:
              - название: задача
                шаги:
                  - Дано: началось «Согласование КП»
                  - То: андеррайтер получает задачу «Проверить тариф»
              - название: группа
                шаги:
                  - Дано: началось «Согласование КП»
                  - Когда: андеррайтер согласует «Проверить тарифы»
                  - То: юрист получает задачу «Согласование КП / Проверить условия»
              - название: вариант
                шаги:
                  - Дано: началось «Согласование КП»
                  - Когда: андеррайтер согласует «Проверить тарифы»
                  - Когда: руководитель согласует «Согласование КП / Проверить условия»
              - название: правило
                шаги:
                  - Дано: началось «Согласование КП»
                  - Когда: андеррайтер пытается выполнить «Проверить тарифы»
                    ответы: {Ваше решение: Вернуть на доработку}
                  - То: отказ «обязательное поле»
              - название: срок
                шаги:
                  - Дано: началось «Подготовка КП»
                  - То: менеджер получает задачу «Собрать КП»
                    срок: 8 рабочих часов
              - название: шлюз
                шаги:
                  - Дано: началось «Переговоры с клиентом»
                  - Когда: менеджер выбирает «Согласен» в «Переговоры с клиентом»
                  - То: процесс «Переговоры с клиентом» закончился на «Клиент согласен»
              - название: таблица
                шаги:
                  - Когда: происходит «Сделку проиграли»
                    данные: {причина проигрыша: no-answer}
                  - И: происходит «Пора связаться снова»
                  - То: наступило 07.12.2026
              - название: нетронутое
                шаги:
                  - Дано: началось «Подготовка КП»
                  - То: менеджер получает задачу «Собрать КП»
            """;

    private static final String HOSTILE =
            """
            истории:
              - название: по кругу
                шаги:
                  - Дано: началось «По кругу»
              - название: от задания к заданию
                шаги:
                  - Дано: началось «От задания к заданию»
              - название: код
                шаги:
                  - Дано: началось «Код»
              - название: скрипт
                шаги:
                  - Дано: началось «Скрипт»
              - название: время
                шаги:
                  - Дано: началось «Время»
                  - То: процесс ждёт «Через день»
                  - Когда: прошло 1 день
                  - То: всё закончилось
            """;

    private static ScenarioReport broken;
    private static ScenarioReport hostile;

    @Autowired
    private ScenarioFiles files;

    @Autowired
    private ScenarioRunner runner;

    private static ModelFile changed(String path, String... beforeAndAfter) throws IOException {
        String content = Files.readString(Path.of(path));
        for (int i = 0; i < beforeAndAfter.length; i += 2) {
            assertThat(content).contains(beforeAndAfter[i]);
            content = content.replace(beforeAndAfter[i], beforeAndAfter[i + 1]);
        }
        return new ModelFile(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private ScenarioReport run(String stories, List<ModelFile> draft) {
        ScenarioReading reading = files.read("draft.yaml", stories);
        assertThat(reading.problems()).isEmpty();
        return runner.run(draft, reading.scenarios());
    }

    private ScenarioReport broken() throws IOException {
        if (broken == null) {
            String hours = "<outputEntry id=\"AssembleProposal_Hours\">\n          <text>8</text>";
            broken = run(
                    STORIES,
                    List.of(
                            changed(
                                    APPROVAL,
                                    "\"Проверить тариф\"",
                                    "\"Проверить тарифы\"",
                                    "candidateGroups=\"lawyers\"",
                                    "candidateGroups=\"heads\""),
                            changed("forms/proposal-approval/check-terms.form", "\"Согласовать\"", "\"Одобрить\""),
                            changed(
                                    "forms/proposal-approval/check-tariff.form",
                                    "\"required\": true",
                                    "\"required\": false"),
                            changed("bpmn/task-sla.dmn", hours, hours.replace("8<", "12<")),
                            changed("bpmn/negotiation.bpmn", "talkOutcome == 'AGREED'", "talkOutcome == 'NOBODY'"),
                            changed("bpmn/recontact-term.dmn", "<text>3</text>", "<text>12</text>")));
            assertThat(broken.problem()).isNull();
        }
        return broken;
    }

    private static Result story(ScenarioReport report, String name) {
        return report.results().stream()
                .filter(result -> result.scenario().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatADraftLeavesAlonePasses() throws IOException {
        assertThat(broken().passed()).isFalse();
        assertThat(broken().results())
                .filteredOn(Result::passed)
                .extracting(result -> result.scenario().name())
                .containsExactly("нетронутое");
    }

    @Test
    void aRenamedTaskIsToldWithItsNewNameAndWhereTheTokenStopped() throws IOException {
        Result result = story(broken(), "задача");

        assertThat(result.failure().sentence()).isEqualTo("То андеррайтер получает задачу «Проверить тариф»");
        assertThat(result.failure().line()).isEqualTo(6);
        assertThat(result.failure().expected()).isEqualTo("задача «Проверить тариф»");
        assertThat(result.failure().found()).contains("похоже на «Проверить тарифы»");
        assertThat(result.tokens())
                .containsExactly(
                        new Token("proposal-approval", "Согласование КП", "Task_CheckTariff", "Проверить тарифы"));
    }

    @Test
    void theCoverageSaysWhatWasWalkedAndWhatWasNot() throws IOException {
        Coverage coverage = broken().coverage().stream()
                .filter(model -> model.model().equals("proposal-approval"))
                .findFirst()
                .orElseThrow();

        assertThat(coverage.elements())
                .contains("Start_ApprovalNeeded", "Task_CheckTariff", "Task_CheckTerms")
                .doesNotContain("Task_ApproveDiscount");
        assertThat(coverage.flows()).contains("Flow_NextApprover_CheckTariff");
        assertThat(coverage.missedElements()).contains("Task_ApproveDiscount", "End_Approved");
        assertThat(coverage.missedFlows()).contains("Flow_NextApprover_ApproveDiscount");
        assertThat(coverage.percent()).isBetween(1, 99);
    }

    @Test
    void aChangedGatewaySendsTheTokenElsewhere() throws IOException {
        assertThat(story(broken(), "шлюз").failure().found())
                .isEqualTo("он туда не пришёл; токены стоят: «Переговоры с клиентом» на «Переговоры с клиентом»");
    }

    @Test
    void aChangedGroupIsToldByWhoSeesTheTask() throws IOException {
        assertThat(story(broken(), "группа").failure().found())
                .isEqualTo("задача открыта, но не для этой роли: её видят heads");
    }

    @Test
    void aChangedDecisionTableIsEvaluated() throws IOException {
        assertThat(story(broken(), "таблица").failure().found()).isEqualTo("сегодня 07.09.2027");
    }

    @Test
    void aChangedDeadlineIsToldInWorkingHours() throws IOException {
        assertThat(story(broken(), "срок").failure().expected())
                .isEqualTo("срок задачи «Собрать КП» — 8 рабочих часов");
        assertThat(story(broken(), "срок").failure().found()).isEqualTo("срок — 12 рабочих часов");
    }

    @Test
    void aRenamedChoiceOfAFormIsTold() throws IOException {
        assertThat(story(broken(), "вариант").failure().sentence())
                .isEqualTo("Когда руководитель согласует «Согласование КП / Проверить условия»");
        assertThat(story(broken(), "вариант").failure().found()).contains("на форме такого нет");
    }

    @Test
    void theRulesOfADraftsFormAreChecked() throws IOException {
        assertThat(story(broken(), "правило").failure().found()).isEqualTo("форма ничего не возразила");
    }

    private ScenarioReport hostile() {
        if (hostile == null) {
            String circle =
                    """
                    <bpmn:exclusiveGateway id="Gateway_Again" name="Ещё раз" />
                    <bpmn:serviceTask id="Task_Finish" name="Утвердить" %s camunda:delegateExpression="${finishApprovalDelegate}" />
                    <bpmn:sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Gateway_Again" />
                    <bpmn:sequenceFlow id="Flow_2" sourceRef="Gateway_Again" targetRef="Task_Finish" />
                    <bpmn:sequenceFlow id="Flow_3" sourceRef="Task_Finish" targetRef="Gateway_Again" />
                    """;
            hostile = run(
                    HOSTILE,
                    List.of(
                            model("circle", "По кругу", circle.formatted("")),
                            model("jobs", "От задания к заданию", circle.formatted("camunda:asyncBefore=\"true\"")),
                            model(
                                    "code",
                                    "Код",
                                    """
                                    <bpmn:exclusiveGateway id="Gateway_1" name="Код?" default="Flow_2" />
                                    <bpmn:endEvent id="End_1" />
                                    <bpmn:sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Gateway_1" />
                                    <bpmn:sequenceFlow id="Flow_2" sourceRef="Gateway_1" targetRef="End_1" />
                                    <bpmn:sequenceFlow id="Flow_3" sourceRef="Gateway_1" targetRef="End_1">
                                      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${''.getClass().forName('java.lang.System').getMethod('setProperty', ''.getClass(), ''.getClass()).invoke(null, 'polisflow.story', 'ran') == null}</bpmn:conditionExpression>
                                    </bpmn:sequenceFlow>
                                    """),
                            model(
                                    "script",
                                    "Скрипт",
                                    """
                                    <bpmn:scriptTask id="Task_1" name="Скрипт" scriptFormat="juel" camunda:resultVariable="x"><bpmn:script>${1 + 1}</bpmn:script></bpmn:scriptTask>
                                    <bpmn:sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Task_1" />
                                    """),
                            model(
                                    "time",
                                    "Время",
                                    """
                                    <bpmn:intermediateCatchEvent id="Event_1" name="Через день">
                                      <bpmn:timerEventDefinition id="Timer_1"><bpmn:timeDate xsi:type="bpmn:tFormalExpression">${dateTime().plusDays(1).toDate()}</bpmn:timeDate></bpmn:timerEventDefinition>
                                    </bpmn:intermediateCatchEvent>
                                    <bpmn:sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Event_1" />
                                    """)));
            assertThat(hostile.problem()).isNull();
        }
        return hostile;
    }

    private static ModelFile model(String key, String name, String elements) {
        String text =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Definitions_1" targetNamespace="http://polisflow.io/models">
                  <bpmn:process id="%s" name="%s" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <bpmn:startEvent id="Start_1" name="Начало" />
                    %s
                  </bpmn:process>
                </bpmn:definitions>
                """;
        return new ModelFile(
                "bpmn/" + key + ".bpmn", text.formatted(key, name, elements).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aModelThatNeverRestsEndsWithAnExplanation() {
        for (String story : List.of("по кругу", "от задания к заданию")) {
            assertThat(story(hostile(), story).failure().expected()).isEqualTo("модель приходит к покою");
            assertThat(story(hostile(), story).failure().found())
                    .startsWith("Модель не останавливается")
                    .contains("«Ещё раз» → «Утвердить»");
        }
    }

    @Test
    void neitherExpressionNorScriptReachesCode() {
        assertThat(story(hostile(), "код").failure().found()).startsWith("в ней код, который не выполняется");
        assertThat(story(hostile(), "скрипт").failure().found()).startsWith("в ней код, который не выполняется");
        assertThat(System.getProperty("polisflow.story")).isNull();
    }

    @Test
    void expressionsReadTheStorysClock() {
        assertThat(story(hostile(), "время").failure()).isNull();
    }

    @Test
    void aFileThatCannotBeReadIsToldAndNothingIsRun() {
        ScenarioReport report =
                run(STORIES, List.of(new ModelFile(APPROVAL, "<bpmn".getBytes(StandardCharsets.UTF_8))));

        assertThat(report.passed()).isFalse();
        assertThat(report.problem()).startsWith("Файл bpmn/proposal-approval.bpmn не читается");
        assertThat(report.results()).isEmpty();
    }

    @Test
    void aModelThatTheEngineRefusesIsToldAndNothingIsRun() {
        String twoStarts = "<bpmn:startEvent id=\"Start_2\" name=\"Ещё начало\" />";

        assertThat(run(STORIES, List.of(model("starts", "Два начала", twoStarts)))
                        .problem())
                .startsWith("Модели нельзя развернуть");
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
        ClockUtil.setCurrentTime(new Date(1_000_000_000_000L));

        ScenarioReport report = runner.run(
                List.of(), files.product().scenarios().stream().limit(5).toList());

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
}
