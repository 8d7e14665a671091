package io.polisflow.process.models.documentation;

import io.polisflow.crm.Plural;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says the times that models write by ISO 8601 as people say them: how long one waits. */
final class TimeWords {

    private static final Pattern PERIOD = Pattern.compile(
            "P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)W)?(?:(\\d+)D)?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+)S)?)?");

    private static final Pattern CYCLE = Pattern.compile("R(\\d*)/(P.+)");

    /** As 1, 2 and 5 of them are called. */
    private static final List<String[]> UNITS = Stream.of(
                    "год года лет",
                    "месяц месяца месяцев",
                    "неделю недели недель",
                    "день дня дней",
                    "час часа часов",
                    "минуту минуты минут",
                    "секунду секунды секунд")
            .map(forms -> forms.split(" "))
            .toList();

    private TimeWords() {}

    /** @return «45 дней», «1 час 30 минут»; null when the text is no period */
    static String period(String iso) {
        Matcher matcher = PERIOD.matcher(iso);
        if (!matcher.matches()) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < UNITS.size(); i++) {
            if (matcher.group(i + 1) != null) {
                int number = Integer.parseInt(matcher.group(i + 1));
                parts.add(number + " " + form(UNITS.get(i), number));
            }
        }
        return parts.isEmpty() ? null : String.join(" ", parts);
    }

    /** @return «через 10 минут, всего раз: 3»; null when the text is no such cycle */
    static String cycle(String iso) {
        Matcher matcher = CYCLE.matcher(iso);
        String period = matcher.matches() ? period(matcher.group(2)) : null;
        if (period == null) {
            return null;
        }
        String times = matcher.group(1);
        return "снова и снова через " + period + (times.isEmpty() ? "" : ", всего раз: " + times);
    }

    /** @param cycle pauses by comma, or one pause with how often @return when it is tried again; null when the text is no such cycle */
    static String retries(String cycle) {
        Matcher repeated = CYCLE.matcher(cycle);
        if (repeated.matches()) {
            String pause = period(repeated.group(2));
            return pause == null ? null : "через " + pause + ", всего попыток: " + repeated.group(1);
        }
        List<String> pauses = new ArrayList<>();
        for (String pause : cycle.split(",")) {
            pauses.add(period(pause.strip()));
        }
        return pauses.contains(null) ? null : "через " + String.join(", затем через ", pauses);
    }

    private static String form(String[] forms, int number) {
        return Plural.of(number, forms[0], forms[1], forms[2]);
    }
}
