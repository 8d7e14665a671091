package io.polisflow.crm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a typo. */
class MisspellingTest {

    @ParameterizedTest
    @CsvSource({
        "РОМАШКА, РОМАШКА СЕВЕР, 0",
        "РАМАШКА, РОМАШКА СЕВЕР, 1",
        "РОМШКА, РОМАШКА, 1",
        "РОМАШККА, РОМАШКА, 1",
        "РМОАШКА, РОМАШКА, 1",
        "РАМОШКА, РОМАШКА, -1",
        "СТРАЙИНВЕСТ, СТРОЙИНВЕСТ, 1",
        "СТРАЙИНВИСТ, СТРОЙИНВЕСТ, 2",
        "РОЙ, РАЙ, -1",
        "ЗАВОД 123456, ЗАВОД 123457, -1",
        "САВОД 123456, ЗАВОД 123456, 1",
        "СЕВЕР РАМАШКА, РОМАШКА СЕВЕР, 1",
        "ЗАПАД РОМАШКА, РОМАШКА СЕВЕР, -1",
    })
    void typosAreCountedAndShortWordsHaveNone(String typed, String name, int typos) {
        assertThat(Misspelling.typos(List.of(typed.split(" ")), name, 2))
                .isEqualTo(typos < 0 ? OptionalInt.empty() : OptionalInt.of(typos));
    }
}
