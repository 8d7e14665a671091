package io.polisflow.process.sla;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.leave.Substitutions;
import io.polisflow.process.engine.EveryUserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives a task that appears for somebody who is away to whoever stands in, before anything else is told of it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AbsentAssignee implements EveryUserTask {

    private static final String DEAL = "D-";

    private final ObjectProvider<Substitutions> substitutions;
    private final ObjectProvider<Journal> journal;
    private final ObjectProvider<Staff> staff;

    // The engine starts with its listeners, and these need the engine.
    AbsentAssignee(
            ObjectProvider<Substitutions> substitutions, ObjectProvider<Journal> journal, ObjectProvider<Staff> staff) {
        this.substitutions = substitutions;
        this.journal = journal;
        this.staff = staff;
    }

    @Override
    public String event() {
        return EVENTNAME_CREATE;
    }

    @Override
    public void notify(DelegateTask task) {
        String absent = task.getAssignee();
        if (absent != null) {
            substitutions.getObject().substituteOf(absent).ifPresent(substitute -> handOver(task, absent, substitute));
        }
    }

    private void handOver(DelegateTask task, String absent, String substitute) {
        task.setAssignee(substitute);
        String deal = task.getExecution() == null ? null : task.getExecution().getProcessBusinessKey();
        if (deal != null && deal.startsWith(DEAL)) {
            Staff names = staff.getObject();
            journal.getObject()
                    .record(
                            deal,
                            "Задача «" + task.getName() + "» передана по замещению: " + names.nameOf(substitute)
                                    + " (за: " + names.nameOf(absent) + ")");
        }
    }
}
