package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.dmn.Dmn;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TableRulesTest {

    private static final ModelVocabulary VOCABULARY = new PlainVocabulary();
    private static final WrittenVariables WRITTEN = new WrittenVariables() {
        @Override
        public Set<String> by(String bean) {
            return Set.of();
        }

        @Override
        public Set<String> with(String message, String processKey) {
            return Set.of();
        }

        @Override
        public Set<String> into(String processKey) {
            return Set.of("region");
        }
    };
    static final List<ModelRule> RULES = List.of(
            new DecisionRule(),
            new TableTextRule(),
            new TableRowsRule(VOCABULARY),
            new TableCodesRule(VOCABULARY),
            new TableVariablesRule(WRITTEN),
            new OldTasksRule(VOCABULARY));

    private static final BpmnModelInstance RENEWAL = Bpmn.createExecutableProcess("renewal")
            .startEvent()
            .userTask("Task_Renew")
            .endEvent()
            .done();

    /** Asks the table {@code route} and has the variables that the tables of the cases compare. */
    private static BpmnModelInstance sale(String map) {
        return Bpmn.createExecutableProcess("sale")
                .startEvent()
                .businessRuleTask("Task_Ask")
                .camundaDecisionRef("route")
                .camundaMapDecisionResult(map)
                .camundaResultVariable("answer")
                .camundaInputParameter("sum", "1")
                .camundaInputParameter("count", "1")
                .camundaInputParameter("kind", "1")
                .camundaInputParameter("vip", "1")
                .camundaInputParameter("day", "1")
                .camundaInputParameter("product", "1")
                .userTask("Task_Call")
                .endEvent()
                .done();
    }

    private static List<String> examine(String key, String xml, String map, OldTask... old) {
        Findings findings = new Findings();
        String path = "bpmn/" + key + ".dmn";
        ModelSet set = new ModelSet(
                Map.of("bpmn/sale.bpmn", sale(map), "bpmn/renewal.bpmn", RENEWAL),
                Map.of(path, Dmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))),
                Map.of(),
                Set.of(path),
                List.of(old));
        RULES.forEach(rule -> rule.check(set, findings));
        return findings.all().stream().map(TableRulesTest::told).toList();
    }

    static String told(Finding finding) {
        return String.join(
                " ",
                finding.severity().name(),
                finding.rule(),
                String.valueOf(finding.element()),
                finding.problem(),
                finding.remedy());
    }

    static Stream<Arguments> tables() {
        return TableRuleCases.ALL.stream().map(each -> arguments(Named.of(each.finding(), each)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void aBadTableIsTold(TableRuleCases.Case table) {
        assertThat(examine(table.key(), TableText.xml(table.key(), table.bad()), table.map()))
                .containsExactly(table.finding());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void itsGoodTwinPasses(TableRuleCases.Case table) {
        assertThat(examine(table.key(), TableText.xml(table.key(), table.good()), "singleEntry"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            textBlock =
                    """
            `"sale" | "Task_Old"`    > true  > WARNING deadline-of-old-task Row_3 Строка 3: задача «Task_Old» есть только в прежних версиях процесса, экземпляров на них идёт: 3. Удалите строку, когда они закончатся или перейдут на новую версию.
            `"sale" | "Task_Old"`    > false > WARNING deadline-of-old-task Row_3 Строка 3: задача «Task_Old» есть только в прежних версиях процесса, экземпляров на них идёт: 3. Удалите строку, когда они закончатся или перейдут на новую версию.
            `- | "Task_Old"`         > false > WARNING deadline-of-old-task Row_3 Строка 3: задача «Task_Old» есть только в прежних версиях процесса, экземпляров на них идёт: 3. Удалите строку, когда они закончатся или перейдут на новую версию.
            `"sale" | "Task_Call"`   > true  > WARNING deadline-still-needed task-sla Нет строки для задачи «Позвонить» (Task_Old): в новой версии процесса sale её нет, но на прежних идёт экземпляров: 3; срок им даст общая строка. Верните строку (процесс "sale", задача "Task_Old"), если срок должен остаться прежним.
            `"sale" | "Task_Call"`   > false > ERROR deadline-still-needed task-sla Нет строки для задачи «Позвонить» (Task_Old): в новой версии процесса sale её нет, но на прежних идёт экземпляров: 3; без срока такая задача не откроется. Верните строку (процесс "sale", задача "Task_Old"), пока они не закончатся или не перейдут на новую версию.
            `"renewal" | "Task_Old"` > true  > ERROR deadline-of-no-task Row_3 Строка 3, столбец «Task»: нет задачи с кодом «Task_Old». Есть: Task_Call, Task_Renew.
            """)
    void aTaskThatOnlyRunningOlderVersionsHaveKeepsItsDeadline(String row, boolean catchAll, String finding) {
        String table =
                """
                FIRST
                process, task -> workingHours:double, warningShare:double
                "sale" | "Task_Call" -> 4 | 0.5
                "renewal" | "Task_Renew" -> 4 | 0.5
                %s -> 4 | 0.5%s
                """
                        .formatted(row, catchAll ? "\n | -> 8 | 0.75" : "");

        assertThat(examine(
                        "task-sla",
                        TableText.xml("task-sla", table.strip()),
                        "singleEntry",
                        new OldTask("sale", "Task_Old", "Позвонить", 3)))
                .contains(finding)
                .filteredOn(told -> told.startsWith("ERROR"))
                .hasSize(finding.startsWith("ERROR") ? 1 : 0);
        assertThat(examine("task-sla", TableText.xml("task-sla", table.strip()), "singleEntry"))
                .as("nothing runs on older versions")
                .doesNotContain(finding.startsWith("WARNING") ? finding : "");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            decision id="route"  | decision id="rout"     | ERROR decision-key null В файле нет решения с ключом route. Дайте решению Id «route» или переименуйте файл.
            camunda:historyTimeToLive="P30D" | camunda:versionTag="1" | ERROR time-to-live route У решения route не указан срок хранения истории. Заполните «History time to live», например P1825D.
            dmnElementRef="route" | dmnElementRef="other" | ERROR missing-diagram route Решения route нет на диаграмме. Откройте файл в Camunda Modeler и сохраните его: фигура появится сама.
            hitPolicy="UNIQUE"   | hitPolicy="PRIORITY"   | ERROR hit-policy route Правило выбора строк не поддерживается: PRIORITY. Выберите UNIQUE, FIRST, ANY, RULE ORDER или COLLECT.
            typeRef="double"><text>sum | typeRef="double" expressionLanguage="javascript"><text>sum | ERROR foreign-language In_sum Запись «Sum» на языке javascript; таблицы пишут только на FEEL. Уберите язык выражения и запишите условие на FEEL.
            outputEntry id="outputEntry_1_0" | outputEntry id="outputEntry_1_0" expressionLanguage="groovy" | ERROR foreign-language Row_1 Запись в строке 1, столбец «Months», на языке groovy; таблицы пишут только на FEEL. Уберите язык выражения и запишите условие на FEEL.
            <inputEntry id="inputEntry_1_0"><text></text></inputEntry> | `` | ERROR cell-count Row_1 В строке 1 ячеек не столько, сколько столбцов. Откройте таблицу в Camunda Modeler, удалите строку и впишите её заново.
            """)
    void aBreachOutsideTheRowsIsTold(String good, String bad, String finding) {
        String xml = TableText.xml("route", "UNIQUE\nsum:double -> months:integer\n -> 3");
        assertThat(examine("route", xml, "singleEntry")).isEmpty();
        assertThat(xml).contains(good);

        assertThat(examine("route", xml.replace(good, bad), "singleEntry")).contains(finding);
    }

    @Test
    void aTableThatNobodyAsksIsTold() {
        assertThat(examine(
                        "forgotten",
                        TableText.xml("forgotten", "UNIQUE\nsum:double -> months:integer\n -> 3"),
                        "singleEntry"))
                .containsExactly("WARNING unused-decision forgotten Решение forgotten никто не спрашивает."
                        + " Назовите его в задаче «Business Rule Task» или удалите файл.");
    }

    @Test
    void everyTableOfTheProductPasses() {
        ModelSet product = PlainVocabulary.product();
        Findings findings = new Findings();
        RULES.forEach(rule -> rule.check(product, findings));

        assertThat(product.decisions()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(findings.all().stream().map(TableRulesTest::told)).isEmpty();
    }
}
