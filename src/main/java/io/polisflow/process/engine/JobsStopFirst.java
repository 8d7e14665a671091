package io.polisflow.process.engine;

import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Takes no more jobs as soon as a node is told to stop, lets those in hand end, and gives back what it had taken and not begun: other nodes would
 * wait five minutes for the end of its locks.
 */
@Component
class JobsStopFirst implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobsStopFirst.class);

    private final ApplicationContext context;
    private final ObjectProvider<JobExecutor> executor;
    private final ObjectProvider<ThreadPoolTaskExecutor> threads;
    private final JdbcTemplate jdbc;
    private volatile boolean running;

    JobsStopFirst(
            ApplicationContext context,
            ObjectProvider<JobExecutor> executor,
            @Qualifier("camundaTaskExecutor") ObjectProvider<ThreadPoolTaskExecutor> threads,
            JdbcTemplate jdbc) {
        this.context = context;
        this.executor = executor;
        this.threads = threads;
        this.jdbc = jdbc;
    }

    /** Before the threads refuse work, which they do at the same event. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void takeNoMore(ContextClosedEvent event) {
        if (event.getApplicationContext() == context) {
            executor.ifAvailable(JobExecutor::shutdown);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** After the threads have ended what they had in hand. */
    @Override
    public int getPhase() {
        return ExecutorConfigurationSupport.DEFAULT_PHASE - 1;
    }

    @Override
    public void stop() {
        running = false;
        executor.ifAvailable(jobs -> {
            ThreadPoolTaskExecutor hands = threads.getIfAvailable();
            if (hands == null || hands.getActiveCount() == 0) {
                giveBack(jobs.getLockOwner());
            }
        });
    }

    void giveBack(String owner) {
        try {
            int given = jdbc.update(
                    "update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null where LOCK_OWNER_ = ?", owner);
            if (given > 0) {
                LOG.info("{} jobs that were taken and not begun are given back", given);
            }
        } catch (DataAccessException e) {
            LOG.warn("Jobs that were taken and not begun wait for the end of their locks: {}", e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
