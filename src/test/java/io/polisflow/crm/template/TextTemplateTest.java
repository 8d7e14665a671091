package io.polisflow.crm.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.template.Part.Kind;
import io.polisflow.crm.template.Part.Run;
import io.polisflow.crm.template.Template.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a wording is read and filled in: what is unknown leaves no trace, and no value is ever read as a wording. */
class TextTemplateTest {

    private static final List<Field> FIELDS = List.of(
            new Field("имя", "name", false, false),
            new Field("почта", "email", false, false),
            new Field("условия", "terms", false, false),
            new Field("таблица", "table", true, false));

    private static List<Part> fill(String text, Map<String, String> values) {
        return TextTemplate.parse("body", text, FIELDS).fill(values, Set.of("table"));
    }

    private static List<String> texts(String text, Map<String, String> values) {
        return fill(text, values).stream().map(Part::text).toList();
    }

    @Test
    void aKnownFieldIsPrintedAndAnOptionalPartWithAnUnknownOneIsNot() {
        String text = "Здравствуйте[, {имя}]! [Пишите[ на {почта}] — {имя}.]";
        assertThat(texts(text, Map.of("name", "Анна", "email", "a@b.ru")))
                .containsExactly("Здравствуйте, Анна! Пишите на a@b.ru — Анна.");
        assertThat(texts(text, Map.of("name", "Анна"))).containsExactly("Здравствуйте, Анна! Пишите — Анна.");
        assertThat(texts(text, Map.of("name", " ", "email", "a@b.ru"))).containsExactly("Здравствуйте! ");
    }

    @Test
    void aLineOfWhichNothingIsKnownVanishesAndAnEmptyLineDividesParagraphs() {
        String text = "Кто:\n[Имя: {имя}]\n[Почта: {почта}]\nВсё.\n\n[Условия: {условия}]\n\nКонец";
        assertThat(texts(text, Map.of("email", "a@b.ru"))).containsExactly("Кто:\nПочта: a@b.ru\nВсё.", "Конец");
        assertThat(texts(text, Map.of())).containsExactly("Кто:\nВсё.", "Конец");
    }

    @Test
    void aHeadingEndsWithItsLineAndABlockStandsAlone() {
        assertThat(fill("# Главное\nТекст\n## Часть\n{таблица}\nДальше", Map.of()))
                .extracting(Part::kind)
                .containsExactly(Kind.HEADING, Kind.PARAGRAPH, Kind.SUBHEADING, Kind.BLOCK, Kind.PARAGRAPH);
        assertThat(texts("До\n[## Условия\n{условия}]\nПосле", Map.of())).containsExactly("До\nПосле");
        assertThat(texts("До\n[## Условия\n{условия}]\nПосле", Map.of("terms", "Раз\n\nДва")))
                .containsExactly("До", "Условия", "Раз", "Два\nПосле");
    }

    @Test
    void whatABoldMarkEnclosesIsBold() {
        assertThat(fill("Номер **{имя}** принят", Map.of("name", "7"))
                        .get(0)
                        .lines()
                        .get(0)
                        .runs())
                .containsExactly(new Run("Номер ", false), new Run("7", true), new Run(" принят", false));
    }

    @Test
    void aValueIsNeverReadAsAWording() {
        String hostile = "{почта} [x] **y** # z ${7*7} <b>";
        assertThat(texts("{имя}", Map.of("name", hostile, "email", "a@b.ru"))).containsExactly(hostile);
        assertThat(fill("{имя}", Map.of("name", "# не заголовок")))
                .extracting(Part::kind)
                .containsExactly(Kind.PARAGRAPH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Строка\\n{имья}|Строка 2: нет поля «имья»",
                "[{имя}|Строка 1: скобка «[» не закрыта",
                "а]|Строка 1: лишняя закрывающая скобка «]»",
                "а}|Строка 1: лишняя закрывающая скобка «}»",
                "{имя|Строка 1: поле не закрыто",
                "[без поля]|Строка 1: в квадратных скобках нет поля",
                "**жирно|Строка 1: жирное начинается с **"
            })
    void aSlipIsSaidWithItsLine(String text, String message) {
        assertThatThrownBy(() -> TextTemplate.parse("body", text.replace("\\n", "\n"), FIELDS))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.field()).isEqualTo("body");
                    assertThat(e.getMessage()).startsWith(message);
                });
    }

    @ParameterizedTest
    @EnumSource
    void theDeliveredWordingsAreFitForUse(Template template) {
        assertThat(Templates.checked(template, Wordings.delivered(template))).isEqualTo(Wordings.delivered(template));
    }
}
