package io.polisflow.process.models.draft;

import io.polisflow.process.engine.OwnWork;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.stereotype.Component;

/** Sets the engine's own timers for drafts: one job in the database, run once however many nodes there are, kept over restarts. */
@Component
class ReleaseTimer {

    private final ManagementService management;
    private final OwnWork ownWork;

    ReleaseTimer(ManagementService management, OwnWork ownWork) {
        this.management = management;
        this.ownWork = ownWork;
    }

    /** @return the id of the job that puts the draft into force then */
    String start(long draftId, Instant due) {
        return ownWork.call(() -> {
            TimerEntity timer = new TimerEntity();
            timer.setJobHandlerType(ReleaseJob.TYPE);
            timer.setJobHandlerConfiguration(new ReleaseJob.Which(draftId));
            timer.setDuedate(Date.from(due));
            Context.getCommandContext().getJobManager().schedule(timer);
            return timer.getId();
        });
    }

    void stop(String jobId) {
        ownWork.run(() -> job(jobId).ifPresent(job -> management.deleteJob(job.getId())));
    }

    private Optional<Job> job(String jobId) {
        return Optional.ofNullable(management.createJobQuery().jobId(jobId).singleResult());
    }
}
