package io.polisflow.web.calendar;

import io.polisflow.crm.calendar.CalendarDay;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A month's weeks from Monday to Sunday; of each day the first few entries, and how many more there are. */
record MonthGrid(List<String> weekdays, List<List<Cell>> weeks) {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE", RUSSIAN);
    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("EEEE, d MMMM", RUSSIAN);
    private static final int WEEK = 7;
    private static final int MOST_OF_A_DAY = 3;

    /**
     * @param label the day in words, and how much there is on it
     * @param note what is special about the day, or null
     * @param outside whether it belongs to a neighbouring month
     * @param href to the day alone
     * @param all how many entries there are, those shown included
     */
    record Cell(
            LocalDate date,
            String label,
            String note,
            boolean today,
            boolean off,
            boolean outside,
            String href,
            List<Entry> shown,
            int all,
            boolean late) {

        public int more() {
            return all - shown.size();
        }
    }

    static MonthGrid of(
            CalendarAddress address, List<CalendarDay> days, Map<LocalDate, List<Entry>> entries, LocalDate today) {
        List<Cell> cells = days.stream()
                .map(day -> cell(address, day, entries.getOrDefault(day.date(), List.of()), today))
                .toList();
        return new MonthGrid(
                cells.stream()
                        .limit(WEEK)
                        .map(cell -> WEEKDAY.format(cell.date()))
                        .toList(),
                IntStream.range(0, cells.size() / WEEK)
                        .mapToObj(week -> cells.subList(week * WEEK, (week + 1) * WEEK))
                        .toList());
    }

    private static Cell cell(CalendarAddress address, CalendarDay day, List<Entry> entries, LocalDate today) {
        return new Cell(
                day.date(),
                WHOLE.format(day.date())
                        + (day.note() == null ? "" : ", " + day.note())
                        + (entries.isEmpty() ? "" : ", записей: " + entries.size()),
                day.note(),
                day.date().equals(today),
                !day.isWorking(),
                !address.holds(day.date()),
                address.day(day.date()),
                entries.stream().limit(MOST_OF_A_DAY).toList(),
                entries.size(),
                entries.stream().anyMatch(Entry::late));
    }
}
