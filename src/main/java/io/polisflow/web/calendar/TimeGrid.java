package io.polisflow.web.calendar;

import io.polisflow.crm.calendar.CalendarDay;
import io.polisflow.web.calendar.Lanes.Hidden;
import io.polisflow.web.calendar.Lanes.Layout;
import io.polisflow.web.calendar.Lanes.Placed;
import io.polisflow.web.calendar.People.Person;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Days, or one day of several people, side by side above a scale of hours.
 *
 * @param from minutes of the day at which the scale begins, a full hour
 * @param to minutes of the day at which it ends, a full hour
 * @param others who has something on the day, or could have, and found no room for a column
 */
record TimeGrid(int from, int to, List<String> hours, List<Column> columns, List<Other> others) {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE", RUSSIAN);
    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("EEEE, d MMMM", RUSSIAN);
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;
    private static final int MOST_PEOPLE = 10;
    private static final int MOST_LANES_OF_WEEK = 3;
    private static final int MOST_LANES_OF_DAY = 8;
    private static final int MOST_WHOLE_DAY_OF_WEEK = 4;
    private static final int MOST_WHOLE_DAY_OF_DAY = 20;

    /**
     * @param label the whole name of the day, or of the person
     * @param note what is special about the day, or null
     * @param opens minutes of the day at which work begins; null on a day off
     * @param now minutes of the day, of today only
     * @param person whose column it is, where each person has one; else null
     * @param href to the day, or to the person's day; null when it is shown already
     */
    record Column(
            LocalDate date,
            String weekday,
            String label,
            String note,
            boolean today,
            Integer opens,
            Integer closes,
            Integer now,
            Person person,
            String href,
            List<Entry> wholeDay,
            int moreWholeDay,
            List<Placed> placed,
            List<Hidden> hidden) {

        public boolean isOff() {
            return opens == null;
        }
    }

    record Other(Person person, int entries, String href) {}

    /** The days of a week, or one day. */
    static TimeGrid ofDays(
            CalendarAddress address, List<CalendarDay> days, Map<LocalDate, List<Entry>> entries, Scale scale) {
        boolean one = days.size() == 1;
        List<Column> columns = days.stream()
                .map(day -> scale.column(
                        day,
                        null,
                        one ? null : address.day(day.date()),
                        entries.getOrDefault(day.date(), List.of()),
                        one))
                .toList();
        return scale.grid(columns, List.of());
    }

    /** One day, a column for each person; those who have something come first where there are too many. */
    static TimeGrid ofPeople(
            CalendarAddress address, CalendarDay day, People people, List<Entry> entries, Scale scale) {
        List<Person> byNeed = new ArrayList<>(people.all());
        byNeed.sort(Comparator.comparing(person -> of(person, entries).isEmpty()));
        List<Person> shown = byNeed.stream().limit(MOST_PEOPLE).toList();
        List<Column> columns = people.all().stream()
                .filter(shown::contains)
                .map(person -> scale.column(day, person, address.of(person.id()), of(person, entries), true))
                .toList();
        List<Other> others = byNeed.stream()
                .skip(MOST_PEOPLE)
                .map(person -> new Other(person, of(person, entries).size(), address.of(person.id())))
                .toList();
        return scale.grid(columns, others);
    }

    private static List<Entry> of(Person person, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> person.id().equals(entry.owner()))
                .toList();
    }

    /**
     * The working hours by which the grid is drawn.
     *
     * @param now in the configured zone
     */
    record Scale(LocalTime start, LocalTime end, LocalDateTime now) {

        private Column column(CalendarDay day, Person person, String href, List<Entry> entries, boolean alone) {
            Layout layout = Lanes.of(
                    entries.stream().filter(Entry::isTouch).toList(), alone ? MOST_LANES_OF_DAY : MOST_LANES_OF_WEEK);
            List<Entry> wholeDay =
                    entries.stream().filter(entry -> !entry.isTouch()).toList();
            int most = alone ? MOST_WHOLE_DAY_OF_DAY : MOST_WHOLE_DAY_OF_WEEK;
            boolean today = day.date().equals(now.toLocalDate());
            return new Column(
                    day.date(),
                    WEEKDAY.format(day.date()),
                    person == null ? WHOLE.format(day.date()) : person.name(),
                    day.note(),
                    today,
                    day.isWorking() ? minutes(day.opens()) : null,
                    day.isWorking() ? minutes(day.closes()) : null,
                    today ? minutes(now.toLocalTime()) : null,
                    person,
                    href,
                    wholeDay.stream().limit(most).toList(),
                    Math.max(0, wholeDay.size() - most),
                    layout.placed(),
                    layout.hidden());
        }

        /** From an hour before work to two after it, and as far as there is something to show. */
        private TimeGrid grid(List<Column> columns, List<Other> others) {
            int from = minutes(start) / HOUR * HOUR - HOUR;
            int to = (minutes(end) + HOUR - 1) / HOUR * HOUR + 2 * HOUR;
            for (Column column : columns) {
                for (Placed placed : column.placed()) {
                    from = Math.min(from, placed.from() / HOUR * HOUR);
                    to = Math.max(to, (placed.from() + placed.minutes() + HOUR - 1) / HOUR * HOUR);
                }
            }
            int first = Math.max(0, from);
            int last = Math.min(DAY, to);
            List<String> hours = IntStream.range(first / HOUR, last / HOUR)
                    .mapToObj(hour -> "%02d:00".formatted(hour))
                    .toList();
            return new TimeGrid(first, last, hours, columns, others);
        }

        private static int minutes(LocalTime time) {
            return time.getHour() * HOUR + time.getMinute();
        }
    }
}
