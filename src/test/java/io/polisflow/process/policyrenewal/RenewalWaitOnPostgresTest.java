package io.polisflow.process.policyrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.policy.Renewal;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The same on PostgreSQL, and a policy that several tell of at one moment. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class RenewalWaitOnPostgresTest extends RenewalWaitTest {

    private static final int THREADS = 6;

    @Test
    void aPolicyInForceThatIsToldAtOneMomentIsWaitedForOnce() throws Exception {
        String deal = wonDeal();
        Policy policy = policyOf(deal, END);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try {
            List<Future<?>> running = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        inForce(policy);
                        return null;
                    }))
                    .toList();
            for (Future<?> future : running) {
                future.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(instances(deal)).isEqualTo(1);
        assertThat(jobs(deal)).hasSize(1);
    }

    @Test
    void aPolicyCancelledAtTheMomentOfTheDecisionLeavesOneOfTheTwoWhole() throws Exception {
        String deal = wonDeal();
        String owner = deal(deal).owner();
        Policy policy = dueFor(deal);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        List<Runnable> work = List.of(
                () -> complete(
                        owner,
                        deal,
                        PolicyRenewal.TASK_RENEW_CONTRACT,
                        talk("postpone", "postponeUntil", "2027-12-01")),
                () -> policies.cancel(policy.number(), LocalDate.of(2027, 11, 16), null));
        int failed = 0;
        try {
            List<Future<?>> running = work.stream()
                    .<Future<?>>map(one -> threads.submit(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        one.run();
                        return null;
                    }))
                    .toList();
            for (Future<?> future : running) {
                try {
                    future.get(60, TimeUnit.SECONDS);
                } catch (java.util.concurrent.ExecutionException lostTheRace) {
                    failed++;
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(failed).isLessThan(2);
        // The Policy Admin System tells again until it is heard.
        policies.cancel(policy.number(), LocalDate.of(2027, 11, 16), null);
        assertThat(instances(deal)).isZero();
        assertThat(jobs(deal)).isEmpty();
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.CANCELLED);
    }
}
