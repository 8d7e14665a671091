package io.polisflow.process.models.scenario;

import static io.polisflow.process.models.scenario.Scenario.Kind.GIVEN;
import static io.polisflow.process.models.scenario.Scenario.Kind.THEN;
import static io.polisflow.process.models.scenario.Scenario.Kind.WHEN;

import io.polisflow.process.models.scenario.Phrase.Action;
import io.polisflow.process.models.scenario.Scenario.Kind;
import io.polisflow.process.models.scenario.Scenario.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The one place that says which sentences stories are made of, and what each of them does. */
@Component
class Vocabulary {

    /** Under a task: what is entered, by the labels of the form. */
    static final String ANSWERS = "ответы";
    /** Under a start, an event or a step: variables by their words. */
    static final String DATA = "данные";
    /** Under a task that somebody gets: its deadline, e.g. «8 рабочих часов». */
    static final String DEADLINE = "срок";

    /** What is wrong with a step before any model is asked. */
    record Complaint(String problem, String remedy) {}

    private final List<Phrase> phrases = List.of(
            given(
                    "клиент «{клиент}»",
                    "как зовут клиента",
                    (story, in, with) -> story.know("client", in.get("клиент"))),
            given(
                    "сделку ведёт {кто}",
                    "кому достаются задачи ответственного",
                    (story, in, with) -> story.owner(in.get("кто"))),
            given(
                    "сегодня {дата}",
                    "с какого дня начинается история",
                    (story, in, with) -> story.today(in.get("дата"))),
            given("известно", "чем начинаются процессы истории", (story, in, with) -> story.know(data(with)), DATA),
            given(
                    "началось «{процесс}»",
                    "процесс идёт с начала",
                    (story, in, with) -> story.begin(in.get("процесс"), data(with)),
                    DATA),
            given(
                    "«{шаг}» ответит «{ответ}»",
                    "чем кончится следующее выполнение шага",
                    (story, in, with) -> story.answer(in.get("шаг"), in.get("ответ"), data(with), false),
                    DATA),
            given(
                    "«{шаг}» всегда отвечает «{ответ}»",
                    "чем кончается каждое выполнение шага",
                    (story, in, with) -> story.answer(in.get("шаг"), in.get("ответ"), data(with), true),
                    DATA),
            given(
                    "«{шаг}» даст",
                    "что шаг запишет при следующем выполнении",
                    (story, in, with) -> story.answer(in.get("шаг"), null, data(with), false),
                    DATA),
            when(
                    "{кто} начинает «{процесс}»",
                    "процесс начинается с формы",
                    (story, in, with) -> story.beginByForm(in.get("кто"), in.get("процесс"), answers(with)),
                    ANSWERS),
            when(
                    "{кто} выполняет «{задача}»",
                    "форма заполняется и отправляется",
                    (story, in, with) -> story.complete(in.get("кто"), in.get("задача"), answers(with)),
                    ANSWERS),
            when(
                    "{кто} выбирает «{вариант}» в «{задача}»",
                    "на форме выбран вариант",
                    (story, in, with) ->
                            story.choose(in.get("кто"), in.get("задача"), in.get("вариант"), answers(with)),
                    ANSWERS),
            when(
                    "{кто} {решает} «{задача}»",
                    "на форме выбрано решение",
                    (story, in, with) -> story.decide(in.get("кто"), in.get("задача"), in.get("решает"), answers(with)),
                    ANSWERS),
            when(
                    "{кто} пытается выполнить «{задача}»",
                    "форма отправляется как есть, без образцов в пустых полях",
                    (story, in, with) -> story.attempt(in.get("кто"), in.get("задача"), answers(with)),
                    ANSWERS),
            when(
                    "происходит «{событие}»",
                    "приходит сообщение или наступает срок",
                    (story, in, with) -> story.happens(in.get("событие"), data(with)),
                    DATA),
            when(
                    "пытаются сообщить «{событие}»",
                    "приходит сообщение, которого могут не принять",
                    (story, in, with) -> story.attemptEvent(in.get("событие"), data(with)),
                    DATA),
            when(
                    "прошло {n} {единица}",
                    "время идёт: минут, часов, дней, рабочих дней, месяцев",
                    (story, in, with) -> story.pass(Integer.parseInt(in.get("n")), in.get("единица"))),
            when(
                    "повторили «{шаг}»",
                    "застрявшему шагу дали ещё попытку",
                    (story, in, with) -> story.retry(in.get("шаг"))),
            then(
                    "{кто} получает задачу «{задача}»",
                    "задача открыта и видна этому человеку",
                    (story, in, with) -> story.expectTask(in.get("кто"), in.get("задача"), (String) with.get(DEADLINE)),
                    DEADLINE),
            then(
                    "задачи «{задача}» нет",
                    "такая задача не открыта",
                    (story, in, with) -> story.expectNoTask(in.get("задача"))),
            then("сделка на этапе «{этап}»", "этап на воронке", (story, in, with) -> story.expectStage(in.get("этап"))),
            then(
                    "процесс «{процесс}» закончился на «{событие}»",
                    "пройдено это конечное событие",
                    (story, in, with) -> story.expectEnd(in.get("процесс"), in.get("событие"))),
            then(
                    "начался процесс «{процесс}»",
                    "модель начала другой процесс",
                    (story, in, with) -> story.expectStarted(in.get("процесс"), true)),
            then(
                    "процесс «{процесс}» не начинался",
                    "его никто не начал",
                    (story, in, with) -> story.expectStarted(in.get("процесс"), false)),
            then(
                    "процесс ждёт «{событие}»",
                    "токен стоит на событии",
                    (story, in, with) -> story.expectWaiting(in.get("событие"))),
            then(
                    "выполнено «{шаг}»",
                    "шаг пройден хотя бы раз",
                    (story, in, with) -> story.expectDone(in.get("шаг"), null)),
            then(
                    "«{шаг}» выполнено {n} {раз}",
                    "шаг пройден столько раз",
                    (story, in, with) -> story.expectDone(in.get("шаг"), Integer.parseInt(in.get("n")))),
            then("«{шаг}» не выполнялось", "шаг не пройден", (story, in, with) -> story.expectDone(in.get("шаг"), 0)),
            then(
                    "«{шаг}» стоит из-за сбоя",
                    "у шага кончились попытки или ждёт следующая",
                    (story, in, with) -> story.expectHeldUp(in.get("шаг"))),
            then(
                    "отказ «{слова}»",
                    "что ответили последней попытке",
                    (story, in, with) -> story.expectRefusal(in.get("слова"))),
            then(
                    "данные такие",
                    "что записано в процессах истории",
                    (story, in, with) -> story.expectData(data(with)),
                    DATA),
            then(
                    "работа остановлена",
                    "процессы сделки приостановлены",
                    (story, in, with) -> story.expectSuspended(true)),
            then("работа идёт", "процессы сделки не приостановлены", (story, in, with) -> story.expectSuspended(false)),
            then(
                    "наступило {дата}",
                    "какой день идёт в истории",
                    (story, in, with) -> story.expectToday(in.get("дата"))),
            then("всё закончилось", "ни один процесс не идёт", (story, in, with) -> story.expectNothingRuns()));

    private static Phrase given(String template, String meaning, Action action, String... details) {
        return new Phrase(GIVEN, template, meaning, Set.of(details), action);
    }

    private static Phrase when(String template, String meaning, Action action, String... details) {
        return new Phrase(WHEN, template, meaning, Set.of(details), action);
    }

    private static Phrase then(String template, String meaning, Action action, String... details) {
        return new Phrase(THEN, template, meaning, Set.of(details), action);
    }

    private static Map<String, Object> data(Map<String, Object> details) {
        return map(details.get(DATA));
    }

    private static Map<String, Object> answers(Map<String, Object> details) {
        return map(details.get(ANSWERS));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    Set<String> details() {
        return Set.of(ANSWERS, DATA, DEADLINE);
    }

    List<PhraseHelp> help() {
        return phrases.stream()
                .map(phrase -> new PhraseHelp(
                        phrase.kind().word(),
                        phrase.template(),
                        phrase.meaning(),
                        phrase.details().stream().sorted().toList()))
                .toList();
    }

    /** @return what nobody could play, with the nearest sentence that there is */
    Optional<Complaint> complaint(Step step) {
        Optional<Phrase> phrase = find(step);
        if (phrase.isEmpty()) {
            return Optional.of(new Complaint(
                    "Предложение «" + step.sentence() + "» не понятно.", nearest(step.kind(), step.text())));
        }
        for (Map.Entry<String, Object> detail : step.details().entrySet()) {
            Set<String> known = new TreeSet<>(phrase.get().details());
            if (!known.contains(detail.getKey())) {
                return Optional.of(new Complaint(
                        "Под этим предложением не бывает «" + detail.getKey() + "».",
                        known.isEmpty() ? "Уберите эту строку." : "Здесь бывает: " + String.join(", ", known) + "."));
            }
            if (detail.getKey().equals(DEADLINE) && !(detail.getValue() instanceof String)) {
                return Optional.of(
                        new Complaint("Срок не понятен.", "Напишите, например, «" + DEADLINE + ": 8 рабочих часов»."));
            }
            if (!detail.getKey().equals(DEADLINE) && !(detail.getValue() instanceof Map)) {
                return Optional.of(new Complaint(
                        "Под словом «" + detail.getKey() + "» ожидаются пары «поле: значение».",
                        "Напишите, например, «" + detail.getKey() + ": {Комментарий: Уточнить площадь}»."));
            }
        }
        return Optional.empty();
    }

    /** @throws StepFailure when it does not come true */
    void play(Step step, Story story) {
        Phrase phrase = find(step).orElseThrow();
        phrase.action().play(story, phrase.match(step.text()).orElseThrow(), step.details());
    }

    private Optional<Phrase> find(Step step) {
        return of(step.kind())
                .filter(phrase -> phrase.match(step.text()).isPresent())
                .findFirst();
    }

    private Stream<Phrase> of(Kind kind) {
        return phrases.stream().filter(phrase -> phrase.kind() == kind);
    }

    /** Names are left out of the comparison: two sentences about one task are not alike for that. */
    private String nearest(Kind kind, String text) {
        Map<String, String> shapes =
                of(kind).collect(Collectors.toMap(phrase -> shape(phrase.template()), Phrase::template));
        return Nearest.to(shape(text), shapes.keySet())
                .map(shape -> "Похоже на «" + kind.word() + " " + shapes.get(shape) + "».")
                .orElseGet(() -> "После «" + kind.word() + "» бывает: "
                        + shapes.values().stream().sorted().collect(Collectors.joining("; ")) + ".");
    }

    private static String shape(String sentence) {
        return sentence.replaceAll("«.*?»+", "«»").replace("{кто}", "менеджер");
    }
}
