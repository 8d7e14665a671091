package io.polisflow.process.models.scenario;

import io.polisflow.process.models.scenario.Scenario.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to say a step.
 *
 * @param template the sentence with its gaps: «{имя}» for a name of the model, {кто} for a role, {n} for a number, {дата} for a day, {единица}
 *     for a unit of time, {решает} for a decision
 * @param meaning what it does, for whoever writes a story
 * @param details the words that may stand under it
 */
record Phrase(Kind kind, String template, String meaning, Set<String> details, Action action) {

    /** What the sentence does in a story. */
    interface Action {

        /** @param words what fills the gaps, by their names */
        void play(Story story, Map<String, String> words, Map<String, Object> details);
    }

    private static final Pattern GAP = Pattern.compile("«\\{([^}]+)}»|\\{([^}]+)}");
    private static final Map<String, String> GAPS = Map.of(
            "кто", "[а-яё][а-яё ]*?",
            "n", "\\d{1,5}",
            "раз", "раза?",
            "дата", "\\d{2}\\.\\d{2}\\.\\d{4}",
            "единица", "[а-яё]+(?: [а-яё]+)?",
            "решает", String.join("|", Decisions.VERBS.keySet()));

    /** @return what fills the gaps when the text is said this way */
    Optional<Map<String, String>> match(String text) {
        List<String> names = new ArrayList<>();
        Matcher gaps = GAP.matcher(template);
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        while (gaps.find()) {
            pattern.append(Pattern.quote(template.substring(end, gaps.start())));
            boolean quoted = gaps.group(1) != null;
            String name = quoted ? gaps.group(1) : gaps.group(2);
            names.add(name);
            pattern.append(quoted ? "«(.+)»" : "(" + GAPS.get(name) + ")");
            end = gaps.end();
        }
        pattern.append(Pattern.quote(template.substring(end)));
        Matcher said = Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text);
        if (!said.matches()) {
            return Optional.empty();
        }
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            words.put(names.get(i), said.group(i + 1));
        }
        return Optional.of(words);
    }
}
