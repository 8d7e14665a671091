package io.polisflow.crm.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads calendars as the count needs them: a region's days over the country's, the configured hours where a calendar has none. */
@Component
class CalendarStore {

    private final JdbcTemplate jdbc;
    private final ConfiguredHours configured;

    CalendarStore(JdbcTemplate jdbc, ConfiguredHours configured) {
        this.jdbc = jdbc;
        this.configured = configured;
    }

    /** @return code → revision, which rises with each change; a region's with the country's too */
    Map<String, Integer> revisions() {
        Map<String, Integer> found = new HashMap<>();
        jdbc.query("select code, revision from calendar", row -> {
            found.put(row.getString("code"), row.getInt("revision"));
        });
        int country = found.getOrDefault(WorkingCalendars.COUNTRY, 0);
        found.replaceAll((code, revision) -> code.equals(WorkingCalendars.COUNTRY) ? revision : revision + country);
        return found;
    }

    /** @throws NoSuchElementException when there is no such calendar */
    OfficeHours hours(String code) {
        List<OfficeHours> found = jdbc.query(
                "select zone, opens, closes, break_from, break_to from calendar where code = ?",
                (row, i) -> hours(row),
                code);
        if (found.isEmpty()) {
            throw new NoSuchElementException("no calendar " + code);
        }
        return found.get(0);
    }

    private OfficeHours hours(ResultSet row) throws SQLException {
        OfficeHours given = configured.hours();
        String zone = row.getString("zone");
        LocalTime opens = time(row, "opens");
        return opens == null
                ? new OfficeHours(
                        zone == null ? given.zone() : ZoneId.of(zone),
                        given.opens(),
                        given.closes(),
                        given.breakFrom(),
                        given.breakTo())
                : new OfficeHours(
                        zone == null ? given.zone() : ZoneId.of(zone),
                        opens,
                        time(row, "closes"),
                        time(row, "break_from"),
                        time(row, "break_to"));
    }

    private static LocalTime time(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : LocalTime.parse(text);
    }

    CalendarDays days(String code) {
        return days(code, code, 0, Map.of());
    }

    /** @return the days as they would be with one year of one calendar replaced */
    CalendarDays days(String code, String changed, int year, Map<LocalDate, SpecialDay> replacement) {
        Map<LocalDate, SpecialDay> days = own(WorkingCalendars.COUNTRY);
        Set<Integer> filled = new HashSet<>(years(WorkingCalendars.COUNTRY));
        if (changed.equals(WorkingCalendars.COUNTRY) && year > 0) {
            replace(days, filled, year, replacement);
        }
        if (code.equals(WorkingCalendars.COUNTRY)) {
            return new CalendarDays(days, filled, filled);
        }
        Map<LocalDate, SpecialDay> own = own(code);
        Set<Integer> entered = new HashSet<>(years(code));
        if (changed.equals(code) && year > 0) {
            replace(own, entered, year, replacement);
        }
        days.putAll(own);
        return new CalendarDays(days, filled, entered);
    }

    private static void replace(
            Map<LocalDate, SpecialDay> days, Set<Integer> filled, int year, Map<LocalDate, SpecialDay> replacement) {
        days.keySet().removeIf(day -> day.getYear() == year);
        days.putAll(replacement);
        filled.add(year);
    }

    /** @return only what the calendar itself says */
    Map<LocalDate, SpecialDay> own(String code) {
        Map<LocalDate, SpecialDay> days = new HashMap<>();
        jdbc.query(
                "select on_day, kind, name, provisional from calendar_day where calendar = ?",
                row -> {
                    days.put(
                            row.getObject("on_day", LocalDate.class),
                            new SpecialDay(
                                    DayKind.valueOf(row.getString("kind")),
                                    row.getString("name"),
                                    row.getBoolean("provisional")));
                },
                code);
        return days;
    }

    /** @return those that somebody has entered */
    List<Integer> years(String code) {
        return jdbc.queryForList(
                "select year_ from calendar_year where calendar = ? order by year_", Integer.class, code);
    }
}
