package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.Senders;
import io.polisflow.bench.harness.Work;
import io.polisflow.fixtures.Postgres;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;

/** Whole lives on PostgreSQL whose jobs the application's own job executor runs, as in production. */
@ContextConfiguration(initializers = Postgres.class)
@TestPropertySource(properties = "camunda.bpm.job-execution.enabled=true")
class ServedLives extends LifeBench {

    /** Deals that are under way at once. */
    static final int AT_ONCE = 4;

    private static final long PATIENCE = 600_000_000_000L;
    private static final long PAUSE = 2_000_000L;

    /** An application of that kind beside those that run already; its jobs rest until {@link #serve}. */
    static <T extends ServedLives> T start(T lives) throws Exception {
        new TestContextManager(lives.getClass()).prepareTestInstance(lives);
        lives.executor().shutdown();
        return lives;
    }

    ProcessEngine engine() {
        return engine;
    }

    JobExecutor executor() {
        return configuration().getJobExecutor();
    }

    ProcessEngineConfigurationImpl configuration() {
        return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    @Override
    void job(String deal, StoryStep step) {
        // The executor has it already.
    }

    @Override
    void until(BooleanSupplier reached) {
        long last = System.nanoTime() + PATIENCE;
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the executor comes to it").isLessThan(last);
            LockSupport.parkNanos(PAUSE);
        }
    }

    /**
     * Lives of several deals at once, during which alone this application's executor works.
     *
     * @param set what is to be otherwise meanwhile
     */
    Contestant serve(String name, Work set, Work back) {
        return Contestant.whole(name, LIVES, () -> Senders.share(AT_ONCE, LIVES, this::life))
                .before(() -> {
                    set.run();
                    executor().start();
                })
                .after(() -> {
                    executor().shutdown();
                    back.run();
                });
    }

    Contestant serve(String name) {
        return serve(name, () -> {}, () -> {});
    }
}
