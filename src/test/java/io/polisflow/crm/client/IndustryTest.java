package io.polisflow.crm.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OKVED 2: the section comes from the first two digits of the main code. */
class IndustryTest {

    @ParameterizedTest
    @CsvSource({
        "01.11,A", "03,A", "05.10,B", "09.90,B", "10.11,C", "33.20,C", "35.11,D", "36.00,E", "39.00,E", "41.20,F",
        "43.99,F", "45.11,G", "47.99,G", "49.20,H", "53.20,H", "55.10,I", "56.30,I", "58.11,J", "63.99,J", "64.19,K",
        "66.30,K", "68.10,L", "69.10,M", "75.00,M", "77.11,N", "82.99,N", "84.11,O", "85.11,P", "86.10,Q", "88.99,Q",
        "90.01,R", "93.29,R", "94.11,S", "96.09,S", "97.00,T", "98.20,T", "99.00,U"
    })
    void theFirstTwoDigitsNameTheSection(String okved, Industry section) {
        assertThat(Industry.of(okved)).contains(section);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "04.10", "34.00", "83.11", "00.10", "6", "ИТ", "1.2"})
    void whatIsNoCodeNamesNone(String okved) {
        assertThat(Industry.of(okved)).isEmpty();
    }

    @Test
    void everySectionHasARussianName() {
        assertThat(Industry.values()).hasSize(21).allSatisfy(section -> assertThat(section.label())
                .matches("[А-Я].+"));
    }
}
