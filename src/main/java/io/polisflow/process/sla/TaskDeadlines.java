package io.polisflow.process.sla;

import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.process.engine.EveryUserTask;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives every user task the deadline that the decision table {@code task-sla} sets, and a reminder before it. */
@Component
@Order(0)
class TaskDeadlines implements EveryUserTask {

    static final String DECISION = "task-sla";

    private final WorkingCalendar calendar;
    private final Clock clock;

    TaskDeadlines(WorkingCalendar calendar, Clock clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    @Override
    public String event() {
        return EVENTNAME_CREATE;
    }

    /** A due date or a reminder that the model itself sets is left as it is. */
    @Override
    public void notify(DelegateTask task) {
        DmnDecisionRuleResult row = task.getProcessEngineServices()
                .getDecisionService()
                .evaluateDecisionTableByKey(DECISION)
                .variables(question(task))
                .evaluate()
                .getSingleResult();
        if (row == null) {
            throw new IllegalStateException("Decision " + DECISION + " has no row for " + task.getTaskDefinitionKey());
        }
        Instant now = clock.instant();
        BigDecimal hours = decimal(row.getEntry("workingHours"));
        if (task.getDueDate() == null) {
            task.setDueDate(Date.from(calendar.plusWorkingHours(now, hours)));
        }
        if (task.getFollowUpDate() == null) {
            BigDecimal warning = hours.multiply(decimal(row.getEntry("warningShare")));
            task.setFollowUpDate(Date.from(calendar.plusWorkingHours(now, warning)));
        }
    }

    private static VariableMap question(DelegateTask task) {
        String process = ((TaskEntity) task).getProcessDefinition().getKey();
        return Variables.createVariables()
                .putValue("process", process)
                .putValue("task", task.getTaskDefinitionKey())
                .putValue("product", task.getVariable("product"))
                .putValue("sum", task.getVariable("sum"));
    }

    private static BigDecimal decimal(Object number) {
        return new BigDecimal(number.toString());
    }
}
