package io.polisflow.crm.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The count against one that walks minute by minute, over random days, moments and durations. */
class WorkingTimeRecountTest {

    private static final LocalDate FIRST = LocalDate.of(2025, 12, 1);
    private static final int DAYS = 900;
    private static final int ROUNDS = 30;
    /** Entered; the other years of the stretch are not. */
    private static final Set<Integer> FILLED = Set.of(2025, 2026);

    private static final Set<String> PUBLIC_HOLIDAYS = Set.of(
            "01-01", "01-02", "01-03", "01-04", "01-05", "01-06", "01-07", "01-08", "02-23", "03-08", "05-01", "05-09",
            "06-12", "11-04");

    @ParameterizedTest
    @CsvSource({
        "Europe/Moscow,        09:00, 18:00,      ,      ",
        "Europe/Moscow,        09:00, 18:00, 13:00, 14:00",
        "Asia/Yekaterinburg,   08:30, 17:15, 16:30, 16:45",
        "Europe/Kaliningrad,   00:00, 23:59, 12:00, 12:45",
        // Clocks change at night there: an hour is skipped or worked twice, once of a day that would begin in it.
        "Europe/Berlin,        00:30, 06:00, 03:30, 04:00",
        "America/New_York,     01:00, 05:00,      ,      ",
        "Asia/Beirut,          00:15, 08:00, 05:00, 05:30",
        "Australia/Lord_Howe,  01:00, 09:30, 04:10, 05:00"
    })
    void itAgreesWithCountingMinuteByMinute(
            String zone, LocalTime opens, LocalTime closes, LocalTime breakFrom, LocalTime breakTo) {
        Random random = new Random(zone.hashCode());
        OfficeHours hours = new OfficeHours(ZoneId.of(zone), opens, closes, breakFrom, breakTo);
        Map<LocalDate, SpecialDay> special = randomDays(random, hours.zone());
        WorkingTime time = new WorkingTime(hours, new CalendarDays(special, FILLED, FILLED));
        Slow slow = new Slow(hours, special);

        List<Instant> starts = starts(random, hours.zone());
        for (int i = 0; i < starts.size(); i++) {
            Instant from = starts.get(i);
            int minutes = 1 + random.nextInt(i % 10 == 0 ? 60 * 60 : 20 * 60);
            Instant expected = slow.plus(from, minutes);

            assertThat(time.plus(from, Duration.ofMinutes(minutes)))
                    .as("%s + %d min", from.atZone(hours.zone()), minutes)
                    .isEqualTo(expected);
            assertThat(time.between(from, expected)).isEqualTo(Duration.ofMinutes(minutes));
            // What lies between two moments adds up wherever it is cut.
            Instant cut = from.plusSeconds(
                    random.nextInt(1 + (int) Duration.between(from, expected).toSeconds()));
            assertThat(time.between(from, cut).plus(time.between(cut, expected)))
                    .isEqualTo(Duration.ofMinutes(minutes));
            assertThat(time.isWorkingTime(from)).as("%s", from).isEqualTo(slow.isWorked(from));

            LocalDate day = from.atZone(hours.zone()).toLocalDate();
            int days = random.nextInt(40);
            LocalDate end = slow.plusDays(day, days);
            assertThat(time.plusWorkingDays(day, days)).isEqualTo(end);
            assertThat(time.workingDaysBetween(day, end)).isEqualTo(days);
        }
    }

    private static Map<LocalDate, SpecialDay> randomDays(Random random, ZoneId zone) {
        Map<LocalDate, SpecialDay> special = new HashMap<>();
        for (int i = 0; i < DAYS / 8; i++) {
            DayKind kind = DayKind.values()[random.nextInt(DayKind.values().length)];
            special.put(FIRST.plusDays(random.nextInt(DAYS)), new SpecialDay(kind, null, false));
        }
        transitions(zone)
                .forEach(each -> special.put(
                        each.getDateTimeAfter().toLocalDate(),
                        new SpecialDay(random.nextBoolean() ? DayKind.WORKING : DayKind.SHORTENED, null, false)));
        return special;
    }

    /** Anywhere, and more of them where a year ends and where the clocks change. */
    private static List<Instant> starts(Random random, ZoneId zone) {
        Instant first = FIRST.atStartOfDay(zone).toInstant();
        List<Instant> starts = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            starts.add(first.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60))));
        }
        Stream.concat(
                        transitions(zone).map(ZoneOffsetTransition::getInstant),
                        Stream.of(2026, 2027, 2028).map(year -> LocalDate.of(year, 1, 1)
                                .atStartOfDay(zone)
                                .toInstant()))
                .forEach(moment -> {
                    for (int i = 0; i < 4; i++) {
                        starts.add(moment.minus(Duration.ofMinutes(random.nextInt(48 * 60))));
                    }
                });
        return starts;
    }

    private static Stream<ZoneOffsetTransition> transitions(ZoneId zone) {
        List<ZoneOffsetTransition> found = new ArrayList<>();
        ZoneOffsetTransition next =
                zone.getRules().nextTransition(FIRST.atStartOfDay(zone).toInstant());
        while (next != null && next.getDateTimeAfter().toLocalDate().isBefore(FIRST.plusDays(DAYS))) {
            found.add(next);
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return found.stream();
    }

    /** The definition, minute by minute. */
    private record Slow(OfficeHours hours, Map<LocalDate, SpecialDay> special) {

        Instant plus(Instant from, int minutes) {
            Instant moment = from;
            for (int worked = 0; worked < minutes; moment = moment.plus(Duration.ofMinutes(1))) {
                worked += isWorked(moment) ? 1 : 0;
            }
            return moment;
        }

        LocalDate plusDays(LocalDate from, int count) {
            LocalDate day = from;
            for (int passed = 0; passed < count; ) {
                day = day.plusDays(1);
                passed += works(day) ? 1 : 0;
            }
            return day;
        }

        boolean works(LocalDate day) {
            SpecialDay found = special.get(day);
            if (found != null) {
                return found.kind() != DayKind.OFF;
            }
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            boolean holiday = !FILLED.contains(day.getYear())
                    && PUBLIC_HOLIDAYS.contains(day.toString().substring(5));
            return !weekend && !holiday;
        }

        boolean isWorked(Instant moment) {
            ZonedDateTime local = moment.atZone(hours.zone());
            LocalDate day = local.toLocalDate();
            LocalTime minute = local.toLocalTime().withSecond(0).withNano(0);
            if (!works(day) || !isWorked(minute)) {
                return false;
            }
            SpecialDay found = special.get(day);
            return found == null || found.kind() != DayKind.SHORTENED || minutesLeft(minute) > 60;
        }

        private boolean isWorked(LocalTime minute) {
            boolean inBreak = hours.breakFrom() != null
                    && !minute.isBefore(hours.breakFrom())
                    && minute.isBefore(hours.breakTo());
            return !minute.isBefore(hours.opens()) && minute.isBefore(hours.closes()) && !inBreak;
        }

        /** Of a plain day's worked minutes, this one included. */
        private long minutesLeft(LocalTime minute) {
            long left = 0;
            for (LocalTime each = minute; each.isBefore(hours.closes()); each = each.plusMinutes(1)) {
                left += isWorked(each) ? 1 : 0;
            }
            return left;
        }
    }
}
