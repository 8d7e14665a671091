package io.polisflow.crm.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DealNumbersTest {

    private static DealNumbers of(String typed) {
        return DealNumbers.meantBy(typed, 2026);
    }

    @ParameterizedTest
    @CsvSource({
        "D-2026-000123, D-2026-000123, D-2026-000123, D-2026-000123",
        "d-2026-0001, D-2026-000001, D-2026-000100, D-2026-000199",
        "2026-12, D-2026-000012, D-2026-120000, D-2026-129999",
        "Д-2026-7, D-2026-000007, D-2026-700000, D-2026-799999"
    })
    void aYearAndFiguresAreANumberAndTheBeginningOfOthers(String typed, String exactly, String first, String last) {
        assertThat(of(typed)).isEqualTo(new DealNumbers(List.of(exactly), first, last));
    }

    @ParameterizedTest
    @CsvSource({
        "D, D-0000-000000, D-9999-999999",
        "D-20, D-2000-000000, D-2099-999999",
        "д-2026-, D-2026-000000, D-2026-999999"
    })
    void aBeginningIsARange(String typed, String first, String last) {
        assertThat(of(typed)).isEqualTo(new DealNumbers(List.of(), first, last));
    }

    @Test
    void aRunningNumberAloneMayBeOfAnyOfTheLastYears() {
        assertThat(of("123").exactly()).hasSize(11).startsWith("D-2016-000123").endsWith("D-2026-000123");
        assertThat(of("000123")).isEqualTo(of("123"));
    }

    @Test
    void aYearWithMoreThanAMillionDealsHasLongerNumbers() {
        assertThat(of("D-2026-1000000")).isEqualTo(new DealNumbers(List.of("D-2026-1000000"), null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ромашка", "7736050003", "D-2026-x", "+74951234567", "D-2026-0000000001", "DD-1"})
    void anythingElseIsNoNumber(String typed) {
        assertThat(of(typed).isEmpty()).isTrue();
    }
}
