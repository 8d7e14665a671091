package io.polisflow.process.models.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.Comparisons;
import io.polisflow.process.models.draft.FileDifference;
import io.polisflow.process.models.edit.FormSheet.Item;
import io.polisflow.process.models.edit.FormSheet.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is typed into a form, and nothing else, changes in its file. */
class FormFileTest {

    private static final String TERMS = "forms/proposal-approval/check-terms.form";

    static Stream<String> forms() throws IOException {
        return Files.walk(Path.of("forms")).map(Path::toString).filter(path -> path.endsWith(".form"));
    }

    private static FormFile file(String content) {
        return FormFile.of(content.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static String with(String content, UnaryOperator<List<Item>> change) {
        FormFile file = file(content);
        FormSheet sheet = file.sheet();
        return new String(
                file.with(new FormSheet(sheet.id(), change.apply(new ArrayList<>(sheet.items())))),
                StandardCharsets.UTF_8);
    }

    /** The item with these properties typed. */
    private static Item typed(Item item, Object... properties) {
        Map<FormProperty, String> values = new EnumMap<>(FormProperty.class);
        values.putAll(item.values());
        for (int i = 0; i < properties.length; i += 2) {
            values.put((FormProperty) properties[i], (String) properties[i + 1]);
        }
        return new Item(item.id(), item.type(), item.isNew(), values, item.holds(), item.items(), item.source());
    }

    private static Item added(String type, Object... properties) {
        return typed(FormFile.blank("new", type), properties);
    }

    private static UnaryOperator<List<Item>> in(String id, Object... properties) {
        return items -> new ArrayList<>(items.stream()
                .map(item -> item.id().equals(id) ? typed(item, properties) : item)
                .toList());
    }

    private static List<String> wrong(Item... items) {
        return FormChecks.problems(new FormSheet("f", Arrays.asList(items))).stream()
                .map(Problem::text)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormThatIsNotChangedStaysAsItIsToTheByte(String path) {
        String delivered = SecondLawyer.delivered(path);

        assertThat(with(delivered, items -> items)).isEqualTo(delivered);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFieldThatComesAndGoesLeavesTheFileAsItWasToTheByte(String path) {
        String delivered = SecondLawyer.delivered(path);
        String longer = with(delivered, items -> {
            items.add(added(
                    "textfield",
                    FormProperty.LABEL,
                    "Проба",
                    FormProperty.KEY,
                    "probe",
                    FormProperty.REQUIRED,
                    "true"));
            return items;
        });

        FileDifference difference = Comparisons.between(path, delivered, longer);
        assertThat(difference.changes()).singleElement().satisfies(change -> assertThat(change.what())
                .isEqualTo("поле «Проба»"));
        assertThat(difference.layout()).isEmpty();
        assertThat(with(longer, items -> items.subList(0, items.size() - 1))).isEqualTo(delivered);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatIsDeliveredCanBeTyped(String path) {
        assertThat(FormChecks.problems(file(SecondLawyer.delivered(path)).sheet()))
                .isEmpty();
    }

    @Test
    void onlyWhatWasTypedDiffers() {
        String delivered = SecondLawyer.delivered(TERMS);

        String after = with(
                delivered,
                in(
                        "Field_Decision",
                        FormProperty.LABEL,
                        "Решение юриста",
                        FormProperty.REQUIRED,
                        "",
                        FormProperty.VALUES,
                        "approve = Согласовать\nreturn = Вернуть\nescalate = Передать руководителю"));

        FileDifference difference = Comparisons.between(TERMS, delivered, after);
        assertThat(difference.changes()).singleElement().satisfies(change -> assertThat(change.properties())
                .extracting(FileDifference.Property::name)
                .containsExactlyInAnyOrder("подпись", "обязательно", "варианты"));
        assertThat(after).contains("\"value\": \"escalate\"").doesNotContain("\"validate\": {}");
    }

    @Test
    void fieldsChangePlaces() {
        String delivered = SecondLawyer.delivered(TERMS);

        FileDifference difference = Comparisons.between(TERMS, delivered, with(delivered, items -> {
            Collections.swap(items, 0, 1);
            return items;
        }));

        assertThat(difference.changes()).isEmpty();
        assertThat(difference.layout()).hasSize(1);
    }

    @Test
    void fieldsInsideGroupsAreChangedThere() throws IOException {
        String path = forms().filter(each -> file(SecondLawyer.delivered(each)).sheet().items().stream()
                        .anyMatch(item ->
                                item.type().equals("group") && item.items().size() > 1))
                .findFirst()
                .orElseThrow();
        String delivered = SecondLawyer.delivered(path);

        String after = with(
                delivered,
                items -> new ArrayList<>(items.stream()
                        .map(item -> item.type().equals("group") && item.items().size() > 1
                                ? new Item(
                                        item.id(),
                                        item.type(),
                                        false,
                                        item.values(),
                                        true,
                                        item.items().subList(1, item.items().size()),
                                        null)
                                : item)
                        .toList()));

        FileDifference difference = Comparisons.between(path, delivered, after);
        assertThat(difference.changes()).isNotEmpty().allSatisfy(change -> assertThat(change.sort())
                .isEqualTo(FileDifference.Sort.REMOVED));
    }

    @Test
    void numbersAreKeptAsTheyWereWritten() {
        String form =
                "{\"id\":\"f\",\"x-ours\":1.50,\"components\":[{\"type\":\"number\",\"key\":\"n\",\"id\":\"N\",\"label\":\"Число\",\"step\":0.10,\"validate\":{\"min\":1,\"max\":2.5}}]}";

        String after = with(form, in("N", FormProperty.MAX, "1000000"));

        assertThat(after).contains("\"x-ours\": 1.50", "\"step\": 0.10", "\"min\": 1,", "\"max\": 1000000");
        assertThat(with(after, in("N", FormProperty.MAX, "0.25"))).contains("\"max\": 0.25");
        assertThat(with(after, in("N", FormProperty.MIN, "", FormProperty.MAX, "")))
                .doesNotContain("validate");
    }

    @Test
    void aFieldThatCannotBeKeptIsNamedWithWhatIsWrong() {
        assertThat(wrong(added("textfield")))
                .containsExactlyInAnyOrder(
                        "«Строка текста», подпись: напишите, что спрашивается",
                        "«Строка текста», переменная: назовите переменную, в которую попадёт ответ");
        assertThat(wrong(added("textfield", FormProperty.LABEL, "Ответ", FormProperty.KEY, "мой ключ")))
                .singleElement()
                .asString()
                .contains("«Ответ», переменная", "латинские буквы");
        assertThat(wrong(added(
                        "number",
                        FormProperty.LABEL,
                        "Сумма",
                        FormProperty.KEY,
                        "sum",
                        FormProperty.MIN,
                        "десять",
                        FormProperty.MAX,
                        "5,5")))
                .hasSize(2);
        assertThat(wrong(added(
                        "number",
                        FormProperty.LABEL,
                        "Сумма",
                        FormProperty.KEY,
                        "sum",
                        FormProperty.MIN,
                        "10",
                        FormProperty.MAX,
                        "5")))
                .singleElement()
                .asString()
                .contains("меньше, чем «Не меньше»");
        assertThat(wrong(added(
                        "radio",
                        FormProperty.LABEL,
                        "Выбор",
                        FormProperty.KEY,
                        "pick",
                        FormProperty.VALUES,
                        "a = Да\na = Нет\nb =\n= Пусто")))
                .hasSize(3);
        assertThat(wrong(added(
                        "textfield",
                        FormProperty.LABEL,
                        "Номер",
                        FormProperty.KEY,
                        "number",
                        FormProperty.PATTERN,
                        "[0-9",
                        FormProperty.MAX_LENGTH,
                        "-1")))
                .hasSize(2);
        assertThat(wrong(
                        added("text", FormProperty.TEXT, "я".repeat(5_001)),
                        added("checkbox", FormProperty.LABEL, "Да", FormProperty.KEY, "yes"),
                        added("checkbox", FormProperty.LABEL, "Точно", FormProperty.KEY, "yes")))
                .anySatisfy(text -> assertThat(text).contains("не больше 5000 знаков"))
                .anySatisfy(text -> assertThat(text).contains("«yes» уже есть в форме"))
                .hasSize(2);
    }

    @Test
    void whatIsNoFormSaysSo() {
        assertThat(FormFile.of("[]".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(FormFile.of("{".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
