package io.polisflow.crm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;

/** Whatever becomes of one round, the next one looks again. */
class LossRoundsTest {

    private static final long PATIENCE = 10_000;

    private final LossMonths months = mock();

    @Test
    void aRoundSumsUpAllMonthsAndANextOneComesWhateverHappens() {
        when(months.sumUpNext())
                .thenThrow(new CannotAcquireLockException("at work"))
                .thenThrow(new DataAccessResourceFailureException("PostgreSQL is away"))
                .thenReturn(true, true, false);
        LossRounds rounds = new LossRounds(months, Duration.ofMillis(5));
        assertThat(rounds.isAutoStartup()).isTrue();
        rounds.start();
        try {
            verify(months, timeout(PATIENCE).atLeast(6)).sumUpNext();
        } finally {
            rounds.stop();
        }
        assertThat(rounds.isRunning()).isFalse();
    }

    @Test
    void withoutAPauseThereAreNoRounds() {
        assertThat(new LossRounds(months, Duration.ZERO).isAutoStartup()).isFalse();
    }
}
