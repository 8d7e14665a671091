package io.polisflow.process.models.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.models.scenario.Scenario.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of stories is understood, or every slip in it is told with its line and what was probably meant. */
class ScenarioReaderTest {

    private static final String STEPS = "истории:\n  - название: Одна\n    шаги:\n      - ";

    private static ScenarioReading read(String content) {
        return new ScenarioReader("моя.yaml", new Vocabulary()).read(content);
    }

    @Test
    void aStoryIsReadWithItsLines() {
        ScenarioReading reading = read(
                """
                вариант использования: UC2
                истории:
                  - название: Заявка с сайта
                    шаги:
                      - Дано: клиент «ООО «Ромашка»»
                      - Когда: происходит «Заявка пришла»
                        данные: {сумма: 10, скидка: 2.5, день: 2026-09-01, готово: true, пусто: }
                      - То: менеджер получает задачу «Собрать КП»
                      - И: всё закончилось
                """);

        assertThat(reading.problems()).isEmpty();
        Scenario story = reading.scenarios().get(0);
        assertThat(story.name()).isEqualTo("Заявка с сайта");
        assertThat(story.useCase()).isEqualTo("UC2");
        assertThat(story.line()).isEqualTo(3);
        assertThat(story.steps())
                .extracting(Scenario.Step::kind)
                .containsExactly(Kind.GIVEN, Kind.WHEN, Kind.THEN, Kind.THEN);
        assertThat(story.steps()).extracting(Scenario.Step::line).containsExactly(5, 6, 8, 9);
        Map<String, Object> data =
                (Map<String, Object>) story.steps().get(1).details().get("данные");
        assertThat(data)
                .containsEntry("сумма", 10)
                .containsEntry("скидка", 2.5)
                .containsEntry("день", "2026-09-01")
                .containsEntry("готово", true)
                .containsEntry("пусто", null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Когда: менеджер выполнеет «Собрать КП»            | 4 | Предложение «Когда менеджер выполнеет «Собрать КП»» не понятно. | Похоже на «Когда {кто} выполняет «{задача}»».
            То: менеджер получил задачу «Собрать КП»          | 4 | Предложение «То менеджер получил задачу «Собрать КП»» не понятно. | Похоже на «То {кто} получает задачу «{задача}»».
            Тогда: всё закончилось                            | 4 | Слово «Тогда» не понятно. | Исправьте его: похоже на «Когда».
            И: всё закончилось                                | 4 | «И» продолжает шаг, а до него нет ни одного. | Начните с «Дано», «Когда» или «То».
            {То: всё закончилось, данные: {а: 1}}             | 4 | Под этим предложением не бывает «данные». | Уберите эту строку.
            {То: всё закончилось, даные: {а: 1}}              | 4 | Слово «даные» не понятно. | Исправьте его: похоже на «данные».
            {Дано: известно, данные: пять}                    | 4 | Под словом «данные» ожидаются пары «поле: значение». | Напишите, например, «данные: {Комментарий: Уточнить площадь}».
            просто текст                                      | 4 | Шаг не начинается с «Дано», «Когда», «То» или «И». | Напишите, например, «- Дано: клиент «ООО «Ромашка»»».
            """)
    void aSlipIsToldWithItsLineAndTheNearestWords(String step, int line, String problem, String remedy) {
        assertThat(read(STEPS + step).problems())
                .containsExactly(new ScenarioProblem("моя.yaml", line, problem, remedy));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ''                                  | Файл пуст.
            'истории: [один'                    | Файл не читается как YAML:
            'истории: 5'                        | Нет списка «истории».
            'историй: []'                       | Слово «историй» не понятно.
            'истории: [{название: Одна}]'       | У истории нет шагов.
            'истории: [{шаги: [{То: всё закончилось}]}]' | У истории нет названия.
            """)
    void aFileThatIsNoneIsTold(String content, String problem) {
        assertThat(read(content).problems())
                .extracting(ScenarioProblem::problem)
                .anyMatch(told -> told.startsWith(problem));
    }

    @Test
    void aFileMakesNoObjectsAndNeverGrowsWithoutEnd() {
        String bomb = STEPS
                + """
                {Дано: известно, данные: {a: &a [1,1,1,1,1,1,1,1,1], b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a],
                c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b], d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c], e: [*d,*d,*d,*d,*d,*d,*d,*d,*d]}}
                """;

        assertThat(read(bomb).problems())
                .extracting(ScenarioProblem::problem)
                .containsExactly("Файл не читается как YAML: слишком много значений.");
        assertThat(read(STEPS + "{Дано: известно, данные: {a: !!javax.script.ScriptEngineManager []}}")
                        .problems())
                .extracting(ScenarioProblem::problem)
                .hasSize(1)
                .allMatch(told -> told.startsWith("Файл не читается как YAML: Global tag is not allowed"));
        assertThat(read("истории: " + "[".repeat(50)).problems()).hasSize(1);
    }

    @Test
    void theVocabularyTellsEverySentence() {
        List<PhraseHelp> help = new Vocabulary().help();

        assertThat(help).hasSizeGreaterThan(25).allSatisfy(phrase -> assertThat(phrase.meaning())
                .isNotBlank());
        assertThat(help).extracting(PhraseHelp::sentence).doesNotHaveDuplicates();
    }
}
