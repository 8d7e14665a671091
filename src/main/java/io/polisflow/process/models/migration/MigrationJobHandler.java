package io.polisflow.process.models.migration;

import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.springframework.beans.factory.ObjectProvider;

/** Lets the job executor do one batch of a migration. */
final class MigrationJobHandler implements JobHandler<MigrationJobHandler.Batch> {

    static final String TYPE = "polisflow-model-migration";

    private static final String BETWEEN = ":";

    private final ObjectProvider<MigrationWork> work;

    MigrationJobHandler(ObjectProvider<MigrationWork> work) {
        this.work = work;
    }

    /** Which migration, and which beginning of its work. */
    record Batch(long migrationId, int run) implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return migrationId + BETWEEN + run;
        }
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public void execute(Batch batch, ExecutionEntity execution, CommandContext context, String tenantId) {
        work.getObject().work(batch.migrationId(), batch.run());
    }

    @Override
    public Batch newConfiguration(String canonical) {
        String[] parts = canonical.split(BETWEEN);
        return new Batch(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }

    @Override
    public void onDelete(Batch batch, JobEntity job) {
        // Nothing hangs on the job: the migration goes on when somebody takes it up.
    }
}
