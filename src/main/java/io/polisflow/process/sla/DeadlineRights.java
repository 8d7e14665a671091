package io.polisflow.process.sla;

import io.polisflow.crm.access.StandIns;
import io.polisflow.crm.branch.Branch;
import io.polisflow.crm.branch.Branches;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Who may do what with deadlines: supervisors with all, heads with their branch's, whoever has a task, or stands in for them, may stop its clock. */
@Component
class DeadlineRights {

    private static final String SUPERVISORS = "supervisors";
    private static final String HEADS = "heads";

    private final IdentityService identity;
    private final Branches branches;
    private final ObjectProvider<StandIns> standIns;

    DeadlineRights(@Lazy IdentityService identity, Branches branches, ObjectProvider<StandIns> standIns) {
        this.standIns = standIns;
        this.identity = identity;
        this.branches = branches;
    }

    /** @return the signed-on person, null when nobody is */
    String user() {
        Authentication who = identity.getCurrentAuthentication();
        return who == null ? null : who.getUserId();
    }

    /** Extend and reassign; what is nobody's branch's is every head's. */
    boolean maySupervise(Deadline deadline) {
        Authentication who = identity.getCurrentAuthentication();
        if (who == null || who.getGroupIds() == null) {
            return false;
        }
        if (who.getGroupIds().contains(SUPERVISORS)) {
            return true;
        }
        if (!who.getGroupIds().contains(HEADS)) {
            return false;
        }
        String person = deadline.owner() == null ? deadline.assignee() : deadline.owner();
        Optional<Branch> branch = person == null ? Optional.empty() : branches.of(person);
        return branch.isEmpty()
                || who.getUserId().equals(branch.get().head())
                || branches.of(who.getUserId())
                        .map(own -> Objects.equals(own.code(), branch.get().code()))
                        .orElse(false);
    }

    boolean mayStopClock(Deadline deadline) {
        String user = user();
        return user != null && deadline.assignee() != null && doesTheWorkOf(deadline.assignee(), user)
                || maySupervise(deadline);
    }

    private boolean doesTheWorkOf(String assignee, String user) {
        return user.equals(assignee)
                || standIns.stream().anyMatch(each -> each.stoodInFor(user).contains(assignee));
    }
}
