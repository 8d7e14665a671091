package io.polisflow.process.models.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times of models are said as people say them, and left as they are written when they are none. */
class TimeWordsTest {

    @ParameterizedTest
    @CsvSource({
        "PT1M, 1 минуту",
        "PT2H, 2 часа",
        "PT11M, 11 минут",
        "PT1H30M, 1 час 30 минут",
        "P45D, 45 дней",
        "P21D, 21 день",
        "P1Y2M, 1 год 2 месяца",
        "P,",
        "2027-01-01T10:00:00,"
    })
    void aPeriodIsSaidInWords(String iso, String words) {
        assertThat(TimeWords.period(iso)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "R3/PT10S | через 10 секунд, всего попыток: 3",
                "PT10S,PT1M | через 10 секунд, затем через 1 минуту",
                "PT10S,soon |"
            })
    void retriesAreSaidInWords(String cycle, String words) {
        assertThat(TimeWords.retries(cycle)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "R3/PT1H | снова и снова через 1 час, всего раз: 3",
                "R/P1D | снова и снова через 1 день",
                "0 30 2 * * ? |"
            })
    void aCycleIsSaidInWords(String iso, String words) {
        assertThat(TimeWords.cycle(iso)).isEqualTo(words);
    }
}
