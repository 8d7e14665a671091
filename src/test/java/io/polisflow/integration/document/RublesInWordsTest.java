package io.polisflow.integration.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RublesInWordsTest {

    @ParameterizedTest
    @CsvSource({
        "0, Ноль рублей 00 копеек",
        "0.01, Ноль рублей 01 копейка",
        "1.02, Один рубль 02 копейки",
        "2.05, Два рубля 05 копеек",
        "5.11, Пять рублей 11 копеек",
        "11.12, Одиннадцать рублей 12 копеек",
        "21.21, Двадцать один рубль 21 копейка",
        "22.99, Двадцать два рубля 99 копеек",
        "111, Сто одиннадцать рублей 00 копеек",
        "1000, Одна тысяча рублей 00 копеек",
        "2002, Две тысячи два рубля 00 копеек",
        "11000, Одиннадцать тысяч рублей 00 копеек",
        "21001, Двадцать одна тысяча один рубль 00 копеек",
        "1234567, Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 00 копеек",
        "2000000, Два миллиона рублей 00 копеек",
        "5000000000, Пять миллиардов рублей 00 копеек",
        "1000000000000, Один триллион рублей 00 копеек",
        "0.995, Один рубль 00 копеек",
    })
    void figuresAgreeWithTheirNounInGenderAndNumber(BigDecimal rubles, String words) {
        assertThat(RublesInWords.of(rubles)).isEqualTo(words);
    }

    @Test
    void theLargestSumIsSpeltInFull() {
        assertThat(RublesInWords.of(new BigDecimal("999999999999999999.99")))
                .startsWith("Девятьсот девяносто девять")
                .endsWith("девятьсот девяносто девять рублей 99 копеек")
                .doesNotContain("\u00ad")
                .doesNotContainPattern("\\d{3}");
    }

    @Test
    void aNegativeOrAstronomicSumIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RublesInWords.of(new BigDecimal("-0.01")));
        assertThatIllegalArgumentException().isThrownBy(() -> RublesInWords.of(new BigDecimal("1e18")));
    }
}
