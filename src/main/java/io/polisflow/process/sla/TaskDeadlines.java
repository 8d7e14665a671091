package io.polisflow.process.sla;

import io.polisflow.crm.agenda.DealProfile;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.crm.deal.Priority;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.engine.CandidateGroup;
import io.polisflow.process.engine.EveryUserTask;
import io.polisflow.process.sla.Deadline.Cause;
import io.polisflow.process.sla.Deadline.Dates;
import io.polisflow.process.sla.Deadline.Question;
import io.polisflow.process.sla.Deadline.Run;
import io.polisflow.process.sla.Deadline.Terms;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.task.Task;

/** Gives every user task the deadline that the decision table {@code task-sla} sets, and a reminder before it. */
class TaskDeadlines implements EveryUserTask {

    private final TermsTable table;
    private final WorkingCalendars calendars;
    private final Clock clock;
    private final Function<String, Optional<DealProfile>> deals;
    private final Consumer<Deadline> rows;

    /**
     * @param deals what the CRM knows of the deal with that business key
     * @param rows keeps what was set
     */
    TaskDeadlines(
            TermsTable table,
            WorkingCalendars calendars,
            Clock clock,
            Function<String, Optional<DealProfile>> deals,
            Consumer<Deadline> rows) {
        this.table = table;
        this.calendars = calendars;
        this.clock = clock;
        this.deals = deals;
        this.rows = rows;
    }

    @Override
    public String event() {
        return EVENTNAME_CREATE;
    }

    /** A due date or a reminder that the model itself sets is left as it is. */
    @Override
    public void notify(DelegateTask task) {
        ProcessDefinition model = ((TaskEntity) task).getProcessDefinition();
        String key = task.getExecution().getProcessBusinessKey();
        DealProfile deal = key == null ? null : deals.apply(key).orElse(null);
        Question question = question(task, deal);
        Terms terms = table.ask(
                task.getProcessEngineServices().getDecisionService(),
                TermsTable.OF_TASKS,
                TermsTable.questionOfTask(model.getKey(), task.getTaskDefinitionKey(), question),
                model.getKey() + "/" + task.getTaskDefinitionKey());
        String calendar = deal == null ? WorkingCalendars.COUNTRY : deal.calendar();
        WorkingTime time = calendars.of(calendar);
        // The engine's dates know no more than milliseconds: the row has to say the same.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Run run = Run.starting(now);
        boolean fixed = task.getDueDate() != null || task.getFollowUpDate() != null;
        Dates dates = setDates(task, DeadlineDates.of(time, terms, run), terms, time, now);
        if (deal != null && deal.priority() == Priority.URGENT && task.getPriority() == Task.PRIORITY_NORMAL) {
            task.setPriority(deal.priority().ofTasks());
        }
        Deadline deadline = new Deadline(
                0,
                Deadline.Kind.TASK,
                task.getId(),
                deal == null ? null : deal.number(),
                deal == null ? null : deal.clientId(),
                deal == null ? null : deal.owner(),
                new Deadline.Work(
                        model.getKey(),
                        model.getVersion(),
                        task.getProcessInstanceId(),
                        task.getTaskDefinitionKey(),
                        task.getName()),
                null,
                CandidateGroup.of(task),
                task.getAssignee(),
                question,
                calendar,
                terms,
                fixed,
                now,
                task.getAssignee() == null ? null : now,
                run,
                dates,
                0,
                0);
        if (deal != null && deal.stage() == Stage.PAUSED) {
            task.setDueDate(null);
            task.setFollowUpDate(null);
            deadline = DeadlineClock.stop(deadline, time, Cause.DEAL, DeadlineClock.DEAL_PAUSED, now);
        }
        rows.accept(deadline);
    }

    private static Dates setDates(DelegateTask task, Dates counted, Terms terms, WorkingTime time, Instant now) {
        if (task.getDueDate() == null) {
            task.setDueDate(Date.from(counted.dueAt()));
        }
        Instant due = task.getDueDate().toInstant();
        if (task.getFollowUpDate() == null) {
            task.setFollowUpDate(Date.from(
                    due.equals(counted.dueAt())
                            ? counted.warnAt()
                            : DeadlineDates.warning(time, now, due, terms.warningShare())));
        }
        return new Dates(counted.takeBy(), task.getFollowUpDate().toInstant(), due);
    }

    private static Question question(DelegateTask task, DealProfile deal) {
        Object product = task.getVariable("product");
        Object sum = task.getVariable("sum");
        return new Question(
                product instanceof String code ? code : deal == null ? null : deal.product(),
                sum instanceof Number number ? new BigDecimal(number.toString()) : deal == null ? null : deal.sum(),
                deal == null ? null : deal.clientClass(),
                (deal == null ? Priority.NORMAL : deal.priority()).code());
    }
}
