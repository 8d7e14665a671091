package io.polisflow.crm.report;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/** Looks now and then for months whose losses are to be summed up; of several nodes one sums up a month. */
@Component
class LossRounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LossRounds.class);

    /** What does not end in this time is rolled back. */
    private static final int SECONDS_TO_END = 5;

    private final LossMonths months;
    private final Duration every;
    private volatile ThreadPoolTaskScheduler rounds;

    LossRounds(LossMonths months, @Value("${polisflow.reports.sum-every}") Duration every) {
        this.months = months;
        this.every = every;
    }

    @Override
    public boolean isAutoStartup() {
        return !every.isZero();
    }

    @Override
    public void start() {
        ThreadPoolTaskScheduler own = new ThreadPoolTaskScheduler();
        own.setThreadNamePrefix("loss-months-");
        own.setDaemon(true);
        own.setWaitForTasksToCompleteOnShutdown(true);
        own.setAwaitTerminationSeconds(SECONDS_TO_END);
        own.initialize();
        rounds = own;
        own.scheduleWithFixedDelay(this::round, every);
    }

    private void round() {
        try {
            boolean more = true;
            while (more && isRunning()) {
                more = months.sumUpNext();
            }
        } catch (CannotAcquireLockException e) {
            LOG.debug("figures were at work all the time, the next round sums up", e);
        } catch (RuntimeException e) {
            // Until the next round the report reads more rows.
            LOG.warn("the losses of a month could not be summed up", e);
        }
    }

    @Override
    public void stop() {
        ThreadPoolTaskScheduler own = rounds;
        rounds = null;
        if (own != null) {
            own.shutdown();
        }
    }

    @Override
    public boolean isRunning() {
        return rounds != null;
    }
}
