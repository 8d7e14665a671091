package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Working time is told in the right form of the Russian words. */
class WorkingHoursTextTest {

    @ParameterizedTest
    @CsvSource({"0, просрочено меньше чем на минуту", "0.0167, просрочено на 1 мин", "1, просрочено на 1 рабочий час"})
    void lateIsToldInAWholeSentence(BigDecimal hours, String text) {
        assertThat(WorkingHoursText.late(hours)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, меньше минуты",
        "0.0166, меньше минуты",
        "0.017, 1 мин",
        "0.35, 21 мин",
        "0.4, 24 мин",
        "0.1875, 11 мин",
        "0.999, 59 мин",
        "1, 1 рабочий час",
        "2.99, 2 рабочих часа",
        "5, 5 рабочих часов",
        "11, 11 рабочих часов",
        "21, 21 рабочий час",
        "112, 112 рабочих часов",
        "123.5, 123 рабочих часа"
    })
    void theFormFitsTheNumber(BigDecimal hours, String text) {
        assertThat(WorkingHoursText.of(hours)).isEqualTo(text);
    }
}
