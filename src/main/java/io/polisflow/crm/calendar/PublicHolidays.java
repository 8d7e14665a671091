package io.polisflow.crm.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.util.Map;
import java.util.Optional;

/** The public holidays by name, as article 112 of the Labour Code lists them; when they are off is data, not here. */
final class PublicHolidays {

    private static final int LAST_OF_THE_NEW_YEAR = 8;
    private static final Map<Month, Map<Integer, String>> NAMES = Map.of(
            Month.JANUARY, Map.of(7, "Рождество Христово"),
            Month.FEBRUARY, Map.of(23, "День защитника Отечества"),
            Month.MARCH, Map.of(8, "Международный женский день"),
            Month.MAY, Map.of(1, "Праздник Весны и Труда", 9, "День Победы"),
            Month.JUNE, Map.of(12, "День России"),
            Month.NOVEMBER, Map.of(4, "День народного единства"));

    private PublicHolidays() {}

    static Optional<String> nameOf(LocalDate day) {
        String name = NAMES.getOrDefault(day.getMonth(), Map.of()).get(day.getDayOfMonth());
        boolean newYear = day.getMonth() == Month.JANUARY && day.getDayOfMonth() <= LAST_OF_THE_NEW_YEAR;
        return Optional.ofNullable(name == null && newYear ? "Новогодние каникулы" : name);
    }
}
