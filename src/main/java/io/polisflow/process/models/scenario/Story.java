package io.polisflow.process.models.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.models.scenario.Walk.Visit;
import io.polisflow.process.models.scenario.Words.Role;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.task.Task;

/** One story while it is played: what its sentences do and see. */
final class Story {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final StoryWorld world;
    private final StoryProcesses processes;
    private final Words words;
    private String refusal;

    Story(StoryWorld world, StoryProcesses processes, Words words) {
        this.world = world;
        this.processes = processes;
        this.words = words;
    }

    void know(String name, Object value) {
        world.facts().know(Map.of(name, value));
    }

    void know(Map<String, Object> data) {
        world.facts().know(words.variables(data));
    }

    void owner(String role) {
        String user = words.role(role).user();
        world.facts().know(Map.of("dealOwner", user, "leadOwner", user));
    }

    void today(String day) {
        world.clock().goTo(LocalDate.parse(day, DAY));
    }

    void begin(String model, Map<String, Object> data) {
        know(data);
        processes.begin(world.labels().model(model));
    }

    void beginByForm(String role, String model, Map<String, Object> said) {
        Role who = words.role(role);
        world.facts().works(who.user());
        processes.beginByForm(world.labels().model(model), filling(said, true), who);
    }

    void answer(String step, String answer, Map<String, Object> data, boolean always) {
        Set<Visit> steps = world.labels().steps(step);
        world.answers().expect(steps, step, answer, words.variables(data), always);
    }

    private FormAnswers answers() {
        return new FormAnswers(words, world.clock());
    }

    private StoryProcesses.FormFilling filling(Map<String, Object> said, boolean samples) {
        return form -> entered(answers(), form, said, samples);
    }

    private static StoryProcesses.Entered entered(
            FormAnswers answers, JsonNode form, Map<String, Object> said, boolean samples) {
        Map<String, Object> variables = answers.submit(form, said, samples);
        return new StoryProcesses.Entered(variables, answers.lists());
    }

    void complete(String role, String task, Map<String, Object> said) {
        complete(role, task, filling(said, true));
    }

    void choose(String role, String task, String choice, Map<String, Object> said) {
        chooseOne(role, task, List.of(choice), said);
    }

    void decide(String role, String task, String verb, Map<String, Object> said) {
        chooseOne(role, task, Decisions.VERBS.get(verb), said);
    }

    private void chooseOne(String role, String task, List<String> beginnings, Map<String, Object> said) {
        complete(role, task, form -> {
            FormAnswers answers = answers();
            return entered(answers, form, answers.choosing(form, beginnings, said), true);
        });
    }

    void attempt(String role, String task, Map<String, Object> said) {
        refusal = null;
        try {
            complete(role, task, filling(said, false));
        } catch (StoryProcesses.Refused e) {
            refusal = e.getMessage();
        }
    }

    void attemptEvent(String event, Map<String, Object> data) {
        refusal = null;
        try {
            happens(event, data);
        } catch (StoryProcesses.Refused e) {
            refusal = e.getMessage();
        }
    }

    private void complete(String role, String label, StoryProcesses.FormFilling filling) {
        Role who = words.role(role);
        Task task = taskFor(who, label);
        world.facts().works(who.user());
        processes.complete(task, filling, who);
    }

    private Task taskFor(Role who, String label) {
        Set<Visit> named = world.labels().tasks(label);
        List<Task> open = processes.open(named);
        String expected = "открыта задача «" + label + "» для роли «" + who.word() + "»";
        if (open.isEmpty()) {
            throw new StepFailure(expected, "эта задача не открыта; " + processes.standing());
        }
        return open.stream()
                .filter(task -> processes.isFor(task, who))
                .findFirst()
                .orElseThrow(() -> new StepFailure(
                        expected, "задача открыта, но не для этой роли: " + processes.audience(open.get(0))));
    }

    void happens(String event, Map<String, Object> data) {
        Set<Visit> named = world.labels().events(event);
        know(data);
        if (!processes.happens(named, words.variables(data))) {
            throw new StepFailure(
                    "событие «" + event + "» может произойти", "его сейчас никто не ждёт; " + processes.standing());
        }
    }

    void pass(int number, String unit) {
        processes.passUntil(later(number, unit));
    }

    private Instant later(int number, String unit) {
        ZonedDateTime now = world.clock().instant().atZone(world.clock().getZone());
        if (unit.startsWith("рабоч")) {
            if (unit.contains("час")) {
                return world.calendar().plusWorkingHours(now.toInstant(), BigDecimal.valueOf(number));
            }
            LocalDate day = world.calendar().plusWorkingDays(now.toLocalDate(), number);
            return day.atTime(now.toLocalTime()).atZone(now.getZone()).toInstant();
        }
        Map<String, Instant> units = Map.of(
                "минут", now.plusMinutes(number).toInstant(),
                "час", now.plusHours(number).toInstant(),
                "д", now.plusDays(number).toInstant(),
                "месяц", now.plusMonths(number).toInstant());
        return units.entrySet().stream()
                .filter(each -> unit.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new StepFailure(
                        "единица времени «" + unit + "»",
                        "время считают в минутах, часах, днях, месяцах, рабочих часах и рабочих днях"));
    }

    void retry(String step) {
        Set<Visit> named = world.labels().steps(step);
        if (!processes.retry(named)) {
            throw new StepFailure("шаг «" + step + "» застрял", "повторять нечего; " + processes.standing());
        }
    }

    void expectTask(String role, String label, String deadline) {
        Task task = taskFor(words.role(role), label);
        if (deadline != null) {
            BigDecimal hours =
                    new BigDecimal(deadline.replaceAll("[^\\d,.]", "").replace(',', '.'));
            BigDecimal given = processes.workingHours(task);
            if (given == null || given.setScale(1, RoundingMode.HALF_UP).compareTo(hours) != 0) {
                throw new StepFailure(
                        "срок задачи «" + label + "» — " + hours + " рабочих часов",
                        given == null
                                ? "у задачи нет срока"
                                : "срок — "
                                        + given.setScale(1, RoundingMode.HALF_UP)
                                                .stripTrailingZeros()
                                                .toPlainString() + " рабочих часов");
            }
        }
    }

    void expectNoTask(String label) {
        if (!processes.open(world.labels().tasks(label)).isEmpty()) {
            throw new StepFailure("задача «" + label + "» не открыта", "она открыта");
        }
    }

    void expectStage(String label) {
        Set<String> labels =
                Arrays.stream(Stage.values()).map(Stage::label).collect(Collectors.toCollection(TreeSet::new));
        if (!labels.contains(label)) {
            throw new StepFailure("этап «" + label + "»", "такого этапа нет: " + Nearest.hint(label, labels));
        }
        String stage = world.stage();
        if (!label.equals(stage)) {
            throw new StepFailure(
                    "сделка на этапе «" + label + "»",
                    stage == null ? "модели ещё не назвали этапа" : "она на этапе «" + stage + "»");
        }
    }

    void expectEnd(String model, String event) {
        String key = world.labels().model(model);
        Set<Visit> ends = world.labels().ends(key, event);
        if (ends.stream().noneMatch(end -> world.walk().visits(end) > 0)) {
            throw new StepFailure(
                    "процесс «" + model + "» закончился на «" + event + "»",
                    world.walk().started().contains(key)
                            ? "он туда не пришёл; " + processes.standing()
                            : "он не начинался; " + processes.standing());
        }
    }

    void expectStarted(String model, boolean expected) {
        boolean started = world.walk().started().contains(world.labels().model(model));
        if (started != expected) {
            throw new StepFailure(
                    "процесс «" + model + "» " + (expected ? "начался" : "не начинался"),
                    (expected ? "его никто не начал; " : "он начался; ") + processes.standing());
        }
    }

    void expectWaiting(String event) {
        Set<Visit> named = world.labels().events(event);
        if (processes.awaited(named).isEmpty()) {
            throw new StepFailure("процесс ждёт «" + event + "»", "этого никто не ждёт; " + processes.standing());
        }
    }

    void expectDone(String step, Integer times) {
        long done = world.labels().steps(step).stream()
                .mapToLong(element -> world.walk().visits(element))
                .sum();
        if (times == null ? done == 0 : done != times) {
            throw new StepFailure(
                    "«" + step + "» пройдено " + (times == null ? "хотя бы раз" : "столько раз: " + times),
                    "пройдено столько раз: " + done + "; " + processes.standing());
        }
    }

    void expectHeldUp(String step) {
        Set<Visit> named = world.labels().steps(step);
        if (!processes.heldUp(named)) {
            throw new StepFailure("«" + step + "» стоит из-за сбоя", "там ничего не стоит; " + processes.standing());
        }
    }

    void expectRefusal(String words) {
        if (refusal == null || !refusal.contains(words)) {
            throw new StepFailure(
                    "форма отказывает: «" + words + "»",
                    refusal == null ? "форма ничего не возразила" : "она ответила: «" + refusal + "»");
        }
    }

    void expectData(Map<String, Object> data) {
        words.variables(data).forEach((name, value) -> {
            Set<String> found = processes.values(name);
            if (!found.contains(String.valueOf(StoryValues.plain(value)))) {
                throw new StepFailure(
                        name + " = " + value,
                        found.isEmpty() ? "такого не записано ни в одном процессе" : "записано " + found);
            }
        });
    }

    void expectSuspended(boolean expected) {
        if (processes.suspended() != expected) {
            throw new StepFailure(
                    expected ? "работа остановлена" : "работа идёт",
                    (expected ? "ни один процесс не приостановлен; " : "процессы приостановлены; ")
                            + processes.standing());
        }
    }

    void expectToday(String day) {
        String today = DAY.format(world.clock().today());
        if (!today.equals(day)) {
            throw new StepFailure("наступило " + day, "сегодня " + today);
        }
    }

    void expectNothingRuns() {
        if (!processes.tokens().isEmpty()) {
            throw new StepFailure("все процессы закончились", processes.standing());
        }
    }
}
