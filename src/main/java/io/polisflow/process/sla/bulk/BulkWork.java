package io.polisflow.process.sla.bulk;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.journal.CurrentStep;
import io.polisflow.process.engine.BatchJobs;
import io.polisflow.process.engine.BatchWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/**
 * Works off a bulk action, each task and what came of it in one transaction, so that after a crash each is either done and told so, or
 * neither.
 */
@Component
class BulkWork implements BatchWork {

    static final String JOB = "polisflow-bulk-action";

    /** After so many a job ends and the next one goes on: no job holds its lock for long. */
    static final int BATCH = 50;

    private static final Logger log = LoggerFactory.getLogger(BulkWork.class);

    private final ProcessEngineConfigurationImpl engine;
    private final IdentityService identity;
    private final EntityManager entities;
    private final BulkRows rows;
    private final BulkStep step;
    private final BatchJobs jobs;
    private final Clock clock;

    BulkWork(
            ProcessEngine engine,
            IdentityService identity,
            EntityManager entities,
            BulkRows rows,
            BulkStep step,
            BatchJobs jobs,
            Clock clock) {
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        this.identity = identity;
        this.entities = entities;
        this.rows = rows;
        this.step = step;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public void work(long id, int run) {
        for (int i = 0; i < BATCH; i++) {
            if (!one(id, run)) {
                return;
            }
        }
        jobs.schedule(JOB, id, run, ClockUtil.getCurrentTime().toInstant());
    }

    /** @return whether there may be more */
    private boolean one(long id, int run) {
        try {
            return inOwnTransaction(() -> {
                BulkAction action = locked(id);
                BulkItem item = next(action, run);
                if (item != null) {
                    rows.came(id, item.position(), as(action, item), null, clock.instant());
                    action.progress(clock.instant());
                }
                return item != null;
            });
        } catch (RuntimeException failure) {
            String why = reason(id, failure);
            return inOwnTransaction(() -> {
                BulkAction action = locked(id);
                BulkItem item = next(action, run);
                if (item != null) {
                    rows.came(id, item.position(), BulkOutcome.REFUSED, why, clock.instant());
                    action.progress(clock.instant());
                }
                return item != null;
            });
        }
    }

    /** @return null when another beginning has taken over, or nothing is left, which ends the action */
    private BulkItem next(BulkAction action, int run) {
        if (!action.works(run)) {
            return null;
        }
        BulkItem item = rows.next(action.id());
        if (item == null) {
            action.finish(clock.instant());
        }
        return item;
    }

    /** With the rights of whoever confirmed it, and in their name. */
    private BulkOutcome as(BulkAction action, BulkItem item) {
        CurrentStep.Step before = CurrentStep.get();
        identity.setAuthentication(action.author(), action.authorGroups());
        CurrentStep.setUser(action.author());
        try {
            return step.take(action, item);
        } finally {
            identity.clearAuthentication();
            CurrentStep.set(before);
        }
    }

    private <T> T inOwnTransaction(Supplier<T> work) {
        return engine.getCommandExecutorTxRequiresNew().execute(context -> work.get());
    }

    /** Whoever else is at it waits, and finds the next task. */
    private BulkAction locked(long id) {
        return entities.find(BulkAction.class, id, LockModeType.PESSIMISTIC_WRITE);
    }

    private static String reason(long id, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused.getMessage();
            }
            if (cause instanceof AuthorizationException) {
                return "У вас нет прав на это в этом процессе";
            }
            if (cause instanceof OptimisticLockingException || cause instanceof ConcurrencyFailureException) {
                return "В этот момент с ней работали: повторите";
            }
        }
        log.warn("Bulk action {} could not do one task", id, failure);
        return "Технический сбой. Повторите; если не поможет, обратитесь к администратору";
    }
}
