package io.polisflow.crm.branch;

import io.polisflow.crm.branch.BranchEditor.BranchForm;
import io.polisflow.crm.calendar.WorkingCalendars;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives the demo users of a fresh machine a branch with a head; production has neither. */
@Component
@ConditionalOnProperty("polisflow.demo.users")
class DemoBranches {

    private final Branches branches;
    private final BranchEditor editor;

    DemoBranches(Branches branches, BranchEditor editor) {
        this.branches = branches;
        this.editor = editor;
    }

    /** Once: what an administrator has made of the branches since stays. */
    @EventListener(ContextRefreshedEvent.class)
    public void createMissing() {
        if (branches.all().isEmpty()) {
            editor.found(
                    "moscow",
                    new BranchForm("Москва", WorkingCalendars.COUNTRY, "head", Set.of("head", "manager", "manager2")));
        }
    }
}
