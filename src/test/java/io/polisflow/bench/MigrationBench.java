package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.Postgres;
import io.polisflow.process.models.migration.EditedModel;
import io.polisflow.process.models.migration.MigrationCase;
import io.polisflow.process.models.migration.MovedInstance.Outcome;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.batch.Batch;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ContextConfiguration;

/**
 * Running approvals moved per second on PostgreSQL, each with what came of it, beside the engine's own batch of migration jobs,
 * which keeps no such account.
 *
 * <p>Both move the same instances, ours to the new version and the engine's back, on one thread each; only their ratio means
 * anything. {@code -Dbench.instances=500} makes a smaller one.
 */
@ContextConfiguration(initializers = Postgres.class)
class MigrationBench extends MigrationCase {

    private static final int INSTANCES = Integer.getInteger("bench.instances", 10_000);
    private static final int ROUNDS = 3;
    private static final Path REPORT = Path.of("target", "bench-migration.md");

    private int old;
    private int now;

    private interface Work {
        void run();
    }

    private static double perSecond(int instances, Work work) {
        long begin = System.nanoTime();
        work.run();
        return instances / ((System.nanoTime() - begin) / 1e9);
    }

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

    private void moveBackByTheEngine(List<String> instances) {
        Batch batch = runtime.newMigration(runtime.createMigrationPlan(definition(now), definition(old))
                        .mapEqualActivities()
                        .mapActivities("Task_CheckTermsOfContract", ProposalApproval.TASK_CHECK_TERMS)
                        .build())
                .processInstanceIds(instances)
                .executeAsync();
        runAll(batch.getSeedJobDefinitionId());
        runAll(batch.getBatchJobDefinitionId());
        runAll(batch.getMonitorJobDefinitionId());
        assertThat(management.createBatchQuery().batchId(batch.getId()).count()).isZero();
        assertThat(versionOf(instances.get(instances.size() - 1))).isEqualTo(old);
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
        List<String> instances = approvals(INSTANCES);
        now = deploy(
                EditedModel.of(APPROVAL)
                        .renamed(
                                ProposalApproval.TASK_CHECK_TERMS,
                                "Task_CheckTermsOfContract",
                                "Проверить условия",
                                "Проверить условия договора"),
                APPROVAL);
        // Once to warm up.
        move(rehearsed(APPROVAL, old, now), INSTANCES);
        moveBackByTheEngine(instances);
        List<Double> looked = new ArrayList<>();
        List<Double> moved = new ArrayList<>();
        List<Double> engines = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long[] migration = new long[1];
            looked.add(perSecond(INSTANCES, () -> migration[0] = rehearsed(APPROVAL, old, now)));
            moved.add(perSecond(INSTANCES, () -> move(migration[0], INSTANCES)));
            engines.add(perSecond(INSTANCES, () -> moveBackByTheEngine(instances)));
            ratios.add(moved.get(round) / engines.get(round));
        }
        List<String> lines = List.of(
                "| what | Polisflow | the engine's migration batch | ratio, median of " + ROUNDS
                        + " rounds (least to greatest) |",
                "| --- | --- | --- | --- |",
                String.format(
                        Locale.ROOT,
                        "| %,d running approvals moved to a new version | %.0f/s | %.0f/s | %.2f (%.2f to %.2f) |",
                        INSTANCES,
                        sorted(moved).get(ROUNDS / 2),
                        sorted(engines).get(ROUNDS / 2),
                        sorted(ratios).get(ROUNDS / 2),
                        sorted(ratios).get(0),
                        sorted(ratios).get(ROUNDS - 1)),
                String.format(
                        Locale.ROOT,
                        "| of the same, looked at beforehand | %.0f/s | – | – |",
                        sorted(looked).get(ROUNDS / 2)));
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, lines);
        lines.forEach(System.out::println);
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }
}
