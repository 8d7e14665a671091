package io.polisflow.process.models.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.Comparisons;
import io.polisflow.process.models.draft.FileDifference;
import io.polisflow.process.models.draft.FileDifference.Sort;
import io.polisflow.process.models.draft.TableDifference;
import io.polisflow.process.models.edit.TableSheet.Problem;
import io.polisflow.process.models.edit.TableSheet.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is typed into a table, and nothing else, changes in its file. */
class TableFileTest {

    private static final String DEADLINES = SecondLawyer.DEADLINES;

    static Stream<String> tables() throws IOException {
        return Files.list(Path.of("bpmn")).map(Path::toString).filter(path -> path.endsWith(".dmn"));
    }

    private static TableFile file(String content) {
        return TableFile.of(content.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static TableSheet sheet(String content) {
        TableFile file = file(content);
        return file.sheet(file.tables().keySet().iterator().next()).orElseThrow();
    }

    private static String with(String content, TableSheet sheet) {
        return new String(file(content).with(sheet), StandardCharsets.UTF_8);
    }

    private static FileDifference difference(String path, String before, String after) {
        return Comparisons.between(path, before, after);
    }

    private static Row changed(Row row, int cell, String text) {
        List<String> cells = new ArrayList<>(row.cells());
        cells.set(cell, text);
        return new Row(row.id(), cells, row.note());
    }

    private static List<Row> replaced(List<Row> rows, int at, Row by) {
        List<Row> others = new ArrayList<>(rows);
        others.set(at, by);
        return others;
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTableThatIsNotChangedStaysAsItIsToTheByte(String path) {
        String delivered = SecondLawyer.delivered(path);

        assertThat(with(delivered, sheet(delivered))).isEqualTo(delivered);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aRowThatComesAndGoesLeavesTheFileAsItWas(String path) {
        String delivered = SecondLawyer.delivered(path);
        TableSheet sheet = sheet(delivered);
        List<Row> rows = new ArrayList<>(sheet.rows());
        rows.add(1, new Row("new", sheet.columns().stream().map(column -> "").toList(), "пробная"));
        String longer = with(delivered, sheet.with(rows));
        TableSheet again = sheet(longer);

        assertThat(again.rows()).hasSize(sheet.rows().size() + 1);
        assertThat(again.rows().get(1).id()).startsWith("DecisionRule_").isNotEqualTo("new");
        TableDifference told = difference(path, delivered, longer).tables().get(0);
        assertThat(told.rows()).filteredOn(row -> !row.isSame()).singleElement().satisfies(row -> assertThat(row.sort())
                .isEqualTo(Sort.ADDED));
        assertThat(difference(path, delivered, with(longer, again.with(sheet.rows())))
                        .isEmpty())
                .isTrue();
        assertThat(Dmn.readModelFromStream(new java.io.ByteArrayInputStream(longer.getBytes(StandardCharsets.UTF_8)))
                        .getDefinitions())
                .as("ids are unique and the language is kept")
                .isNotNull();
    }

    @Test
    void onlyTheCellThatWasTypedDiffers() {
        String delivered = SecondLawyer.delivered(DEADLINES);
        TableSheet sheet = sheet(delivered);
        Row third = sheet.rows().get(2);

        String after = with(delivered, sheet.with(replaced(sheet.rows(), 2, changed(third, 4, "24"))));

        FileDifference difference = difference(DEADLINES, delivered, after);
        assertThat(difference.changes()).isEmpty();
        assertThat(difference.tables().get(0).rows())
                .filteredOn(row -> !row.isSame())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.sort()).isEqualTo(Sort.CHANGED);
                    assertThat(row.after()).isEqualTo(3);
                    assertThat(row.cells())
                            .filteredOn(TableDifference.Cell::isChanged)
                            .hasSize(1);
                });
        assertThat(after)
                .contains(
                        "camunda:historyTimeToLive=\"P1825D\"",
                        "camunda:inputVariable=\"process\"",
                        "<dmndi:DMNShape",
                        "exporter=\"Camunda Modeler\"",
                        "hitPolicy=\"FIRST\"",
                        "id=\"" + third.id() + "\"");
    }

    @Test
    void rowsChangePlacesAndKeepWhoTheyAre() {
        String delivered = SecondLawyer.delivered(DEADLINES);
        TableSheet sheet = sheet(delivered);
        List<Row> rows = new ArrayList<>(sheet.rows());
        rows.add(0, rows.remove(3));

        TableDifference told = difference(DEADLINES, delivered, with(delivered, sheet.with(rows)))
                .tables()
                .get(0);

        assertThat(told.rows()).filteredOn(row -> !row.isSame()).singleElement().satisfies(row -> {
            assertThat(row.moved()).isTrue();
            assertThat(row.before()).isEqualTo(4);
            assertThat(row.after()).isEqualTo(1);
        });
    }

    @Test
    void anotherPrefixCommentsAndForeignPropertiesAreKept() {
        String foreign =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <d:definitions xmlns:d="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:x="urn:x" id="D" name="n" namespace="n">
                  <!-- kept -->
                  <d:decision id="t" name="t">
                    <d:decisionTable id="T" x:colour="red">
                      <d:input id="I"><d:inputExpression id="E" typeRef="string"><d:text>a</d:text></d:inputExpression></d:input>
                      <d:output id="O" name="o" typeRef="string"/>
                      <d:rule id="R" x:mark="1">
                        <d:inputEntry id="RI" x:wide="yes"><d:text>"a"</d:text></d:inputEntry>
                        <d:outputEntry id="RO"><d:text>"b"</d:text></d:outputEntry>
                      </d:rule>
                    </d:decisionTable>
                  </d:decision>
                </d:definitions>
                """;
        TableSheet sheet = sheet(foreign);
        Row only = sheet.rows().get(0);

        String after = with(
                foreign,
                sheet.with(List.of(
                        new Row("R", List.of("\"a\",\"c\"", "\"b\""), "Зачем"),
                        new Row("new", List.of("", "\"d\""), ""))));

        assertThat(only.note()).isEmpty();
        assertThat(after)
                .contains("<!-- kept -->", "x:colour=\"red\"", "x:mark=\"1\"", "x:wide=\"yes\"", "<d:description>Зачем")
                .containsPattern("\n      <d:rule id=\"DecisionRule_\\w+\">\n        <d:inputEntry id=\"UnaryTests_");
        assertThat(sheet(after).rows().get(1).cells()).containsExactly("", "\"d\"");
        assertThat(sheet(with(after, sheet(after).with(List.of()))).rows()).isEmpty();
    }

    @Test
    void aCellThatCannotBeReadIsNamedByRowAndColumn() {
        TableSheet sheet = sheet(SecondLawyer.delivered(DEADLINES));
        List<Row> rows = replaced(sheet.rows(), 0, changed(sheet.rows().get(0), 0, "proposal approval]"));
        rows = replaced(rows, 1, changed(rows.get(1), 7, "\"восемь\""));
        rows = replaced(rows, 2, changed(rows.get(2), 3, "> 1" + "0".repeat(TableFile.LONGEST_CELL)));
        rows = replaced(rows, 3, new Row(rows.get(3).id(), rows.get(3).cells(), "я".repeat(1_001)));
        rows = replaced(rows, 4, changed(rows.get(4), 7, "8,5"));
        rows = replaced(rows, 5, changed(rows.get(5), 2, "cargo-transport"));
        rows = replaced(rows, 6, changed(rows.get(6), 2, "task"));

        List<Problem> problems = TableFile.problems(sheet.with(rows));

        assertThat(problems)
                .extracting(problem -> problem.row() + "." + problem.column())
                .containsExactly("0.0", "1.7", "2.3", "3.9", "4.7", "5.2");
        assertThat(problems.get(0).text())
                .contains("Строка 1, столбец «Процесс»")
                .contains("в кавычках");
        assertThat(problems.get(1).text()).contains("Строка 2").contains("нужно число");
        assertThat(problems.get(2).text()).contains("не больше 1000 знаков");
        assertThat(problems.get(5).text()).contains("Слова пишут в кавычках");
        assertThat(problems.get(3).text()).contains("Строка 4, примечание");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void whatIsDeliveredCanBeTyped(String path) {
        assertThat(TableFile.problems(sheet(SecondLawyer.delivered(path)))).isEmpty();
    }

    @Test
    void aFileWithoutATableSaysSo() {
        assertThat(TableFile.of("<a".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(file("<a/>").tables()).isEmpty();
        assertThat(file("<a/>").sheet("x")).isEmpty();
    }
}
