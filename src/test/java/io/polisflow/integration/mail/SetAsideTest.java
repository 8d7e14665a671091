package io.polisflow.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often a letter that fails is tried again. */
class SetAsideTest {

    private final SetAside aside = new SetAside();

    private List<Integer> roundsOfTries(int rounds) {
        return IntStream.rangeClosed(1, rounds)
                .filter(round -> {
                    boolean due = aside.isDue("7:5");
                    if (due) {
                        aside.failed("7:5");
                    }
                    return due;
                })
                .boxed()
                .toList();
    }

    @Test
    void thePauseDoublesAndThenStays() {
        assertThat(roundsOfTries(128)).containsExactly(1, 2, 4, 8, 16, 32, 64, 96, 128);
    }

    @Test
    void onlyTheFirstFailureIsNewsUntilTheLetterIsTakenOrGone() {
        assertThat(aside.failed("7:5")).isTrue();
        assertThat(aside.failed("7:5")).isFalse();
        assertThat(aside.holds("7:5")).isTrue();

        aside.taken("7:5");
        assertThat(aside.holds("7:5")).isFalse();
        assertThat(aside.failed("7:5")).isTrue();
        aside.keepOnly(List.of("7:6"));
        assertThat(aside.isDue("7:5")).isTrue();
        assertThat(aside.holds("7:5")).isFalse();
    }
}
