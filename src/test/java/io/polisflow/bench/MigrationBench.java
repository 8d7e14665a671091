package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.models.migration.EditedModel;
import io.polisflow.process.models.migration.MigrationCase;
import io.polisflow.process.models.migration.MovedInstance.Outcome;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.batch.Batch;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;

/**
 * Running approvals moved per second on PostgreSQL, each with what came of it, beside the engine's own batch of migration jobs,
 * which keeps no such account.
 *
 * <p>Both move the same instances, ours to the new version and the engine's back, on one thread each.
 * {@code -Dbench.instances=500} makes a smaller one.
 */
@ContextConfiguration(initializers = Postgres.class)
class MigrationBench extends MigrationCase {

    private static final int INSTANCES = Integer.getInteger("bench.instances", 2_000);
    private static final int ROUNDS = 3;

    private static final String RENAMED = "Task_CheckTermsOfContract";

    @Autowired
    private DataSource database;

    private List<String> instances;
    private int old;
    private int now;

    private List<String> approvals(int count) {
        List<String> instances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            instances.add(standingAt(APPROVAL, ProposalApproval.TASK_CHECK_TERMS, openDeal(), Map.of()));
        }
        return instances;
    }

    private void move(long migration, int count) {
        migrations.start(migration, "Замер скорости", "analyst");
        runJobs();
        assertThat(migrations.outcomes(migration)).containsOnly(Map.entry(Outcome.MOVED, count));
    }

    private void moveByTheEngine(int from, int to, String step, String becomes) {
        Batch batch = runtime.newMigration(runtime.createMigrationPlan(definition(from), definition(to))
                        .mapEqualActivities()
                        .mapActivities(step, becomes)
                        .build())
                .processInstanceIds(instances)
                .executeAsync();
        runAll(batch.getSeedJobDefinitionId());
        runAll(batch.getBatchJobDefinitionId());
        runAll(batch.getMonitorJobDefinitionId());
        assertThat(management.createBatchQuery().batchId(batch.getId()).count()).isZero();
        assertThat(version()).isEqualTo(to);
    }

    private void moveBackByTheEngine() {
        moveByTheEngine(now, old, RENAMED, ProposalApproval.TASK_CHECK_TERMS);
    }

    private int version() {
        return versionOf(instances.get(instances.size() - 1));
    }

    private void allOnTheOldVersion() {
        if (version() != old) {
            moveBackByTheEngine();
        }
    }

    private void allOnTheNewVersion() {
        if (version() != now) {
            moveByTheEngine(old, now, ProposalApproval.TASK_CHECK_TERMS, RENAMED);
        }
    }

    private void runAll(String jobDefinition) {
        List<Job> jobs =
                management.createJobQuery().jobDefinitionId(jobDefinition).list();
        while (!jobs.isEmpty()) {
            jobs.forEach(job -> management.executeJob(job.getId()));
            jobs = management.createJobQuery().jobDefinitionId(jobDefinition).list();
        }
    }

    private String definition(int version) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(APPROVAL)
                .processDefinitionVersion(version)
                .singleResult()
                .getId();
    }

    @Test
    void runningApprovalsPerSecondBesideTheEnginesBatch() throws Exception {
        old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        instances = approvals(INSTANCES);
        now = deploy(
                EditedModel.of(APPROVAL)
                        .renamed(
                                ProposalApproval.TASK_CHECK_TERMS,
                                RENAMED,
                                "Проверить условия",
                                "Проверить условия договора"),
                APPROVAL);
        long[] migration = new long[1];
        Contestant looked = Contestant.whole("Polisflow", INSTANCES, () -> rehearsed(APPROVAL, old, now))
                .before(this::allOnTheOldVersion);
        Contestant moved = Contestant.whole("Polisflow", INSTANCES, () -> move(migration[0], INSTANCES))
                .before(() -> {
                    allOnTheOldVersion();
                    migration[0] = rehearsed(APPROVAL, old, now);
                });
        Contestant batch = Contestant.whole("the engine's batch", INSTANCES, this::moveBackByTheEngine)
                .before(this::allOnTheNewVersion);
        Turns.take(CpuMeter.of(database), 1, ROUNDS, looked, moved, batch);
        Report.settings(getClass(), engine);
        String what = String.format(Locale.ROOT, "running approvals, %,d, ", INSTANCES);
        Report.add(Row.of(getClass(), what + "moved to a new version of their model", Unit.PER_SECOND, moved, batch)
                .note(
                        "on one thread each; ours keeps what came of each instance and moves twenty to a transaction, the engine's"
                                + " default is a job for each."));
        Report.add(Row.of(getClass(), what + "looked at beforehand", Unit.PER_SECOND, looked, batch));
    }
}
