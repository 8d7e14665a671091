package io.polisflow.process.sla;

import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.deal.DealProfiles;
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
            TermsTable table, WorkingCalendar calendar, Clock clock, DealProfiles deals, DeadlineRows rows) {
        return new TaskDeadlines(table, calendar, clock, deals::of, rows::insert);
    }

    @Bean
    @Order(0)
    EveryUserTask deadlineOfATakenTask(DeadlineRows rows, Clock clock) {
        return new OnEvent(
                TaskListener.EVENTNAME_ASSIGNMENT,
                task -> rows.assign(task.getId(), task.getAssignee(), clock.instant()));
    }

    /** Whoever may change a task's dates in the engine sets them for good: the row follows. */
    @Bean
    @Order(0)
    EveryUserTask deadlineSetByHand(DeadlineRows rows) {
        return new OnEvent(TaskListener.EVENTNAME_UPDATE, task -> {
            if (((TaskEntity) task).getPropertyChanges().containsKey(TaskEntity.DUE_DATE)
                    && task.getDueDate() != null) {
                rows.setByHand(task.getId(), task.getDueDate().toInstant());
            }
        });
    }

    // What else is told of the end of a task still finds its row.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    EveryUserTask deadlineOfACompletedTask(DeadlineRows rows) {
        return new OnEvent(TaskListener.EVENTNAME_COMPLETE, task -> rows.removeTask(task.getId()));
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    EveryUserTask deadlineOfACancelledTask(DeadlineRows rows) {
        return new OnEvent(TaskListener.EVENTNAME_DELETE, task -> rows.removeTask(task.getId()));
    }

    /** No task listener is told of a task that moves to another version of its model: the engine's history is. */
    @Bean
    ProcessEnginePlugin deadlinesFollowMigration(ObjectProvider<DeadlineRows> rows) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                engine.getCustomHistoryEventHandlers().add(new MigratedTasks(rows));
            }
        };
    }
}
