package io.polisflow.process.engine;

import io.polisflow.crm.DatabaseTrouble;
import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.impl.cmd.JobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultFailedJobCommandFactory;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** Counts no attempt that the database's own trouble broke off: an outage of an hour would leave every step of it an incident. */
class RetriesWithoutOutages extends DefaultFailedJobCommandFactory {

    @Override
    public Command<Object> getCommand(String jobId, Throwable failure) {
        return DatabaseTrouble.in(failure)
                .<Command<Object>>map(trouble -> new TriedLater(jobId, trouble.pause()))
                .orElseGet(() -> super.getCommand(jobId, failure));
    }

    /** The job stays as it was, its first attempt the first, and comes again after the pause. */
    private static final class TriedLater extends JobRetryCmd {

        private static final long serialVersionUID = 1L;

        private final Duration pause;

        TriedLater(String jobId, Duration pause) {
            super(jobId, null);
            this.pause = pause;
        }

        @Override
        public Object execute(CommandContext context) {
            JobEntity job = getJob();
            job.setDuedate(Date.from(ClockUtil.getCurrentTime().toInstant().plus(pause)));
            job.unlock();
            notifyAcquisition(context);
            return null;
        }
    }
}
