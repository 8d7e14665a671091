package io.polisflow.process.models.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in Russian, and with a remedy, what the engine finds wrong with a mapping or with an instance. */
final class EngineWords {

    /** What the engine says of a mapping; {@code $1} and so on stand for what its pattern caught. */
    private static final Map<Pattern, String> OF_MAPPING = patterns(
            "Activities have incompatible types .*",
            "это шаги разного вида; выберите шаг того же вида",
            "Events are not of the same type .*",
            "это события разного вида (например, таймер и сообщение); выберите событие того же вида",
            "There are multiple mappings for source activity id '(.*?)'.*",
            "шаг сопоставлен дважды; оставьте одно сопоставление",
            "The closest mapped ancestor '(.*?)' is mapped to scope '(.*?)' which is not an ancestor of target scope '(.*?)'",
            "шаг лежит во вложенном процессе, который сопоставлен с другим местом; выберите шаг внутри «$2»",
            "The source activity's event scope \\((.*?)\\) must be mapped but the target activity has no event scope",
            "событие висит на шаге «$1», а новое ни на чём не висит; выберите событие на шаге",
            "The source activity's event scope \\((.*?)\\) must be mapped to the target activity's event scope \\((.*?)\\)",
            "событие висит на шаге «$1»; сначала сопоставьте этот шаг с «$2»",
            "The target gateway must have at least the same number of incoming sequence flows.*",
            "у нового слияния меньше входящих ветвей; ждущие ветви потерялись бы",
            "Only one gateway can be mapped to gateway '(.*?)'",
            "со слиянием «$1» можно сопоставить только одно слияние",
            "The gateway's flow scope '(.*?)' must be mapped",
            "сначала сопоставьте вложенный процесс «$1», в котором стоит слияние",
            "Target activity '(.*?)' is a descendant of multi-instance body '(.*?)' that is not mapped.*",
            "новый шаг выполняется несколько раз, а прежний нет; такого шага выбрать нельзя",
            "(Must map|Cannot remove) the inner activity of a multi-instance body.*",
            "шаг, который выполняется несколько раз, сопоставляется только с таким же",
            "Cannot update event trigger.*",
            "у шага нет события, которое можно завести заново");

    private static final Map<Pattern, String> OF_INSTANCE = patterns(
            "There is no migration instruction for this instance's activity",
            "Стоит на шаге «{step}», которому не сопоставлен шаг новой версии",
            "The type of the source activity is not supported.*",
            "Стоит на шаге «{step}»: с шага такого вида перенести нельзя, дождитесь его конца",
            "The variable '(.*?)' exists in both.*",
            "На шаге «{step}» перенос затёр бы одно из двух значений переменной $1",
            "Cannot migrate subscription for compensation handler '(.*?)'.*",
            "На шаге «{step}» можно отменить сделанное, а отмена «$1» не сопоставлена",
            "Target activity is not asyncBefore",
            "Ждёт автоматического шага «{step}», который в новой версии не ждёт (нет asyncBefore)",
            "Target activity is not asyncAfter",
            "Ждёт после шага «{step}», после которого в новой версии не ждут (нет asyncAfter)",
            "A transition instance that instantiates the process.*",
            "Только начинается с шага «{step}», а он сопоставлен с шагом внутри вложенного процесса",
            "Transition instance is assigned to .*",
            "Ждёт после шага «{step}», из которого в новой версии выходят другие стрелки");

    private static final Pattern LEFT_OVER = Pattern.compile("Process instance contains not migrated (.*?): .*");

    private static final Map<String, String> ENTITIES = Map.of(
            "jobs", "автоматические шаги или таймеры",
            "event subscriptions", "ожидания сообщений",
            "tasks", "задачи",
            "incidents", "сбои",
            "externalTask", "внешние задачи",
            "variables", "переменные");

    private EngineWords() {}

    private static Map<Pattern, String> patterns(String... patternsAndWords) {
        Map<Pattern, String> patterns = new LinkedHashMap<>();
        for (int i = 0; i < patternsAndWords.length; i += 2) {
            patterns.put(Pattern.compile(patternsAndWords[i], Pattern.DOTALL), patternsAndWords[i + 1]);
        }
        return patterns;
    }

    /** @return a sentence that names both steps and says why they do not go together */
    static String ofMapping(String source, String target, String failure) {
        return "«" + source + "» → «" + target + "»: " + words(OF_MAPPING, failure, "движок не принимает: " + failure);
    }

    /** @param step where the token stands */
    static String ofStep(String step, String failure) {
        return words(OF_INSTANCE, failure, "Стоит на шаге «{step}»; движок не переносит: " + failure)
                .replace("{step}", step);
    }

    /** What is wrong with an instance as a whole. */
    static String ofInstance(String failure) {
        Matcher leftOver = LEFT_OVER.matcher(failure);
        return leftOver.matches()
                ? "В новой версии некуда отнести " + ENTITIES.getOrDefault(leftOver.group(1), leftOver.group(1))
                : "Движок не переносит: " + failure;
    }

    private static String words(Map<Pattern, String> patterns, String failure, String otherwise) {
        for (Map.Entry<Pattern, String> each : patterns.entrySet()) {
            Matcher matcher = each.getKey().matcher(failure);
            if (matcher.matches()) {
                return matcher.replaceFirst(each.getValue());
            }
        }
        return otherwise;
    }

    /** @return the sentences as one text, each once */
    static String joined(List<String> sentences) {
        return String.join(". ", sentences.stream().distinct().toList());
    }
}
