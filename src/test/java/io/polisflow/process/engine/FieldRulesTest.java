package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRulesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-10T22:30:00Z"), ZoneId.of("Europe/Moscow"));

    @ParameterizedTest(name = "{0}: {1} passes, {2} does not")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'type':'textfield','validate':{'minLength':3}              | abc        | ab         | не короче 3 симв.
            'type':'textarea','validate':{'maxLength':3}               | abc        | abcd       | не длиннее 3 симв.
            'type':'textfield','validate':{'pattern':'^[0-9]{2}$'}     | 12         | 1x         | значение не подходит по формату
            'type':'textfield','validate':{'pattern':'[0-9]'}          | a1b        | ab         | значение не подходит по формату
            'type':'textfield','validate':{'validationType':'email'}   | i@firm.ru  | i@firm     | укажите адрес электронной почты, например ivanov@example.ru
            'type':'textfield','validate':{'validationType':'phone'}   | +79161234567 | 89161234567 | укажите телефон в международном виде, например +79161234567
            'type':'number','validate':{'min':10}                      | 10         | 9          | не меньше 10
            'type':'number','validate':{'max':10}                      | 10         | 10,5       | не больше 10
            'type':'number','validate':{'max':'=limit'}                | 5          | 6          | не больше 5
            'type':'number','decimalDigits':2                          | 1 000,50   | 1.234      | знаков после запятой не больше 2
            'type':'number','decimalDigits':0                          | 7          | 7.5        | ожидается целое число
            'type':'number'                                            | 1e3        | много      | ожидается число
            'type':'datetime','subtype':'date'                         | 2026-12-24 | 24.12.2026 | ожидается дата
            'type':'datetime','subtype':'date','disallowPassedDates':true | 2026-06-11 | 2026-06-10 | дата не может быть в прошлом
            'type':'datetime','subtype':'time'                         | 10:00+03:00 | 25:00+03:00 | ожидается время
            'type':'datetime','subtype':'datetime'                     | 2026-12-24T10:00+03:00 | 2026-12-24 | ожидаются дата и время
            'type':'datetime','subtype':'datetime','timeSerializingFormat':'no_timezone' | 2026-12-24T10:00 | 2026-12-24T10 | ожидаются дата и время
            'type':'radio','values':[{'label':'A','value':'a'}]        | a          | b          | выберите значение из списка
            'type':'select','values':[{'label':'1','value':1}]         | 1          | 2          | выберите значение из списка
            'type':'select','valuesKey':'listed'                       | x          | z          | выберите значение из списка
            'type':'select','valuesExpression':'=[\\"e\\"]'          | e          | f          | выберите значение из списка
            'type':'checkbox'                                          | true       | yes        | ожидается «да» или «нет»
            """)
    void aRuleAcceptsTheGoodAndRefusesTheBad(String field, String good, String bad, String breach) {
        assertThat(breaches(field, good)).isEmpty();
        assertThat(breaches(field, bad)).containsExactly("«Поле» — " + breach);
        assertThat(breaches(field, null)).as("nothing is demanded").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "textfield",
                "textarea",
                "number",
                "datetime",
                "checkbox",
                "radio",
                "select",
                "checklist",
                "taglist"
            })
    void aRequiredFieldOfAnyTypeIsDemanded(String type) {
        assertThat(breaches("'type':'" + type + "','validate':{'required':true}", null))
                .hasSize(1);
    }

    @Test
    void aRequiredCheckboxMustBeTicked() {
        String consent = "'type':'checkbox','validate':{'required':true}";

        assertThat(breaches(consent, false)).containsExactly("«Поле» — нужна отметка");
        assertThat(breaches(consent, true)).isEmpty();
    }

    @Test
    void everyChosenValueMustBeOffered() {
        String field = "'type':'checklist','values':[{'value':'a'},{'value':'b'}],'validate':{'required':true}";

        assertThat(breaches(field, List.of("a", "b"))).isEmpty();
        assertThat(breaches(field, List.of("a", "c"))).containsExactly("«Поле» — выберите значения из списка");
        assertThat(breaches(field, "a")).containsExactly("«Поле» — ожидается список значений");
        assertThat(breaches(field, List.of())).containsExactly("«Поле» — обязательное поле");
    }

    @Test
    void aTextThatTheEngineCannotStoreIsRefused() {
        assertThat(breaches("'type':'textfield'", "a".repeat(4000))).isEmpty();
        assertThat(breaches("'type':'textfield'", "a".repeat(1_000_000)))
                .containsExactly("«Поле» — не длиннее 4000 симв.");
        assertThat(breaches("'type':'textfield'", Map.of("a", 1))).containsExactly("«Поле» — ожидается текст");
    }

    @Test
    void nobodyIsAskedForWhatTheyCannotEnter() {
        assertThat(breaches("'type':'textfield','disabled':true,'validate':{'required':true}", null))
                .isEmpty();
        assertThat(breaches("'type':'textfield','readonly':true,'validate':{'required':true}", null))
                .isEmpty();
        assertThat(breaches("'type':'textfield','readonly':'=limit = 5','validate':{'required':true}", null))
                .isEmpty();
        assertThat(breaches("'type':'textfield','readonly':'=limit = 6','validate':{'required':true}", null))
                .hasSize(1);
    }

    @Test
    void aConditionThatFailsHidesNothing() {
        assertThat(breaches(
                        "'type':'textfield','conditional':{'hide':'=this is no FEEL('},'validate':{'required':true}",
                        null))
                .hasSize(1);
    }

    @Test
    void aGroupsFieldLiesUnderItsPath() {
        FormSchema form = form("{'type':'group','path':'risk','components':[{'type':'number','key':'area',"
                + "'label':'Площадь','validate':{'required':true}}]}");
        FormCheck check = new FormCheck(CLOCK);

        Map<String, Object> answers = check.answers(form, Map.of("risk", Map.of("area", 5)), over(Map.of()));

        assertThat(form.inputKeys()).containsExactly("risk");
        assertThat(check.breaches()).isEmpty();
        assertThat(answers).isEqualTo(Map.of("risk", Map.of("area", 5)));
        check.answers(form, Map.of(), over(Map.of()));
        assertThat(check.breaches()).containsExactly("«Площадь» — обязательное поле");
    }

    @Test
    void aHiddenGroupAndAHiddenCellAreNotDemanded() {
        FormSchema form = form("{'type':'dynamiclist','path':'lines','components':["
                + "{'type':'select','key':'kind','label':'Вид','values':[{'value':'a'},{'value':'b'}]},"
                + "{'type':'group','conditional':{'hide':'=this.kind = \\\"a\\\"'},'components':["
                + "{'type':'number','key':'area','label':'Площадь','validate':{'required':true}}]}]}");
        FormCheck check = new FormCheck(CLOCK);
        Map<String, Object> submitted = Map.of(
                "lines", List.of(Map.of("kind", "a", "area", 9), Map.of("kind", "b"), Map.of("kind", "c", "area", 1)));

        Map<String, Object> answers = check.answers(form, submitted, over(submitted));

        assertThat(check.breaches())
                .containsExactly(
                        "Строка 2: «Площадь» — обязательное поле", "Строка 3: «Вид» — выберите значение из списка");
        assertThat(((List<?>) answers.get("lines")).get(0)).isEqualTo(Map.of("kind", "a"));
    }

    private static List<String> breaches(String field, Object value) {
        FormCheck check = new FormCheck(CLOCK);
        Map<String, Object> submitted = new HashMap<>();
        submitted.put("field", value);
        check.answers(form("{'key':'field','label':'Поле'," + field + "}"), submitted, over(submitted));
        return check.breaches();
    }

    private static FormExpressions over(Map<String, Object> submitted) {
        Map<String, Object> variables =
                Map.of("limit", 5, "listed", Arrays.asList("x", Map.of("label", "Y", "value", "y")));
        return new FormExpressions(submitted, variables.keySet(), variables::get);
    }

    private static FormSchema form(String component) {
        return FormSchema.parse(
                ("{'components':[" + component + "]}").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
