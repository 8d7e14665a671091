package io.polisflow.process.engine;

import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.springframework.beans.factory.ObjectProvider;

/** Lets the job executor do one batch of some work. */
final class BatchJobHandler implements JobHandler<BatchJobHandler.Batch> {

    private static final String BETWEEN = ":";

    private final String type;
    private final ObjectProvider<? extends BatchWork> work;

    BatchJobHandler(String type, ObjectProvider<? extends BatchWork> work) {
        this.type = type;
        this.work = work;
    }

    /** Which work, and which beginning of it. */
    record Batch(long id, int run) implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return id + BETWEEN + run;
        }
    }

    @Override
    public String getType() {
        return type;
    }

    @Override
    public void execute(Batch batch, ExecutionEntity execution, CommandContext context, String tenantId) {
        work.getObject().work(batch.id(), batch.run());
    }

    @Override
    public Batch newConfiguration(String canonical) {
        String[] parts = canonical.split(BETWEEN);
        return new Batch(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }

    @Override
    public void onDelete(Batch batch, JobEntity job) {
        // Nothing hangs on the job: the work goes on when somebody takes it up.
    }
}
