package io.polisflow.web.worktime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.polisflow.crm.calendar.DayKind;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layout {@code {"year":2026,"months":[{"month":1,"days":"1,2,3+,30*"}]}}: every day on which no full day is worked, weekends
 * included; {@code *} marks a shortened day, {@code +} a day off that was moved there. A Saturday or Sunday that is not named is worked.
 */
final class JsonYear {

    private static final Pattern DAY = Pattern.compile("([0-9]{1,2})([*+]?)");
    private static final int MONTHS = 12;

    private final YearFile file;
    private final Set<Integer> months = new HashSet<>();

    private JsonYear(YearFile file) {
        this.file = file;
    }

    static void read(String text, YearFile file) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            new JsonYear(file).whole(parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            file.problem(line, "файл JSON повреждён. Скачайте календарь заново");
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory cannot be read", e);
        }
    }

    private void whole(JsonParser parser) throws IOException {
        boolean named = false;
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("year")) {
                named = true;
                file.names(parser.getValueAsInt(), line(parser));
            } else if (field.equals("months") && value == JsonToken.START_ARRAY) {
                months(parser);
            } else {
                parser.skipChildren();
            }
        }
        // What follows the object, or breaks off in it, is told by the parser.
        while (parser.nextToken() != null) {
            file.problem(line(parser), "после календаря стоит что-то ещё. Скачайте календарь заново");
        }
        if (!named) {
            file.problem(0, "В файле нет года («year»). Скачайте календарь заново");
        }
        for (int month = 1; month <= MONTHS; month++) {
            if (!months.contains(month)) {
                file.problem(0, "В файле нет месяца " + month + ". Нужен календарь за весь год");
            }
        }
    }

    private void months(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            int month = 0;
            String days = null;
            int line = line(parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("month")) {
                    month = parser.getValueAsInt();
                } else if (field.equals("days")) {
                    days = parser.getValueAsString("");
                    line = line(parser);
                } else {
                    parser.skipChildren();
                }
            }
            month(month, days, line);
        }
    }

    private void month(int number, String days, int line) {
        if (number < 1 || number > MONTHS) {
            file.problem(line, "месяца " + number + " не бывает. Скачайте календарь заново");
        } else if (days == null) {
            file.problem(line, "у месяца " + number + " нет дней («days»). Скачайте календарь заново");
        } else if (!months.add(number)) {
            file.problem(line, "месяц " + number + " указан дважды. Оставьте что-то одно");
        } else {
            days(YearMonth.of(file.year(), number), days, line);
        }
    }

    private void days(YearMonth month, String text, int line) {
        Set<LocalDate> named = new HashSet<>();
        for (String each : text.isBlank() ? new String[0] : text.split(",")) {
            Matcher day = DAY.matcher(each.strip());
            if (!day.matches()) {
                file.problem(
                        line,
                        "«" + each.strip() + "» — неизвестный вид дня. После числа бывает только * (сокращённый)"
                                + " или + (перенесённый выходной)");
                continue;
            }
            int number = Integer.parseInt(day.group(1));
            if (!month.isValidDay(number)) {
                file.problem(line, "в месяце " + month.getMonthValue() + " нет дня " + number + ". Исправьте число");
                continue;
            }
            LocalDate date = month.atDay(number);
            if (!named.add(date)) {
                file.problem(line, "день " + number + " указан дважды. Оставьте что-то одно");
            } else {
                file.add(date, day.group(2).equals("*") ? DayKind.SHORTENED : DayKind.OFF, null, line);
            }
        }
        for (int number = 1; number <= month.lengthOfMonth(); number++) {
            LocalDate date = month.atDay(number);
            boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
            if (weekend && !named.contains(date)) {
                file.add(date, DayKind.WORKING, null, line);
            }
        }
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
