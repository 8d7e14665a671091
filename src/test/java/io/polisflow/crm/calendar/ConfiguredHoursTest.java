package io.polisflow.crm.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Working hours by which nothing can be counted stop the start, and say which setting is to be put right and how. */
class ConfiguredHoursTest {

    private static final Clock CLOCK = Clock.system(ZoneId.of("Europe/Moscow"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            09:00 | 09:00 | ''    | ''    | start и polisflow.working-hours.end: рабочий день пуст
            18:00 | 09:00 | ''    | ''    | start и polisflow.working-hours.end: конец рабочего дня (9:00) раньше начала (18:00)
            09:00 | 10:00 | ''    | ''    | start и polisflow.working-hours.end: рабочего времени не больше часа
            09:00 | 1080  | ''    | ''    | end: «1080» не время
            9 утра| 18:00 | ''    | ''    | start: «9 утра» не время
            09:00 | 18:00 | 13:00 | ''    | break-start и polisflow.working-hours.break-end: у перерыва задано только начало
            09:00 | 18:00 | ''    | 14:00 | break-start и polisflow.working-hours.break-end: у перерыва задано только окончание
            09:00 | 18:00 | 14:00 | 13:00 | break-start и polisflow.working-hours.break-end: перерыв кончается (13:00) не позже
            09:00 | 18:00 | 08:00 | 10:00 | break-start и polisflow.working-hours.break-end: перерыв 8:00–10:00 не внутри
            09:00 | 18:00 | 17:00 | 18:00 | break-start и polisflow.working-hours.break-end: перерыв 17:00–18:00 не внутри
            09:00 | 12:00 | 09:30 | 11:30 | break-start и polisflow.working-hours.break-end: рабочего времени не больше часа
            """)
    void hoursThatCannotBeCountedByAreRefused(
            String start, String end, String breakStart, String breakEnd, String problem) {
        assertThatExceptionOfType(WorkingHoursException.class)
                .isThrownBy(() -> new ConfiguredHours(start, end, breakStart, breakEnd, CLOCK))
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).startsWith("polisflow.working-hours." + problem);
                    assertThat(refusal.remedy()).startsWith("Задайте ").contains(":00");
                });
    }

    @Test
    void goodHoursAreTaken() {
        assertThat(new ConfiguredHours("09:00", "18:00", "", "", CLOCK).hours().described())
                .isEqualTo("9:00–18:00");
        assertThat(new ConfiguredHours(" 08:30 ", "17:15", "12:00", "12:45", CLOCK)
                        .hours()
                        .described())
                .isEqualTo("8:30–17:15, перерыв 12:00–12:45");
    }

    @Test
    void anUnknownZoneIsRefused() {
        assertThatExceptionOfType(WorkingHoursException.class)
                .isThrownBy(() -> new ClockConfiguration().clock("Moskau"))
                .withMessage("polisflow.zone: неизвестный часовой пояс «Moskau». "
                        + "Задайте пояс из базы IANA, например polisflow.zone=Europe/Moscow.");
        assertThat(new ClockConfiguration().clock("Asia/Omsk").getZone()).isEqualTo(ZoneId.of("Asia/Omsk"));
    }
}
