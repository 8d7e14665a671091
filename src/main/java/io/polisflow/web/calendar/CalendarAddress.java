package io.polisflow.web.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What of the calendar is shown, as it stands in the page's address, so that a bookmark and «back» mean the same.
 *
 * @param view one of {@link View}'s codes
 * @param date any day of the stretch that is shown, ISO
 * @param owner user id, {@value #TEAM} for everybody who sells, null for one's own
 */
record CalendarAddress(View view, LocalDate date, String owner) {

    static final String PATH = "/crm/calendar";
    /** The engine takes no hyphen in a user's id. */
    static final String TEAM = "whole-team";

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final DateTimeFormatter ONE_DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", RUSSIAN);
    private static final DateTimeFormatter FIRST_DAY = DateTimeFormatter.ofPattern("d MMMM", RUSSIAN);
    private static final DateTimeFormatter LAST_DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", RUSSIAN);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("LLLL yyyy", RUSSIAN);
    /** Beyond it nothing can be planned or was held; a mistyped address shows today instead. */
    private static final int FARTHEST_YEARS = 50;

    /** How much is shown at once. */
    enum View {
        DAY("day", "День", "Alt+Д", ChronoUnit.DAYS),
        WEEK("week", "Неделя", "Alt+Н", ChronoUnit.WEEKS),
        MONTH("month", "Месяц", "Alt+М", ChronoUnit.MONTHS);

        private final String code;
        private final String label;
        private final String key;
        private final ChronoUnit step;

        View(String code, String label, String key, ChronoUnit step) {
            this.code = code;
            this.label = label;
            this.key = key;
            this.step = step;
        }

        public String code() {
            return code;
        }

        public String label() {
            return label;
        }

        /** How the keyboard chooses it; with a modifier, because WCAG 2.1.4 lets no letter alone do so. */
        public String key() {
            return key;
        }
    }

    /** Whatever is missing or unreadable becomes this week of one's own. */
    static CalendarAddress parse(String view, String date, String owner, LocalDate today) {
        return new CalendarAddress(
                Arrays.stream(View.values())
                        .filter(known -> known.code.equals(view))
                        .findFirst()
                        .orElse(View.WEEK),
                day(date, today),
                owner == null || owner.isBlank() ? null : owner);
    }

    private static LocalDate day(String text, LocalDate today) {
        try {
            LocalDate day = text == null ? today : LocalDate.parse(text);
            return Math.abs(ChronoUnit.YEARS.between(today, day)) < FARTHEST_YEARS ? day : today;
        } catch (DateTimeParseException e) {
            return today;
        }
    }

    public boolean isTeam() {
        return TEAM.equals(owner);
    }

    /** The first day that is shown: a month begins with the Monday of its first week. */
    LocalDate first() {
        return switch (view) {
            case DAY -> date;
            case WEEK -> monday(date);
            case MONTH -> monday(date.withDayOfMonth(1));
        };
    }

    /** The last day that is shown. */
    LocalDate last() {
        return switch (view) {
            case DAY -> date;
            case WEEK -> sunday(date);
            case MONTH -> sunday(date.with(TemporalAdjusters.lastDayOfMonth()));
        };
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static LocalDate sunday(LocalDate day) {
        return day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
    }

    /** Whether that day belongs to what was asked for, the neighbouring months' days of a month apart. */
    boolean holds(LocalDate day) {
        return view == View.MONTH
                ? day.getYear() == date.getYear() && day.getMonth() == date.getMonth()
                : !day.isBefore(first()) && !day.isAfter(last());
    }

    public String title() {
        return switch (view) {
            case DAY -> ONE_DAY.format(date);
            case WEEK -> weekTitle(first(), last());
            case MONTH -> MONTH.format(date);
        };
    }

    private static String weekTitle(LocalDate first, LocalDate last) {
        boolean oneMonth = first.getMonth() == last.getMonth();
        return (oneMonth ? String.valueOf(first.getDayOfMonth()) : FIRST_DAY.format(first)) + " – "
                + LAST_DAY.format(last);
    }

    public String previous() {
        return href(view, date.minus(1, view.step), owner);
    }

    public String next() {
        return href(view, date.plus(1, view.step), owner);
    }

    /** The stretch of the same length that holds today. */
    public String today() {
        return href(view, null, owner);
    }

    public String by(View other) {
        return href(other, date, owner);
    }

    /** That day alone. */
    public String day(LocalDate day) {
        return href(View.DAY, day, owner);
    }

    /** The same days of somebody else. @param other user id, null for one's own */
    public String of(String other) {
        return href(view, date, other);
    }

    private static String href(View view, LocalDate date, String owner) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH).queryParam("view", view.code);
        if (date != null) {
            address.queryParam("date", date);
        }
        if (owner != null) {
            address.queryParam("owner", "{owner}").uriVariables(Map.of("owner", owner));
        }
        return address.encode().build().toUriString();
    }
}
