package io.polisflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

class ModelContractTest {

    private static final Path BPMN = Path.of("bpmn");
    private static final Path FORMS = Path.of("forms");
    private static final Path SAMPLE = Path.of("src/test/resources/model-contract");
    private static final String SAMPLE_CODE = "planted.contract";

    @TempDir
    Path copy;

    @TestFactory
    Stream<DynamicTest> everyModelAndDecisionKeepsTheContract() {
        Map<String, List<String>> findings = new ModelContract(BPMN, FORMS, "io.polisflow").findings();
        assertThat(findings).as("models and decisions that were read").containsKey("task-sla.dmn");
        return findings.entrySet().stream()
                .map(found -> dynamicTest(
                        found.getKey(), () -> assertThat(found.getValue()).isEmpty()));
    }

    @Test
    void everyFileIsRead() throws IOException {
        try (Stream<Path> files = Files.list(BPMN)) {
            assertThat(new ModelContract(BPMN, FORMS, "io.polisflow").findings())
                    .containsKeys(
                            files.map(file -> file.getFileName().toString()).toArray(String[]::new));
        }
    }

    @Test
    void aGoodModelHasNoFindings() {
        Map<String, List<String>> findings =
                new ModelContract(SAMPLE.resolve("bpmn"), SAMPLE.resolve("forms"), SAMPLE_CODE).findings();

        assertThat(findings).containsOnlyKeys("sample-sale.bpmn", "task-sla.dmn");
        assertThat(findings.values()).allSatisfy(found -> assertThat(found).isEmpty());
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            bpmn/sample-sale.bpmn | process id="sample-sale"                        | process id="sample"                    | the process key is not the file's stem
            bpmn/sample-sale.bpmn | isExecutable="true"                             | isExecutable="false"                   | is not executable
            bpmn/sample-sale.bpmn | camunda:historyTimeToLive="P30D"                | camunda:versionTag="1"                 | has no history time to live
            bpmn/sample-sale.bpmn | Event_SaleEnded                                 | Event_1w131lg                          | Event_1w131lg is not named Type_PascalName
            bpmn/sample-sale.bpmn | Task_FindTerm                                   | Activity_FindTerm                      | Activity_FindTerm is not named Type_PascalName
            bpmn/sample-sale.bpmn | name="Клиент согласен?"                         | name="Agreed?"                         | Gateway_Agreed has no Russian label
            bpmn/sample-sale.bpmn | name="Продажа завершена"                        | name=""                                | Event_SaleEnded has no Russian label
            bpmn/sample-sale.bpmn | name="Да"                                       | name=""                                | Flow_Yes has no Russian label
            bpmn/sample-sale.bpmn | bpmnElement="Task_FindTerm"                     | bpmnElement="Task_RecordData"          | Task_FindTerm has no shape
            bpmn/sample-sale.bpmn | bpmnElement="Flow_3"                            | bpmnElement="Flow_4"                   | Flow_3 has no edge
            bpmn/sample-sale.bpmn | Bounds x="400"                                  | Bounds x="300"                         | Task_EnterData and Task_RecordData overlap
            bpmn/sample-sale.bpmn | ${recordDataDelegate}                           | ${forgottenDelegate}                   | Task_RecordData calls ${forgottenDelegate}, which is no bean of its package
            bpmn/sample-sale.bpmn | ${recordDataDelegate}                           | ${sendLetterDelegate}                  | recordDataDelegate of package samplesale is used by no model
            bpmn/sample-sale.bpmn | delegateExpression="${recordDataDelegate}"      | class="java.lang.Thread"               | Task_RecordData names a class
            bpmn/sample-sale.bpmn | delegateExpression="${recordDataDelegate}"      | type="shell"                           | Task_RecordData is of a type that runs outside our beans
            bpmn/sample-sale.bpmn | xsi:type="bpmn:tFormalExpression">              | xsi:type="bpmn:tFormalExpression" language="juel"> | Flow_Yes holds a script or a connector
            bpmn/sample-sale.bpmn | camunda:formRef="sample-sale-enter-data"        | camunda:formRef="sample-sale-enter"    | Task_EnterData names the form sample-sale-enter, which is not at sample-sale/enter.form
            bpmn/sample-sale.bpmn | camunda:formRef="sample-sale-enter-data"        | camunda:formRef="sample-sale-start"    | sample-sale/enter-data.form is used by no model
            forms/sample-sale/enter-data.form | "sample-sale-enter-data"            | "enter-data"                           | the id in sample-sale/enter-data.form is not sample-sale-enter-data
            bpmn/sample-sale.bpmn | camunda:formRef="sample-sale-enter-data" camunda:formRefBinding="deployment" | camunda:formKey="embedded:x" | Task_EnterData has no form
            bpmn/sample-sale.bpmn | camunda:formRefBinding="deployment" camunda:candidateGroups | camunda:formRefBinding="latest" camunda:candidateGroups | Task_EnterData does not bind its form to the deployment
            bpmn/sample-sale.bpmn | camunda:candidateGroups="sales"                 | camunda:priority="1"                   | Task_EnterData has neither candidate groups nor an assignee
            bpmn/task-sla.dmn     | "Task_EnterData"                                | "Task_EnterOther"                      | Task_EnterData has no row in task-sla
            bpmn/sample-sale.bpmn | ${callRegistryDelegate}" camunda:asyncBefore="true" | ${callRegistryDelegate}"          | Task_CallRegistry calls an outside system without asyncBefore and retries
            bpmn/sample-sale.bpmn | <camunda:failedJobRetryTimeCycle>R3/PT2M</camunda:failedJobRetryTimeCycle> | <camunda:properties /> | Task_SendLetter calls an outside system without asyncBefore and retries
            bpmn/sample-sale.bpmn | Task_RecordData                                 | Task_WriteData                         | has no element Task_RecordData of the constant RECORD_DATA
            bpmn/sample-sale.bpmn | Task_RecordData                                 | Task_WriteData                         | Task_WriteData is no constant of its contract class
            bpmn/sample-sale.bpmn | name="sale.agreed"                              | name="sale.refused"                    | sale.refused is no constant of its contract class
            bpmn/sample-sale.bpmn | errorCode="SALE_DECLINED"                       | errorCode="SALE_LOST"                  | SALE_LOST is no constant of its contract class
            bpmn/sample-sale.bpmn | calledElement="sample-sale"                     | calledElement="no-sale"                | Call_Again calls no-sale, which is no model
            bpmn/sample-sale.bpmn | decisionRef="task-sla"                          | decisionRef="no-table"                 | Task_FindTerm asks no-table, which is no decision
            bpmn/sample-sale.bpmn | value="needs-analysis"                          | value="needs"                          | needs is no stage
            bpmn/task-sla.dmn     | camunda:historyTimeToLive="30"                  | camunda:versionTag="1"                 | task-sla has no history time to live
            bpmn/task-sla.dmn     | label="Процесс"                                 | label="Process"                        | Input_Process has no Russian label
            bpmn/task-sla.dmn     | dmnElementRef="task-sla"                        | dmnElementRef="Definitions_TaskSla"    | task-sla has no shape
            bpmn/task-sla.dmn     | decision id="task-sla"                          | decision id="sla"                      | holds no decision task-sla
            """)
    void aPlantedBreachIsFound(String file, String good, String bad, String finding) throws IOException {
        FileSystemUtils.copyRecursively(SAMPLE, copy);
        String text = Files.readString(copy.resolve(file));
        assertThat(text).contains(good);
        Files.writeString(copy.resolve(file), text.replace(good, bad));

        Map<String, List<String>> findings =
                new ModelContract(copy.resolve("bpmn"), copy.resolve("forms"), SAMPLE_CODE).findings();

        assertThat(findings.values().stream().flatMap(List::stream)).contains(finding);
    }

    @Test
    void aModelWithoutContractClassIsFound() throws IOException {
        FileSystemUtils.copyRecursively(SAMPLE, copy);

        Map<String, List<String>> findings =
                new ModelContract(copy.resolve("bpmn"), copy.resolve("forms"), "planted.nothing").findings();

        assertThat(findings.get("sample-sale.bpmn")).contains("has no contract class SampleSale");
    }

    @Test
    void aFormOfNoModelIsFound() throws IOException {
        FileSystemUtils.copyRecursively(SAMPLE, copy);
        Files.createDirectories(copy.resolve("forms/forgotten"));
        Files.writeString(copy.resolve("forms/forgotten/ask.form"), "{}");

        assertThat(new ModelContract(copy.resolve("bpmn"), copy.resolve("forms"), SAMPLE_CODE)
                        .findings()
                        .get("forms"))
                .containsExactly("forgotten/ask.form is used by no model");
    }
}
