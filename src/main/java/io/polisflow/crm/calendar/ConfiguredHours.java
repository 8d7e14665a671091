package io.polisflow.crm.calendar;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The working hours and the zone of the configuration: every calendar's that has none of its own. */
@Component
class ConfiguredHours {

    static final String ZONE = "polisflow.zone";

    private static final String HOURS = "polisflow.working-hours.";
    private static final String REMEDY =
            "Задайте начало раньше конца, например " + HOURS + "start=09:00 и " + HOURS + "end=18:00.";
    private static final String BREAK_REMEDY = "Задайте перерыв внутри рабочего дня, например " + HOURS
            + "break-start=13:00 и " + HOURS + "break-end=14:00, или не задавайте ни того, ни другого.";

    private final OfficeHours hours;

    /**
     * @param breakStart blank when there is no break
     * @param breakEnd blank when there is no break
     * @param clock gives the zone in which days begin
     * @throws WorkingHoursException when no day could be worked so
     */
    ConfiguredHours(
            @Value("${polisflow.working-hours.start:09:00}") String start,
            @Value("${polisflow.working-hours.end:18:00}") String end,
            @Value("${polisflow.working-hours.break-start:}") String breakStart,
            @Value("${polisflow.working-hours.break-end:}") String breakEnd,
            Clock clock) {
        LocalTime opens = time("start", start);
        LocalTime closes = time("end", end);
        checked("start и " + HOURS + "end", REMEDY, clock.getZone(), opens, closes, null, null);
        this.hours = checked(
                "break-start и " + HOURS + "break-end",
                BREAK_REMEDY,
                clock.getZone(),
                opens,
                closes,
                breakStart.isBlank() ? null : time("break-start", breakStart),
                breakEnd.isBlank() ? null : time("break-end", breakEnd));
    }

    OfficeHours hours() {
        return hours;
    }

    /** @throws WorkingHoursException when there is no such zone */
    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            throw new WorkingHoursException(
                    ZONE + ": неизвестный часовой пояс «" + name + "»",
                    "Задайте пояс из базы IANA, например " + ZONE + "=Europe/Moscow.");
        }
    }

    private static OfficeHours checked(
            String properties,
            String remedy,
            ZoneId zone,
            LocalTime opens,
            LocalTime closes,
            LocalTime breakFrom,
            LocalTime breakTo) {
        try {
            return new OfficeHours(zone, opens, closes, breakFrom, breakTo);
        } catch (IllegalArgumentException e) {
            throw new WorkingHoursException(HOURS + properties + ": " + e.getMessage(), remedy);
        }
    }

    private static LocalTime time(String property, String text) {
        try {
            return LocalTime.parse(text.strip());
        } catch (DateTimeException e) {
            throw new WorkingHoursException(
                    HOURS + property + ": «" + text + "» не время",
                    "Задайте часы и минуты двумя цифрами, например 09:00; в файле YAML — в кавычках.");
        }
    }
}
