package io.polisflow.process.models.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.FileDifference.Change;
import io.polisflow.process.models.draft.FileDifference.Property;
import io.polisflow.process.models.draft.FileDifference.Sort;
import io.polisflow.process.models.draft.TableDifference.Row;
import io.polisflow.process.models.gate.ModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a draft changes is told by what it means: element by element, row by row, component by component. */
class ModelDifferencesTest {

    private static final String FORM = "forms/proposal-approval/check-terms.form";

    private final ModelDifferences differences = new ModelDifferences(new ObjectMapper());

    private FileDifference between(String path, String before, String after) {
        Map<String, ModelFile> inForce = before == null ? Map.of() : Map.of(path, SecondLawyer.file(path, before));
        return differences
                .between(inForce, List.of(SecondLawyer.file(path, after)))
                .get(0);
    }

    private FileDifference changed(String path, String passage, String by) {
        String delivered = SecondLawyer.delivered(path);
        return between(path, delivered, SecondLawyer.replaced(delivered, passage, by));
    }

    private static List<String> told(FileDifference difference) {
        return difference.changes().stream()
                .map(change -> change.sort().sign() + " " + change.what())
                .toList();
    }

    static Stream<String> files() throws IOException {
        return Stream.concat(Files.list(Path.of("bpmn")), Files.walk(Path.of("forms")))
                .map(Path::toString)
                .filter(path -> path.matches(".*\\.(bpmn|dmn|form)"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void nothingDiffersFromItself(String path) {
        String delivered = SecondLawyer.delivered(path);

        FileDifference difference = between(path, delivered, delivered.replace("\n", "\r\n") + "\n");

        assertThat(difference.isEmpty()).as("%s", difference).isTrue();
    }

    @Test
    void whatTheLanguageImpliesIsNoChangeWhenItIsWrittenOut() {
        String path = "bpmn/client-liquidation.bpmn";
        String delivered = SecondLawyer.delivered(path);

        FileDifference silent = changed(path, " cancelActivity=\"true\"", "");
        FileDifference other = changed(path, " cancelActivity=\"true\"", " cancelActivity=\"false\"");

        assertThat(delivered).contains(" cancelActivity=\"true\"");
        assertThat(silent.isEmpty()).as("%s", silent).isTrue();
        assertThat(other.changes()).hasSize(1);
    }

    @Test
    void aSecondLawyerIsANewStepAndAFlowThatLeadsElsewhere() {
        FileDifference difference = between(
                SecondLawyer.MODEL,
                SecondLawyer.delivered(SecondLawyer.MODEL),
                new String(SecondLawyer.model().content(), StandardCharsets.UTF_8));

        assertThat(difference.title()).isEqualTo("Согласование КП");
        assertThat(told(difference))
                .containsExactlyInAnyOrder(
                        "+ задача сотрудника «" + SecondLawyer.LABEL + "»",
                        "+ переход от «" + SecondLawyer.LABEL + "» к без вопроса (Gateway_MergeDecision)",
                        "~ переход от «Проверить условия» к «" + SecondLawyer.LABEL + "»");
        Change added = difference.changes().stream()
                .filter(change -> change.element().equals(SecondLawyer.TASK))
                .findFirst()
                .orElseThrow();
        assertThat(added.properties())
                .contains(
                        new Property("форма", null, "proposal-approval-check-terms"),
                        new Property("группа исполнителей", null, "lawyers"),
                        new Property("слушатель задачи (create)", null, "${approvalForm}"));
        Change redirected = difference.changes().stream()
                .filter(change -> change.element().equals("Flow_CheckTerms_MergeDecision"))
                .findFirst()
                .orElseThrow();
        assertThat(redirected.properties())
                .containsExactly(
                        new Property("куда", "без вопроса (Gateway_MergeDecision)", "«" + SecondLawyer.LABEL + "»"));
        assertThat(difference.layout()).isEmpty();
    }

    @Test
    void whatIsTakenOutIsToldByItsOldName() {
        FileDifference back = between(
                SecondLawyer.MODEL,
                new String(SecondLawyer.model().content(), StandardCharsets.UTF_8),
                SecondLawyer.delivered(SecondLawyer.MODEL));

        assertThat(told(back)).contains("− задача сотрудника «" + SecondLawyer.LABEL + "»");
    }

    @Test
    void conditionsListenersRetriesAndNamesAreProperties() {
        assertThat(changed(SecondLawyer.MODEL, "${nextApprover == 'lawyer'}", "${nextApprover == 'counsel'}")
                        .changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.what()).isEqualTo("переход «юрист» от «Кто согласует?» к «Проверить условия»");
                    assertThat(change.properties())
                            .containsExactly(new Property(
                                    "условие", "${nextApprover == 'lawyer'}", "${nextApprover == 'counsel'}"));
                });
        assertThat(changed(SecondLawyer.MODEL, "name=\"Проверить тариф\"", "name=\"Проверить ставку\"")
                        .changes())
                .singleElement()
                .satisfies(change -> assertThat(change.properties())
                        .containsExactly(new Property("название", "Проверить тариф", "Проверить ставку")));
        assertThat(changed(
                                SecondLawyer.MODEL,
                                "camunda:historyTimeToLive=\"P1825D\"",
                                "camunda:historyTimeToLive=\"P30D\"")
                        .changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.what()).isEqualTo("процесс «Согласование КП»");
                    assertThat(change.properties())
                            .containsExactly(new Property("срок хранения истории", "P1825D", "P30D"));
                });
    }

    @Test
    void anElementOfAnotherKindUnderTheSameIdIsAChange() {
        String delivered = SecondLawyer.delivered(SecondLawyer.MODEL);
        String other = delivered.replace(
                "<bpmn:exclusiveGateway id=\"Gateway_MergeNext\">", "<bpmn:parallelGateway id=\"Gateway_MergeNext\">");
        int end = other.indexOf("</bpmn:exclusiveGateway>", other.indexOf("Gateway_MergeNext\">"));
        other = other.substring(0, end) + "</bpmn:parallelGateway>"
                + other.substring(end + "</bpmn:exclusiveGateway>".length());

        assertThat(between(SecondLawyer.MODEL, delivered, other).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.properties())
                        .containsExactly(new Property("вид", "развилка", "параллельная развилка")));
    }

    @Test
    void whatIsOnlyDrawnElsewhereIsToldApart() {
        FileDifference difference =
                changed(SecondLawyer.MODEL, "<dc:Bounds x=\"1460\" y=\"230\"", "<dc:Bounds x=\"1470\" y=\"230\"");

        assertThat(difference.changes()).isEmpty();
        assertThat(difference.layout()).containsExactly("задача сотрудника «Проверить тариф»");
        assertThat(difference.isEmpty()).isFalse();
        assertThat(changed(SecondLawyer.MODEL, "x=\"1460\" y=\"230\"", "x=\"1460.0\" y=\"230\"")
                        .isEmpty())
                .as("another program writes the same place otherwise")
                .isTrue();
    }

    @Test
    void aNewModelIsNewAsAWhole() {
        FileDifference difference = between("bpmn/lost-deal.bpmn", null, SecondLawyer.delivered("bpmn/lost-deal.bpmn"));

        assertThat(difference.isNew()).isTrue();
        assertThat(difference.changes()).isNotEmpty().allMatch(change -> change.sort() == Sort.ADDED);
    }

    private static Row row(TableDifference table, Sort sort) {
        return table.rows().stream()
                .filter(row -> row.sort() == sort)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTableIsToldRowByRow() {
        TableDifference added = differences
                .between(
                        Map.of(
                                SecondLawyer.DEADLINES,
                                SecondLawyer.file(
                                        SecondLawyer.DEADLINES, SecondLawyer.delivered(SecondLawyer.DEADLINES))),
                        List.of(SecondLawyer.deadlines()))
                .get(0)
                .tables()
                .get(0);
        assertThat(added.rows().size() - added.unchanged()).isEqualTo(1);
        Row row = row(added, Sort.ADDED);
        assertThat(row.after()).isEqualTo(1);
        assertThat(row.before()).isZero();
        assertThat(row.cells()).extracting(TableDifference.Cell::shown).contains("8", "\"Task_CheckTermsAgain\"");

        TableDifference cell = changed(
                        SecondLawyer.DEADLINES,
                        "<outputEntry id=\"SortOutRequest_Hours\">\n          <text>4</text>",
                        "<outputEntry id=\"SortOutRequest_Hours\">\n          <text>2</text>")
                .tables()
                .get(0);
        Row changed = row(cell, Sort.CHANGED);
        assertThat(changed.before()).isEqualTo(1);
        assertThat(changed.cells())
                .filteredOn(TableDifference.Cell::isChanged)
                .containsExactly(new TableDifference.Cell("4", "2"));
    }

    @Test
    void aRowTakenOutStandsWhereItStoodAndAMovedOneSaysSo() {
        String delivered = SecondLawyer.delivered(SecondLawyer.DEADLINES);
        int from = delivered.indexOf("<rule id=\"Rule_IdentifyClient\">");
        int to = delivered.indexOf("</rule>", from) + "</rule>".length();
        String without = delivered.substring(0, from) + delivered.substring(to);
        TableDifference table =
                between(SecondLawyer.DEADLINES, delivered, without).tables().get(0);

        assertThat(table.rows().get(1).sort()).isEqualTo(Sort.REMOVED);
        assertThat(table.rows().get(1).before()).isEqualTo(2);
        assertThat(table.rows().size() - table.unchanged()).isEqualTo(1);

        String moved = SecondLawyer.replaced(
                without,
                "<rule id=\"Rule_SortOutRequest\">",
                delivered.substring(from, to) + "<rule id=\"Rule_SortOutRequest\">");
        TableDifference order =
                between(SecondLawyer.DEADLINES, delivered, moved).tables().get(0);
        assertThat(order.rows()).filteredOn(Row::moved).hasSize(1);
        assertThat(order.rows()).allMatch(each -> each.sort() == Sort.SAME);
        assertThat(order.isEmpty())
                .as("in a table of which the first fitting row counts")
                .isFalse();
    }

    @Test
    void aColumnAndAHitPolicyAreChangesOfTheTable() {
        FileDifference difference =
                changed(SecondLawyer.DEADLINES, "label=\"Срок, рабочих часов\"", "label=\"Срок, часов\"");
        assertThat(told(difference)).containsExactly("~ столбец «Срок, часов»");

        assertThat(changed(SecondLawyer.DEADLINES, "hitPolicy=\"FIRST\"", "hitPolicy=\"UNIQUE\"")
                        .changes())
                .singleElement()
                .satisfies(change -> assertThat(change.properties())
                        .containsExactly(new Property("какие строки берутся", "FIRST", "UNIQUE")));
    }

    @Test
    void aFormIsToldComponentByComponent() {
        FileDifference label = changed(FORM, "\"label\": \"Ваше решение\"", "\"label\": \"Решение юриста\"");
        assertThat(told(label)).containsExactly("~ переключатель «Решение юриста»");
        assertThat(label.changes().get(0).properties())
                .containsExactly(new Property("подпись", "Ваше решение", "Решение юриста"));

        FileDifference option = changed(FORM, "\"label\": \"Согласовать\"", "\"label\": \"Да\"");
        assertThat(option.changes().get(0).properties().get(0).after())
                .startsWith("Да (approve); Вернуть на доработку");

        FileDifference added = changed(
                FORM,
                "\"components\": [",
                "\"components\": [{\"type\":\"textfield\",\"label\":\"Номер заключения\",\"key\":\"opinion\",\"id\":\"Field_Opinion\",\"validate\":{\"required\":true}},");
        assertThat(told(added)).containsExactly("+ поле «Номер заключения»");
        assertThat(added.changes().get(0).properties())
                .contains(new Property("переменная", null, "opinion"), new Property("обязательно", null, "да"));
        assertThat(added.layout()).isEmpty();

        FileDifference optional = changed(FORM, "\"required\": true", "\"required\": false");
        assertThat(optional.changes().get(0).properties()).containsExactly(new Property("обязательно", "да", "нет"));
    }

    @Test
    void aBrokenFileIsToldAndNoFault() {
        assertThat(between(SecondLawyer.MODEL, "<a/>", "<a").problem()).isNotNull();
        assertThat(between(SecondLawyer.MODEL, "<a/>", "<a/>").isEmpty()).isTrue();
        assertThat(between(FORM, "{}", "[").problem()).isNotNull();
    }
}
