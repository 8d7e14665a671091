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
            bpmn/sample-sale.bpmn | ${recordDataDelegate}                           | ${sendLetterDelegate}                  | recordDataDelegate of package samplesale is used by no model
            bpmn/sample-sale.bpmn | camunda:formRef="sample-sale-enter-data"        | camunda:formRef="sample-sale-enter"    | Task_EnterData names the form sample-sale-enter, which is not at sample-sale/enter.form
            bpmn/sample-sale.bpmn | camunda:formRef="sample-sale-enter-data"        | camunda:formRef="sample-sale-start"    | sample-sale/enter-data.form is used by no model
            forms/sample-sale/enter-data.form | "sample-sale-enter-data"            | "enter-data"                           | the id in sample-sale/enter-data.form is not sample-sale-enter-data
            bpmn/sample-sale.bpmn | Task_RecordData                                 | Task_WriteData                         | has no element Task_RecordData of the constant RECORD_DATA
            bpmn/sample-sale.bpmn | Task_RecordData                                 | Task_WriteData                         | Task_WriteData is no constant of its contract class
            bpmn/sample-sale.bpmn | name="sale.agreed"                              | name="sale.refused"                    | sale.refused is no constant of its contract class
            bpmn/sample-sale.bpmn | errorCode="SALE_DECLINED"                       | errorCode="SALE_LOST"                  | SALE_LOST is no constant of its contract class
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
