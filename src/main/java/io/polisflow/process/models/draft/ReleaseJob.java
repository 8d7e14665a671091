package io.polisflow.process.models.draft;

import io.polisflow.crm.RefusedException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts a draft into force when its time has come; what stops it is noted on the draft, a fault is retried by the engine. */
@Component
class ReleaseJob extends AbstractProcessEnginePlugin implements JobHandler<ReleaseJob.Which> {

    static final String TYPE = "put-draft-into-force";

    // The engine is made before what works on it.
    private final ObjectProvider<ModelReleases> releases;

    ReleaseJob(ObjectProvider<ModelReleases> releases) {
        this.releases = releases;
    }

    /** @param draft whose time has come */
    record Which(long draft) implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return String.valueOf(draft);
        }
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        if (engine.getCustomJobHandlers() == null) {
            engine.setCustomJobHandlers(new java.util.ArrayList<>());
        }
        engine.getCustomJobHandlers().add(this);
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public void execute(Which which, ExecutionEntity execution, CommandContext context, String tenant) {
        try {
            // In a transaction of its own: a refused deployment leaves nothing, and the job is done all the same.
            context.getProcessEngineConfiguration()
                    .getCommandExecutorTxRequiresNew()
                    .execute(own -> own.runWithoutAuthorization(() -> {
                        releases.getObject().onTime(which.draft());
                        return null;
                    }));
        } catch (RuntimeException failure) {
            RefusedException refusal = refusalIn(failure);
            if (refusal == null) {
                throw failure;
            }
            releases.getObject().refuseOnTime(which.draft(), refusal.getMessage());
        }
    }

    private static RefusedException refusalIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused;
            }
        }
        return null;
    }

    @Override
    public Which newConfiguration(String canonicalString) {
        return new Which(Long.parseLong(canonicalString));
    }

    @Override
    public void onDelete(Which which, JobEntity job) {
        // The draft was told by whoever took the timer away.
    }
}
