package io.polisflow.process.models.migration;

import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Has batches of a migration done by jobs of the engine: they outlive a restart, and any node may do them. */
@Component
class MigrationJobs {

    private final ProcessEngineConfigurationImpl engine;

    MigrationJobs(ProcessEngine engine) {
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    /** The job is there when the caller's transaction is. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void schedule(long migrationId, int run, Instant due) {
        engine.getCommandExecutorTxRequired().execute(context -> {
            MessageEntity job = new MessageEntity();
            job.setJobHandlerType(MigrationJobHandler.TYPE);
            job.setJobHandlerConfiguration(new MigrationJobHandler.Batch(migrationId, run));
            job.setDuedate(Date.from(due));
            context.getJobManager().send(job);
            return null;
        });
    }
}
