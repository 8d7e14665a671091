package io.polisflow.process.policyrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.policy.Policy;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
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
}
