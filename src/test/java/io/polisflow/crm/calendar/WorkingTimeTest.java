package io.polisflow.crm.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Counting over nights, breaks, days off, shortened days and year ends, by example; {@link WorkingTimeRecountTest} does it by chance. */
class WorkingTimeTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final OfficeHours NINE_TO_SIX =
            new OfficeHours(ZONE, LocalTime.of(9, 0), LocalTime.of(18, 0), null, null);
    private static final OfficeHours WITH_BREAK =
            new OfficeHours(ZONE, LocalTime.of(9, 0), LocalTime.of(18, 0), LocalTime.of(13, 0), LocalTime.of(14, 0));

    private static final WorkingTime TIME = new WorkingTime(NINE_TO_SIX, days());
    private static final WorkingTime BROKEN = new WorkingTime(WITH_BREAK, days());

    /** June and the turn of the year as they were decreed. */
    private static CalendarDays days() {
        Map<LocalDate, SpecialDay> special = new HashMap<>();
        special.put(LocalDate.of(2026, 2, 14), new SpecialDay(DayKind.WORKING, null, false));
        special.put(LocalDate.of(2026, 6, 11), new SpecialDay(DayKind.SHORTENED, null, false));
        special.put(LocalDate.of(2026, 6, 12), new SpecialDay(DayKind.OFF, "День России", false));
        special.put(LocalDate.of(2026, 12, 31), new SpecialDay(DayKind.OFF, null, false));
        for (int day : new int[] {1, 4, 5, 6, 7, 8}) {
            special.put(LocalDate.of(2027, 1, day), new SpecialDay(DayKind.OFF, null, true));
        }
        return new CalendarDays(special, Set.of(2026, 2027), Set.of(2026, 2027));
    }

    @Test
    void aDeadlineSkipsNightsWeekendsAndHolidays() {
        assertThat(plus("2026-06-10T17:00", "2")).isEqualTo(at("2026-06-11T10:00"));
        assertThat(plus("2026-06-11T16:30", "1")).isEqualTo(at("2026-06-15T09:30"));
        assertThat(plus("2026-12-30T14:00", "8")).isEqualTo(at("2027-01-11T13:00"));
        assertThat(plus("2026-06-13T23:10", "0.5")).isEqualTo(at("2026-06-15T09:30"));
    }

    @Test
    void aDeadlineThatFillsTheDayEndsWithIt() {
        assertThat(plus("2026-06-10T09:00", "9")).isEqualTo(at("2026-06-10T18:00"));
        assertThat(plus("2026-06-10T07:00", "17")).isEqualTo(at("2026-06-11T17:00"));
        assertThat(plus("2026-06-10T20:00", "0")).isEqualTo(at("2026-06-10T20:00"));
    }

    @Test
    void aBreakIsNotWorkedAndAShortenedDayIsAnHourLess() {
        assertThat(BROKEN.plus(at("2026-06-10T12:30"), Duration.ofHours(1))).isEqualTo(at("2026-06-10T14:30"));
        assertThat(BROKEN.plus(at("2026-06-10T13:20"), Duration.ofMinutes(1))).isEqualTo(at("2026-06-10T14:01"));
        assertThat(BROKEN.plus(at("2026-06-10T09:00"), Duration.ofHours(4))).isEqualTo(at("2026-06-10T13:00"));
        assertThat(BROKEN.between(at("2026-06-11T00:00"), at("2026-06-12T00:00")))
                .isEqualTo(Duration.ofHours(7));
        assertThat(BROKEN.isWorkingTime(at("2026-06-10T13:00"))).isFalse();
        assertThat(BROKEN.isWorkingTime(at("2026-06-10T14:00"))).isTrue();
        assertThat(BROKEN.isWorkingTime(at("2026-06-11T17:00"))).isFalse();
    }

    @Test
    void anHourLessIsAnHourOfWorkAlsoWhenTheDayEndsSoonAfterTheBreak() {
        OfficeHours lateBreak = new OfficeHours(
                ZONE, LocalTime.of(9, 0), LocalTime.of(18, 0), LocalTime.of(16, 30), LocalTime.of(17, 30));

        assertThat(lateBreak.shortenedClosing()).isEqualTo(LocalTime.of(16, 0));
        assertThat(NINE_TO_SIX.shortenedClosing()).isEqualTo(LocalTime.of(17, 0));
    }

    @Test
    void whatIsNegativeOrBeyondTheCalendarIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> plus("2026-06-10T09:00", "-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> plus("2026-06-10T09:00", "900000"));
        assertThatIllegalArgumentException().isThrownBy(() -> plus("1912-06-10T09:00", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> TIME.plusWorkingDays(LocalDate.of(2026, 6, 10), -1));
        assertThatIllegalArgumentException().isThrownBy(() -> TIME.plusWorkingDays(LocalDate.of(2026, 6, 10), 99_999));
    }

    @Test
    void nothingPassesWhenTheClockWasSetBack() {
        assertThat(TIME.between(at("2026-06-10T12:00"), at("2026-06-09T12:00"))).isZero();
        assertThat(TIME.hoursBetween(at("2026-06-10T12:00"), at("2026-06-10T11:59")))
                .isEqualByComparingTo("0");
        assertThat(TIME.workingDaysBetween(LocalDate.of(2026, 6, 10), LocalDate.of(2026, 6, 9)))
                .isZero();
    }

    @Test
    void workingDaysAreCountedWithoutTheFirst() {
        LocalDate thursday = LocalDate.of(2026, 6, 11);

        assertThat(TIME.plusWorkingDays(thursday, 1)).isEqualTo(LocalDate.of(2026, 6, 15));
        assertThat(TIME.plusWorkingDays(LocalDate.of(2026, 6, 13), 1)).isEqualTo(LocalDate.of(2026, 6, 15));
        assertThat(TIME.plusWorkingDays(LocalDate.of(2026, 6, 13), 0)).isEqualTo(LocalDate.of(2026, 6, 13));
        assertThat(TIME.workingDaysBetween(thursday, LocalDate.of(2026, 6, 15))).isEqualTo(1);
        assertThat(TIME.workingDaysBetween(thursday, LocalDate.of(2026, 6, 14))).isZero();
        assertThat(TIME.workingDayOnOrBefore(LocalDate.of(2026, 6, 14))).isEqualTo(thursday);
        assertThat(TIME.workingDayOnOrAfter(LocalDate.of(2026, 6, 12))).isEqualTo(LocalDate.of(2026, 6, 15));
    }

    @Test
    void aYearThatNobodyEnteredHasPlainWeeksAndThePublicHolidays() {
        assertThat(TIME.isFilled(2026)).isTrue();
        assertThat(TIME.isFilled(2030)).isFalse();
        List<LocalDate> off = LocalDate.of(2030, 1, 1)
                .datesUntil(LocalDate.of(2031, 1, 1))
                .filter(day -> !CalendarDays.isWeekend(day) && !TIME.isWorkingDay(day))
                .toList();

        assertThat(off)
                .extracting(LocalDate::toString)
                .containsExactly(
                        "2030-01-01",
                        "2030-01-02",
                        "2030-01-03",
                        "2030-01-04",
                        "2030-01-07",
                        "2030-01-08",
                        "2030-03-08",
                        "2030-05-01",
                        "2030-05-09",
                        "2030-06-12",
                        "2030-11-04");
    }

    @Test
    void aDaySaysWhatIsSpecialAboutIt() {
        assertThat(described("2026-06-10")).isEqualTo("среда, 10 июня — рабочий день, 9:00–18:00");
        assertThat(described("2026-06-13")).isEqualTo("суббота, 13 июня — выходной");
        assertThat(described("2026-06-11")).isEqualTo("четверг, 11 июня — сокращённый день, 9:00–17:00");
        assertThat(described("2026-06-12")).isEqualTo("пятница, 12 июня — День России");
        assertThat(described("2027-01-07")).isEqualTo("четверг, 7 января — Рождество Христово");
        assertThat(described("2026-12-31")).isEqualTo("четверг, 31 декабря — нерабочий день");
    }

    @Test
    void aWeekendThatIsWorkedSaysSo() {
        List<CalendarDay> three = LocalDate.of(2026, 2, 13)
                .datesUntil(LocalDate.of(2026, 2, 16))
                .map(TIME::day)
                .toList();

        assertThat(three).extracting(CalendarDay::note).containsExactly(null, "рабочий день", "выходной");
        assertThat(three).extracting(CalendarDay::isWorking).containsExactly(true, true, false);
        assertThat(three.get(1).isWorkingAt(LocalTime.of(17, 59))).isTrue();
        assertThat(three.get(1).isWorkingAt(LocalTime.of(18, 0))).isFalse();
        assertThat(three.get(2).isWorkingAt(LocalTime.of(12, 0))).isFalse();
    }

    private String described(String day) {
        return TIME.day(LocalDate.parse(day)).described();
    }

    private Instant plus(String from, String hours) {
        return TIME.plus(at(from), new BigDecimal(hours));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }
}
