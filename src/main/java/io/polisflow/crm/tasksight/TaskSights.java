package io.polisflow.crm.tasksight;

import io.polisflow.crm.branch.Branch;
import io.polisflow.crm.branch.Branches;
import io.polisflow.crm.deal.Staff;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Tells which tasks somebody sees: one rule for Tasklist, the engine's REST API and our own counts. */
@Service
public class TaskSights {

    private static final String SALES = "sales";
    private static final String HEADS = "heads";
    private static final String SUPERVISORS = "supervisors";

    /** They work without clients' data: nothing is theirs, nothing waits for their group. */
    private static final Set<String> WITHOUT_CLIENTS = Set.of("analysts", "camunda-admin");

    private final ObjectProvider<Branches> branches;
    private final ObjectProvider<Staff> staff;
    private final ObjectProvider<Colleagues> colleagues;
    private final Clock clock;

    // The engine starts with this, and what is asked here needs the engine: it is asked for when a person works.
    TaskSights(
            ObjectProvider<Branches> branches,
            ObjectProvider<Staff> staff,
            ObjectProvider<Colleagues> colleagues,
            Clock clock) {
        this.branches = branches;
        this.staff = staff;
        this.colleagues = colleagues;
        this.clock = clock;
    }

    /** @param groups ids of the groups that the person belongs to */
    public TaskSight of(String login, Collection<String> groups) {
        if (groups.contains(SUPERVISORS)) {
            return TaskSight.all();
        }
        if (!groups.isEmpty() && WITHOUT_CLIENTS.containsAll(groups)) {
            return TaskSight.NOTHING;
        }
        Set<String> standsFor = new HashSet<>();
        standsFor.add(login);
        Set<String> assignees = new HashSet<>();
        colleagues.forEach(each -> each.of(login, LocalDate.now(clock))
                .forEach(colleague -> (colleague.away() ? standsFor : assignees).add(colleague.login())));
        assignees.addAll(standsFor);
        Set<String> waiting = new HashSet<>(groups);
        waiting.removeAll(WITHOUT_CLIENTS);
        if (groups.contains(HEADS)) {
            assignees.addAll(salesPeopleOf(login));
            waiting.add(SALES);
        }
        return new TaskSight(false, standsFor, assignees, waiting);
    }

    /** Who sells in the head's branch, in no branch or in one without a head. */
    private Set<String> salesPeopleOf(String head) {
        List<Branch> all =
                branches.stream().flatMap(known -> known.all().stream()).toList();
        Set<String> ofOthers = all.stream()
                .filter(branch -> branch.head() != null && !branch.head().equals(head))
                .flatMap(branch -> branch.members().stream())
                .collect(Collectors.toSet());
        return staff.getObject().membersOf(SALES).stream()
                .map(Staff.Employee::id)
                .filter(login -> !ofOthers.contains(login))
                .collect(Collectors.toSet());
    }
}
