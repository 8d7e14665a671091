package io.polisflow.crm.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A day as the working calendar has it.
 *
 * @param opens when work begins; null on a day off
 * @param closes when it ends; null on a day off
 * @param note what is special about the day: the holiday's name, «выходной», «сокращённый день», «рабочий день» at a weekend;
 *     null for a plain working day
 */
public record CalendarDay(LocalDate date, LocalTime opens, LocalTime closes, String note) {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM", RUSSIAN);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("H:mm");

    public boolean isWorking() {
        return opens != null;
    }

    /** Whether work goes on at that time of the day; at the closing itself it does not. */
    public boolean isWorkingAt(LocalTime time) {
        return isWorking() && !time.isBefore(opens) && time.isBefore(closes);
    }

    /** @return e.g. «среда, 4 ноября — День народного единства» or «вторник, 3 ноября — сокращённый день, до 17:00» */
    public String described() {
        String what = note == null ? "рабочий день" : note;
        return DAY.format(date) + " — " + what + (isWorking() ? ", " + hours() : "");
    }

    private String hours() {
        return HOUR.format(opens) + "–" + HOUR.format(closes);
    }
}
