package io.polisflow.process.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.polisflow.process.engine.RunningJobs.Run;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes out the job that never ends before its lock does: it would be begun again and again, by every node, until all threads are at
 * it. It is interrupted first, and fails like any other if it heeds that; else it becomes an incident, and whatever its thread may still
 * bring about is refused by the job's new revision.
 */
@Component
class JobWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);

    private static final double INTERRUPTED_AFTER = 0.7;
    private static final double TAKEN_OUT_AFTER = 0.9;
    private static final int ROUNDS = 20;

    private final RunningJobs running;
    private final ProcessEngineConfigurationImpl engine;
    private volatile ScheduledExecutorService rounds;

    JobWatch(RunningJobs running, ProcessEngine engine, MeterRegistry meters) {
        this.running = running;
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        Gauge.builder("polisflow.jobs.running.oldest.seconds", running, JobWatch::oldest)
                .description("For how long this node works at the job that it began first")
                .register(meters);
    }

    private static double oldest(RunningJobs running) {
        return running.runs().stream()
                .mapToDouble(run -> run.lasting().toMillis() / 1000.0)
                .max()
                .orElse(0);
    }

    @Override
    public void start() {
        ScheduledExecutorService own = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "job-watch");
            thread.setDaemon(true);
            return thread;
        });
        long pause = Math.max(1, lock().toMillis() / ROUNDS);
        own.scheduleWithFixedDelay(() -> check(lock()), pause, pause, TimeUnit.MILLISECONDS);
        rounds = own;
    }

    private Duration lock() {
        return Duration.ofMillis(engine.getJobExecutor().getLockTimeInMillis());
    }

    /** @param lock for how long a job belongs to the node that has begun it */
    void check(Duration lock) {
        for (Run run : running.runs()) {
            JobEntity job = run.job();
            double part = (double) run.lasting().toMillis() / lock.toMillis();
            if (job == null || part < INTERRUPTED_AFTER) {
                continue;
            }
            if (run.interrupt()) {
                LOG.warn(
                        "job {} of {} runs for {} and is interrupted", job.getId(), job.getActivityId(), run.lasting());
            } else if (part >= TAKEN_OUT_AFTER && !run.isTakenOut()) {
                takeOut(run, job);
            }
        }
    }

    private void takeOut(Run run, JobEntity job) {
        String where = Arrays.stream(run.thread().getStackTrace())
                .map(frame -> "\tat " + frame)
                .collect(Collectors.joining("\n"));
        try {
            boolean ours = engine.getCommandExecutorTxRequiresNew().execute(context -> takeOut(context, job, where));
            run.takenOut();
            if (!ours) {
                return;
            }
            LOG.error(
                    "job {} of {} does not end and is an incident now; its thread {} is at\n{}",
                    job.getId(),
                    job.getActivityId(),
                    run.thread().getName(),
                    where);
        } catch (RuntimeException e) {
            LOG.warn("job {} does not end; the next round tries to take it out", job.getId(), e);
        }
    }

    /** @return false when another node has it by now, as after a long sleep of this one, or nobody */
    private static boolean takeOut(CommandContext context, JobEntity begun, String where) {
        JobEntity job = context.getJobManager().findJobById(begun.getId());
        if (job == null
                || !Objects.equals(job.getLockOwner(), begun.getLockOwner())
                || !Objects.equals(job.getLockExpirationTime(), begun.getLockExpirationTime())) {
            return false;
        }
        job.setExceptionMessage("Шаг не завершился в отведённое время и снят с выполнения.");
        job.setExceptionStacktrace(where);
        job.setRetries(0);
        job.unlock();
        return true;
    }

    @Override
    public void stop() {
        ScheduledExecutorService own = rounds;
        rounds = null;
        if (own != null) {
            own.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return rounds != null;
    }
}
