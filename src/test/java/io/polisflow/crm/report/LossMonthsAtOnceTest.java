package io.polisflow.crm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;

/** Whoever sums up months and whoever changes figures meanwhile: no change is missed, and others read what is committed. */
class LossMonthsAtOnceTest extends LossCase {

    @Test
    void aMonthIsNotSummedUpWhileSomebodyIsAtWorkOnFigures() {
        jdbc.update("delete from loss_month where begins = ?", monthBegins(1));

        transaction.executeWithoutResult(status -> {
            premium(january, "77");
            assertThatThrownBy(() -> elsewhere(months::sumUpNext)).hasCauseInstanceOf(CannotAcquireLockException.class);
        });

        assertThat(summed()).containsExactly(2, 3);
        assertThat(months()).isOne();
        sumsAreTrue(thisYear());
    }

    @Test
    void whoChangesFiguresWhileTheirMonthIsSummedUpComesAfterwardsAndTakesTheSums() throws Exception {
        jdbc.update("delete from loss_month where begins = ?", monthBegins(1));
        CompletableFuture<Void> writer = new CompletableFuture<>();

        transaction.executeWithoutResult(status -> {
            assertThat(months.sumUpNext()).isTrue();
            writer.completeAsync(() -> {
                premium(january, "78");
                return null;
            });
            awaitWhoWaits();
            assertThat(writer).isNotDone();
        });

        writer.get(30, TimeUnit.SECONDS);
        assertThat(summed()).containsExactly(2, 3);
        sumsAreTrue(thisYear());
    }

    private void awaitWhoWaits() {
        long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (jdbc.queryForObject(
                        "select count(*) from pg_locks where relation = 'deal_figures'::regclass and not granted",
                        Long.class)
                == 0) {
            assertThat(System.nanoTime()).as("somebody waits for the lock").isLessThan(patience);
            Thread.onSpinWait();
        }
    }

    @Test
    void untilAChangeIsCommittedOthersReadTheSumsThatAreStillTrue() throws Exception {
        List<String> before = told(report.read(thisYear(), Breakdown.REASON));

        transaction.executeWithoutResult(status -> {
            premium(january, "79");
            try {
                assertThat(elsewhere(() -> told(report.read(thisYear(), Breakdown.REASON))))
                        .isEqualTo(before);
            } catch (ExecutionException | InterruptedException | TimeoutException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(told(report.read(thisYear(), Breakdown.REASON))).isNotEqualTo(before);
        sumsAreTrue(thisYear());
    }

    private static <T> T elsewhere(Supplier<T> work) throws ExecutionException, InterruptedException, TimeoutException {
        return CompletableFuture.supplyAsync(work).get(30, TimeUnit.SECONDS);
    }

    @Test
    void ofManyNodesOneSumsUpAMonth() throws Exception {
        jdbc.update("delete from loss_month where begins >= ?", monthBegins(1));

        List<Integer> summed = atOnce(() -> {
            int mine = 0;
            try {
                while (months.sumUpNext()) {
                    mine++;
                }
            } catch (CannotAcquireLockException e) {
                // The others are quicker.
                return mine;
            }
            return mine;
        });

        assertThat(summed.stream().mapToInt(Integer::intValue).sum() + months()).isEqualTo(3);
        sumsAreTrue(thisYear());
    }
}
