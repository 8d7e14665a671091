package io.polisflow.process.sla;

import io.polisflow.crm.agenda.DealProfiles;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.process.engine.EveryUserTask;
import java.time.Clock;
import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Lets the table of deadlines follow every task of the engine, in the engine's own transaction. */
@Configuration(proxyBeanMethods = false)
class TaskWatch {

    private record OnEvent(String event, Consumer<DelegateTask> action) implements EveryUserTask {

        @Override
        public void notify(DelegateTask task) {
            action.accept(task);
        }
    }

    @Bean
    @Order(0)
    EveryUserTask deadlineOfANewTask(
            TermsTable table, WorkingCalendars calendars, Clock clock, DealProfiles deals, PendingDeadlines rows) {
        return new TaskDeadlines(table, calendars, clock, deals::of, rows::created);
    }

    @Bean
    @Order(0)
    EveryUserTask deadlineOfATakenTask(PendingDeadlines rows, Clock clock) {
        return new OnEvent(
                TaskListener.EVENTNAME_ASSIGNMENT,
                task -> rows.assigned(task.getId(), task.getAssignee(), clock.instant()));
    }

    /** Whoever may change a task's dates in the engine sets them for good: the row follows. */
    @Bean
    @Order(0)
    EveryUserTask deadlineSetByHand(PendingDeadlines rows) {
        return new OnEvent(TaskListener.EVENTNAME_UPDATE, task -> {
            if (((TaskEntity) task).getPropertyChanges().containsKey(TaskEntity.DUE_DATE)
                    && task.getDueDate() != null) {
                rows.dated(task.getId(), task.getDueDate().toInstant());
            }
        });
    }

    // What else is told of the end of a task still finds its row.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    EveryUserTask deadlineOfACompletedTask(PendingDeadlines rows) {
        return new OnEvent(TaskListener.EVENTNAME_COMPLETE, task -> rows.removed(task.getId()));
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    EveryUserTask deadlineOfACancelledTask(PendingDeadlines rows) {
        return new OnEvent(TaskListener.EVENTNAME_DELETE, task -> rows.removed(task.getId()));
    }

    /** No task listener is told of a task that moves to another version of its model: the engine's history is. */
    @Bean
    ProcessEnginePlugin deadlinesFollowMigration(ObjectProvider<PendingDeadlines> rows) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                engine.getCustomHistoryEventHandlers().add(new MigratedTasks(rows));
            }
        };
    }
}
