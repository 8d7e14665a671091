package io.polisflow.process.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutorContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;

/** Knows at which jobs this node's executor works, and since when. */
class RunningJobs extends CommandInterceptor {

    private final Map<Thread, Run> runs = new ConcurrentHashMap<>();

    @Override
    public <T> T execute(Command<T> command) {
        JobExecutorContext executor = Context.getJobExecutorContext();
        if (executor == null || !(command instanceof ExecuteJobsCmd)) {
            return next.execute(command);
        }
        Run run = new Run(Thread.currentThread(), executor);
        runs.put(run.thread, run);
        try {
            return next.execute(command);
        } finally {
            runs.remove(run.thread);
            run.end();
        }
    }

    Collection<Run> runs() {
        return runs.values();
    }

    /** One job at one thread. */
    static final class Run {

        private final Thread thread;
        private final JobExecutorContext executor;
        private final long since = System.nanoTime();
        private boolean interrupted;
        private boolean over;
        private volatile boolean takenOut;

        Run(Thread thread, JobExecutorContext executor) {
            this.thread = thread;
            this.executor = executor;
        }

        Thread thread() {
            return thread;
        }

        /** @return null before the job is read and after it is done */
        JobEntity job() {
            return executor.getCurrentJob();
        }

        Duration lasting() {
            return Duration.ofNanos(System.nanoTime() - since);
        }

        boolean isTakenOut() {
            return takenOut;
        }

        void takenOut() {
            takenOut = true;
        }

        /** @return whether it was not interrupted before and is not over yet */
        synchronized boolean interrupt() {
            if (over || interrupted) {
                return false;
            }
            interrupted = true;
            thread.interrupt();
            return true;
        }

        /** Called by the thread itself, which goes on to note the failure and to the next job. */
        private synchronized void end() {
            over = true;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }
}
