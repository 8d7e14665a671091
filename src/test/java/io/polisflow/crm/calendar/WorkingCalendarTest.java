package io.polisflow.crm.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.orm.jpa.DataJpaTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@DataJpaTest(
        properties = {
            "spring.jpa.hibernate.ddl-auto=none",
            "spring.flyway.target=002",
            "spring.flyway.locations=classpath:db/migration/common"
        })
@Import({WorkingCalendar.class, WorkingCalendarTest.Moscow.class})
class WorkingCalendarTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

    @TestConfiguration(proxyBeanMethods = false)
    static class Moscow {
        @Bean
        Clock clock() {
            return Clock.fixed(Instant.EPOCH, ZONE);
        }
    }

    @Autowired
    WorkingCalendar calendar;

    @Autowired
    WorkingDayExceptionRepository days;

    @Test
    void theYear2026Has247WorkingDays() {
        LocalDate first = LocalDate.of(2026, 1, 1);

        assertThat(first.datesUntil(first.plusYears(1)).filter(calendar::isWorkingDay))
                .hasSize(247);
    }

    @Test
    void onlyTheYearThatIsNotDecreedYetIsProvisional() {
        assertThat(days.findByDayGreaterThanEqual(LocalDate.of(2026, 1, 1)))
                .hasSize(30)
                .allSatisfy(
                        day -> assertThat(day.provisional()).isEqualTo(day.day().getYear() == 2027));
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
    void negativeHoursAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> plus("2026-06-10T09:00", "-1"));
    }

    @Test
    void nothingPassesBackwards() {
        assertThat(calendar.workingHoursBetween(at("2026-06-10T12:00"), at("2026-06-09T12:00")))
                .isZero();
    }

    @Test
    void itAgreesWithCountingMinuteByMinute() {
        Random random = new Random(2026);
        for (int i = 0; i < 150; i++) {
            Instant from = at("2025-12-20T00:00").plus(Duration.ofMinutes(random.nextInt(540 * 24 * 60)));
            int minutes = 1 + random.nextInt(40 * 60);
            Instant expected = from;
            for (int worked = 0; worked < minutes; expected = expected.plus(Duration.ofMinutes(1))) {
                worked += isWorked(expected) ? 1 : 0;
            }
            BigDecimal hours = BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(60), 9, RoundingMode.HALF_UP);

            assertThat(calendar.plusWorkingHours(from, hours))
                    .as("%s + %d min", from, minutes)
                    .isEqualTo(expected);
            assertThat(calendar.workingHoursBetween(from, expected))
                    .isCloseTo(hours, Offset.offset(new BigDecimal("0.000001")));
        }
    }

    @Test
    void aDaySaysWhatIsSpecialAboutIt() {
        assertThat(described("2026-11-24")).isEqualTo("вторник, 24 ноября — рабочий день, 9:00–18:00");
        assertThat(described("2026-11-28")).isEqualTo("суббота, 28 ноября — выходной");
        assertThat(described("2026-11-03")).isEqualTo("вторник, 3 ноября — сокращённый день, 9:00–17:00");
        assertThat(described("2026-11-04")).isEqualTo("среда, 4 ноября — День народного единства");
        assertThat(described("2026-01-03")).isEqualTo("суббота, 3 января — Новогодние каникулы");
        assertThat(described("2026-01-07")).isEqualTo("среда, 7 января — Рождество Христово");
        assertThat(described("2026-05-09")).isEqualTo("суббота, 9 мая — День Победы");
        assertThat(described("2026-05-11")).isEqualTo("понедельник, 11 мая — нерабочий день");
        assertThat(described("2026-12-31")).isEqualTo("четверг, 31 декабря — нерабочий день");
    }

    private String described(String day) {
        LocalDate date = LocalDate.parse(day);
        return calendar.days(date, date).get(0).described();
    }

    @Test
    void aWeekendThatIsWorkedSaysSo() {
        LocalDate saturday = LocalDate.of(2026, 2, 14);
        WorkingHours hours = new WorkingHours(
                LocalTime.of(9, 0), LocalTime.of(18, 0), ZONE, Map.of(saturday, WorkingDayException.Kind.WORKING));
        List<CalendarDay> three =
                Stream.of(-1, 0, 1).map(saturday::plusDays).map(hours::day).toList();

        assertThat(three).extracting(CalendarDay::note).containsExactly(null, "рабочий день", "выходной");
        assertThat(three).extracting(CalendarDay::isWorking).containsExactly(true, true, false);
        assertThat(three.get(1).isWorkingAt(LocalTime.of(17, 59))).isTrue();
        assertThat(three.get(1).isWorkingAt(LocalTime.of(18, 0))).isFalse();
        assertThat(three.get(2).isWorkingAt(LocalTime.of(12, 0))).isFalse();
    }

    private static boolean isWorked(Instant minute) {
        ZonedDateTime local = minute.atZone(ZONE);
        LocalDate day = local.toLocalDate();
        boolean shortened =
                Set.of("2026-04-30", "2026-05-08", "2026-06-11", "2026-11-03").contains(day.toString());
        LocalTime time = local.toLocalTime();
        return Holidays.works(day)
                && !time.isBefore(LocalTime.of(9, 0))
                && time.isBefore(LocalTime.of(shortened ? 17 : 18, 0));
    }

    private Instant plus(String from, String hours) {
        return calendar.plusWorkingHours(at(from), new BigDecimal(hours));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    /** The days off as the decree for 2026 and the law for 2027 list them, weekends within the stretches included. */
    private static final class Holidays {

        private static final String[][] OFF = {
            {"2026-01-01", "2026-01-11"},
            {"2026-02-21", "2026-02-23"},
            {"2026-03-07", "2026-03-09"},
            {"2026-05-01", "2026-05-03"},
            {"2026-05-09", "2026-05-11"},
            {"2026-06-12", "2026-06-14"},
            {"2026-11-04", "2026-11-04"},
            {"2026-12-31", "2027-01-10"},
            {"2027-02-23", "2027-02-23"},
            {"2027-03-08", "2027-03-08"},
            {"2027-05-03", "2027-05-03"},
            {"2027-05-10", "2027-05-10"},
            {"2027-06-14", "2027-06-14"},
            {"2027-11-04", "2027-11-04"}
        };

        static boolean works(LocalDate day) {
            for (String[] stretch : OFF) {
                if (!day.isBefore(LocalDate.parse(stretch[0])) && !day.isAfter(LocalDate.parse(stretch[1]))) {
                    return false;
                }
            }
            return day.getDayOfWeek().getValue() < 6;
        }
    }
}
