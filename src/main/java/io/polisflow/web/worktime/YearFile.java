package io.polisflow.web.worktime;

import io.polisflow.crm.calendar.DayKind;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A year as a file has it: what each reader finds is gathered here, with everything that is wrong and on which line. */
final class YearFile {

    private static final int MOST_PROBLEMS = 20;
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final int year;
    private final SortedMap<LocalDate, Day> days = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param year the one that is asked for */
    YearFile(int year) {
        this.year = year;
    }

    /** @param line on which the file says so */
    record Day(DayKind kind, String name, int line) {}

    /**
     * @param line 0 when it is wrong with the file as a whole
     * @param text Russian, with the remedy
     */
    record Problem(int line, String text) {
        String described() {
            return line == 0 ? text : "Строка " + line + ": " + text;
        }
    }

    int year() {
        return year;
    }

    void add(LocalDate date, DayKind kind, String name, int line) {
        if (date.getYear() != year) {
            problem(
                    line,
                    SHOWN.format(date) + " — день другого года. Выберите " + date.getYear()
                            + "-й год или уберите строку");
            return;
        }
        Day first = days.putIfAbsent(date, new Day(kind, name == null || name.isBlank() ? null : name.strip(), line));
        if (first != null) {
            problem(
                    line,
                    SHOWN.format(date) + " указано дважды, в первый раз — в строке " + first.line()
                            + ". Оставьте что-то одно");
        }
    }

    /** @param said the year that the file names itself */
    void names(int said, int line) {
        if (said != year) {
            problem(
                    line,
                    "файл за " + said + "-й год, а загружается " + year + "-й. Откройте календарь за " + said
                            + "-й год и загрузите файл туда");
        }
    }

    void problem(int line, String text) {
        problems.add(new Problem(line, text));
    }

    SortedMap<LocalDate, Day> days() {
        return days;
    }

    boolean isGood() {
        return problems.isEmpty();
    }

    /** @return Russian sentences; when there are very many, the first of them and how many more */
    List<String> problems() {
        List<String> shown = new ArrayList<>(
                problems.stream().limit(MOST_PROBLEMS).map(Problem::described).toList());
        if (problems.size() > MOST_PROBLEMS) {
            shown.add("…и ещё " + (problems.size() - MOST_PROBLEMS) + ". Исправьте эти и загрузите файл снова");
        }
        return shown;
    }
}
