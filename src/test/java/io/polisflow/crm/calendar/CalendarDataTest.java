package io.polisflow.crm.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.DatabaseTest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The calendars as they are delivered, against the official figures; each subclass on one database that we support. */
abstract class CalendarDataTest extends DatabaseTest {

    @Autowired
    private WorkingCalendars calendars;

    @Autowired
    private CalendarStore store;

    @Test
    void theYear2026HasTheOfficialHoursOfEachMonth() {
        assertThat(hours("ru", 2026)).containsExactly(120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176);
        assertThat(year("ru", 2026)).isEqualTo(new WorkingNorm(247, 4));
        assertThat(year("ru", 2026).hours()).isEqualTo(1972);
    }

    @Test
    void theYear2025HasTheOfficialDaysAndHours() {
        assertThat(year("ru", 2025)).isEqualTo(new WorkingNorm(247, 4));
        assertThat(year("ru", 2025).hours()).isEqualTo(1972);
        assertThat(calendars.country().isWorkingDay(LocalDate.of(2025, 11, 1))).isTrue();
    }

    /** Nine to six with an hour's break is the week of 40 hours: what the clock counts is the norm. */
    @Test
    void hoursCountedByTheClockAreTheNorm() {
        OfficeHours withBreak = new OfficeHours(
                clock.getZone(), LocalTime.of(9, 0), LocalTime.of(18, 0), LocalTime.of(13, 0), LocalTime.of(14, 0));
        WorkingTime time = new WorkingTime(withBreak, store.days("ru"));

        for (int year : List.of(2025, 2026, 2027)) {
            for (YearMonth month : months(year)) {
                Duration counted = time.between(
                        month.atDay(1).atStartOfDay(clock.getZone()).toInstant(),
                        month.plusMonths(1)
                                .atDay(1)
                                .atStartOfDay(clock.getZone())
                                .toInstant());
                assertThat(counted)
                        .as("%s", month)
                        .isEqualTo(Duration.ofHours(time.norm(month).hours()));
            }
        }
    }

    @Test
    void aRegionAddsItsHolidaysToTheCountrys() {
        assertThat(year("ru-ta", 2025).days())
                .as("as Tatarstan's ministry of labour counted")
                .isEqualTo(245);
        assertThat(calendars.of("ru-ta").day(LocalDate.of(2026, 5, 27)).note()).isEqualTo("Курбан-байрам");
        assertThat(calendars.of("ru-ta").isWorkingDay(LocalDate.of(2026, 5, 11)))
                .isFalse();
        assertThat(calendars.country().isWorkingDay(LocalDate.of(2026, 5, 27))).isTrue();
        assertThat(calendars.of("ru-ba").day(LocalDate.of(2025, 10, 13)).note()).isEqualTo("Выходной за 11 октября");
        // Nine in Ufa is seven in Moscow.
        assertThat(calendars.of("ru-ba").opening(LocalDate.of(2026, 11, 24)))
                .isEqualTo(
                        calendars.country().opening(LocalDate.of(2026, 11, 24)).minus(Duration.ofHours(2)));
    }

    @Test
    void everyHolidayHasItsNameAndTheNextYearMayStillBeMoved() {
        assertThat(calendars.country().day(LocalDate.of(2027, 6, 12)).note()).isEqualTo("День России");
        assertThat(jdbc.queryForObject(
                        "select count(*) from calendar_day where calendar = 'ru' and year_ = 2027 and not provisional",
                        Integer.class))
                .isZero();
        assertThat(jdbc.queryForList("select distinct year_ from calendar_year where provisional", Integer.class))
                .containsExactly(2027);
        assertThat(calendars.missingYears("ru")).isEmpty();
    }

    @Test
    void aCalendarThatDoesNotExistIsNotCountedBy() {
        assertThatThrownBy(() -> calendars.of("ru-xx")).isInstanceOf(NoSuchElementException.class);
    }

    private List<Integer> hours(String code, int year) {
        return months(year).stream()
                .map(month -> calendars.of(code).norm(month).hours())
                .toList();
    }

    private WorkingNorm year(String code, int year) {
        return months(year).stream().map(calendars.of(code)::norm).reduce(new WorkingNorm(0, 0), WorkingNorm::plus);
    }

    private static List<YearMonth> months(int year) {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(month -> YearMonth.of(year, month))
                .toList();
    }
}
