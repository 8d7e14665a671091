package io.polisflow.process.models.migration;

import io.polisflow.crm.report.DealsAtStake;
import io.polisflow.crm.report.DealsAtStake.AtStake;
import io.polisflow.process.engine.BatchJobs;
import io.polisflow.process.engine.BatchWork;
import io.polisflow.process.models.migration.InstanceLook.Verdict;
import io.polisflow.process.models.migration.MigrationPlans.Versions;
import io.polisflow.process.models.migration.MigrationRows.Instance;
import io.polisflow.process.models.migration.MigrationRows.Looked;
import io.polisflow.process.models.migration.MigrationRows.Tried;
import io.polisflow.process.models.migration.ModelMigration.State;
import io.polisflow.process.models.migration.MovedInstance.Outcome;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/**
 * One batch of a migration: some instances and what came of them in one transaction, so that after a crash each is either moved
 * and told so, or neither.
 */
@Component
class MigrationWork implements BatchWork {

    static final String JOB = "polisflow-model-migration";

    private static final Logger log = LoggerFactory.getLogger(MigrationWork.class);

    /** Small: whoever completes a task of one of them in the meantime waits for the batch. */
    static final int BATCH = 20;

    /** Nothing is written to what is only looked at. */
    static final int LOOKED_AT_ONCE = 100;

    /** An instance that is busy time after time is left alone; a person may try again. */
    static final int MOST_ATTEMPTS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String FAULT =
            "Технический сбой, перенос отменён. Повторите; если не поможет, обратитесь к администратору";

    private final ProcessEngineConfigurationImpl engine;
    private final EntityManager entities;
    private final MigrationRows rows;
    private final MigrationPlans plans;
    private final BatchJobs jobs;
    private final DealsAtStake deals;
    private final Clock clock;

    MigrationWork(
            ProcessEngine engine,
            EntityManager entities,
            MigrationRows rows,
            MigrationPlans plans,
            BatchJobs jobs,
            DealsAtStake deals,
            Clock clock) {
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        this.entities = entities;
        this.rows = rows;
        this.plans = plans;
        this.jobs = jobs;
        this.deals = deals;
        this.clock = clock;
    }

    /** What comes after a batch. */
    private enum Next {
        NOTHING,
        AT_ONCE,
        /** Only such are left as are busy. */
        LATER
    }

    /**
     * Does one batch and has the next one done by a job of its own.
     *
     * @param run which beginning of the work this is; another one may have taken over
     */
    @Override
    public void work(long migrationId, int run) {
        Next next;
        try {
            next = inOwnTransaction(context -> batch(context, migrationId, run, BATCH));
        } catch (RuntimeException fault) {
            log.warn("A batch of migration {} failed and is done one by one", migrationId, fault);
            next = oneByOne(migrationId, run);
        }
        if (next != Next.NOTHING) {
            Instant now = ClockUtil.getCurrentTime().toInstant();
            jobs.schedule(JOB, migrationId, run, next == Next.LATER ? now.plus(PATIENCE) : now);
        }
    }

    /** The batch that failed as a whole: each for itself, so that only the one at fault stays where it is. */
    private Next oneByOne(long migrationId, int run) {
        Next next = Next.AT_ONCE;
        for (int i = 0; i < BATCH && next == Next.AT_ONCE; i++) {
            try {
                next = inOwnTransaction(context -> batch(context, migrationId, run, 1));
            } catch (RuntimeException fault) {
                inOwnTransaction(context -> {
                    failed(migrationId, run, fault);
                    return null;
                });
            }
        }
        return next;
    }

    private <T> T inOwnTransaction(Function<CommandContext, T> work) {
        return engine.getCommandExecutorTxRequiresNew()
                .execute(context -> context.runWithoutAuthorization(() -> work.apply(context)));
    }

    private Next batch(CommandContext context, long migrationId, int run, int most) {
        ModelMigration migration = locked(migrationId);
        if (!migration.works(run)) {
            return Next.NOTHING;
        }
        Next next = migration.state() == State.REHEARSING
                ? look(context, migration, most == 1 ? 1 : LOOKED_AT_ONCE)
                : move(context, migration, most);
        if (next != Next.NOTHING) {
            migration.progress(clock.instant());
        }
        return next;
    }

    /** Whoever pauses waits for the batch, and finds that nothing moves any more. */
    private ModelMigration locked(long migrationId) {
        return entities.find(ModelMigration.class, migrationId, LockModeType.PESSIMISTIC_WRITE);
    }

    private Next look(CommandContext context, ModelMigration migration, int most) {
        List<Instance> instances = rows.toLookAt(migration.id(), most);
        if (instances.isEmpty()) {
            migration.rehearsed(clock.instant());
            return Next.NOTHING;
        }
        Map<String, AtStake> stakes = deals.of(instances.stream()
                .map(Instance::businessKey)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        InstanceMove move = move(migration);
        List<Looked> looked = instances.stream()
                .map(each -> new Looked(each.id(), stakes.get(each.businessKey()), move.look(context, each.id())))
                .toList();
        rows.looked(migration.id(), looked, clock.instant());
        return Next.AT_ONCE;
    }

    private Next move(CommandContext context, ModelMigration migration, int most) {
        List<MovedInstance> instances = rows.toMove(migration.id(), most);
        if (instances.isEmpty()) {
            migration.finish(clock.instant());
            return Next.NOTHING;
        }
        InstanceMove move = move(migration);
        List<Tried> tried = new ArrayList<>();
        for (MovedInstance each : instances) {
            tried.add(tried(each, move.move(context, each.instanceId())));
        }
        rows.tried(migration.id(), tried, clock.instant());
        boolean allBusy = tried.stream().allMatch(each -> each.outcome() == null);
        return allBusy ? Next.LATER : Next.AT_ONCE;
    }

    private InstanceMove move(ModelMigration migration) {
        Versions versions = plans.versions(migration.sourceId(), migration.targetId());
        Map<String, String> mapping = new LinkedHashMap<>();
        rows.steps(migration.id()).forEach(step -> mapping.put(step.source(), step.target()));
        MigrationPlan plan = plans.plan(versions, mapping);
        return new InstanceMove(plan, versions::sourceName);
    }

    private static Tried tried(MovedInstance instance, InstanceLook look) {
        Outcome outcome =
                switch (look.verdict()) {
                    case CAN -> Outcome.MOVED;
                    case ENDED -> Outcome.ENDED;
                    case CANNOT -> Outcome.STAYED;
                    case BUSY -> again(instance);
                };
        return new Tried(instance.instanceId(), outcome, look.reason());
    }

    /** @return null while it is worth another attempt */
    private static Outcome again(MovedInstance instance) {
        return instance.attempts() + 1 < MOST_ATTEMPTS ? null : Outcome.STAYED;
    }

    private void failed(long migrationId, int run, RuntimeException fault) {
        ModelMigration migration = locked(migrationId);
        if (!migration.works(run)) {
            return;
        }
        if (migration.state() == State.REHEARSING) {
            for (Instance each : rows.toLookAt(migrationId, 1)) {
                InstanceLook look = InstanceLook.of(Verdict.CANNOT, FAULT);
                rows.looked(migrationId, List.of(new Looked(each.id(), null, look)), clock.instant());
            }
        }
        if (migration.state() == State.RUNNING) {
            boolean overtaken =
                    fault instanceof OptimisticLockingException || fault instanceof ConcurrencyFailureException;
            for (MovedInstance each : rows.toMove(migrationId, 1)) {
                log.warn("Instance {} cannot be moved by migration {}", each.instanceId(), migrationId, fault);
                rows.tried(
                        migrationId,
                        List.of(new Tried(
                                each.instanceId(),
                                overtaken ? again(each) : Outcome.STAYED,
                                overtaken ? "В этот момент с ней работали" : FAULT)),
                        clock.instant());
            }
        }
    }
}
