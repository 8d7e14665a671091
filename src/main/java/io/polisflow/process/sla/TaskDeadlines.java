package io.polisflow.process.sla;

import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.deal.DealProfile;
import io.polisflow.crm.deal.Priority;
import io.polisflow.process.engine.EveryUserTask;
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
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;

/** Gives every user task the deadline that the decision table {@code task-sla} sets, and a reminder before it. */
class TaskDeadlines implements EveryUserTask {

    /** The calendar of whoever has no branch of their own. */
    static final String COUNTRY = "ru";

    private final TermsTable table;
    private final WorkingCalendar calendar;
    private final Clock clock;
    private final Function<String, Optional<DealProfile>> deals;
    private final Consumer<Deadline> rows;

    /**
     * @param deals what the CRM knows of the deal with that business key
     * @param rows keeps what was set
     */
    TaskDeadlines(
            TermsTable table,
            WorkingCalendar calendar,
            Clock clock,
            Function<String, Optional<DealProfile>> deals,
            Consumer<Deadline> rows) {
        this.table = table;
        this.calendar = calendar;
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
        // The engine's dates know no more than milliseconds: the row has to say the same.
        Run run = Run.starting(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        boolean fixed = task.getDueDate() != null || task.getFollowUpDate() != null;
        Dates dates = setDates(task, DeadlineDates.of(calendar, terms, run), terms, run);
        if (deal != null && deal.priority() == Priority.URGENT && task.getPriority() == Task.PRIORITY_NORMAL) {
            task.setPriority(deal.priority().ofTasks());
        }
        rows.accept(new Deadline(
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
                group(task),
                task.getAssignee(),
                question,
                COUNTRY,
                terms,
                fixed,
                run.from(),
                task.getAssignee() == null ? null : run.from(),
                run,
                dates,
                0,
                0));
    }

    private Dates setDates(DelegateTask task, Dates counted, Terms terms, Run run) {
        if (task.getDueDate() == null) {
            task.setDueDate(Date.from(counted.dueAt()));
        }
        Instant due = task.getDueDate().toInstant();
        if (task.getFollowUpDate() == null) {
            task.setFollowUpDate(Date.from(
                    due.equals(counted.dueAt())
                            ? counted.warnAt()
                            : DeadlineDates.warning(calendar, run.from(), due, terms.warningShare())));
        }
        return new Dates(counted.takeBy(), task.getFollowUpDate().toInstant(), due);
    }

    private static Question question(DelegateTask task, DealProfile deal) {
        Object product = task.getVariable("product");
        Object sum = task.getVariable("sum");
        return new Question(
                product instanceof String code ? code : null,
                sum instanceof Number number ? new BigDecimal(number.toString()) : null,
                deal == null ? null : deal.clientClass(),
                (deal == null ? Priority.NORMAL : deal.priority()).code());
    }

    private static String group(DelegateTask task) {
        return task.getCandidates().stream()
                .map(IdentityLink::getGroupId)
                .filter(group -> group != null)
                .sorted()
                .findFirst()
                .orElse(null);
    }
}
