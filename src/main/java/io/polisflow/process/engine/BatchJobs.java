package io.polisflow.process.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Has batches of work done by jobs of the engine: they outlive a restart, and any node may do them. */
@Component
public class BatchJobs {

    private final ProcessEngineConfigurationImpl engine;

    BatchJobs(ProcessEngine engine) {
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    /** Teaches the engine the jobs of one kind of work. */
    public static ProcessEnginePlugin plugin(String type, ObjectProvider<? extends BatchWork> work) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                List<JobHandler> handlers = engine.getCustomJobHandlers() == null
                        ? new ArrayList<>()
                        : new ArrayList<>(engine.getCustomJobHandlers());
                handlers.add(new BatchJobHandler(type, work));
                engine.setCustomJobHandlers(handlers);
            }
        };
    }

    /** The job is there when the caller's transaction is. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void schedule(String type, long id, int run, Instant due) {
        engine.getCommandExecutorTxRequired().execute(context -> {
            MessageEntity job = new MessageEntity();
            job.setJobHandlerType(type);
            job.setJobHandlerConfiguration(new BatchJobHandler.Batch(id, run));
            job.setDuedate(Date.from(due));
            context.getJobManager().send(job);
            return null;
        });
    }
}
