package io.polisflow.process.sla.escalation;

import io.polisflow.crm.branch.Branch;
import io.polisflow.crm.branch.Branches;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Staff.Employee;
import io.polisflow.crm.leave.Substitutions;
import io.polisflow.process.sla.escalation.EscalationRule.Whom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds the people whom a rule means. */
@Component
class Told {

    private static final String HEADS = "heads";
    private static final String SUPERVISORS = "supervisors";

    private final Staff staff;
    private final Branches branches;
    private final Substitutions substitutions;

    Told(Staff staff, Branches branches, Substitutions substitutions) {
        this.staff = staff;
        this.branches = branches;
        this.substitutions = substitutions;
    }

    /** @return people as they are now, each group looked up once */
    People people() {
        return new People();
    }

    /** Those of one sweep. */
    final class People {

        private List<Branch> all;
        private final Map<String, List<String>> members = new HashMap<>();
        private final Map<String, Optional<Employee>> employees = new HashMap<>();
        private final Map<String, Optional<String>> headsOf = new HashMap<>();

        /** @return ids of users; whom nobody answers for goes to the supervisors, and nobody at all is an empty list */
        List<String> of(Whom whom, DueDeadline deadline) {
            List<String> meant =
                    switch (whom) {
                        case DOER -> deadline.doer() == null ? group(deadline) : withSubstitute(deadline.doer());
                        case GROUP -> group(deadline);
                        case HEAD -> heads(deadline);
                        case SUPERVISORS -> List.of();
                    };
            return meant.isEmpty() ? members(SUPERVISORS) : meant;
        }

        /** Who is away may read letters or not; the one who does their work has to. */
        private List<String> withSubstitute(String doer) {
            return Stream.concat(Stream.of(doer), substitutions.substituteOf(doer).stream())
                    .toList();
        }

        Optional<Employee> employee(String user) {
            return employees.computeIfAbsent(user, staff::find);
        }

        private List<String> group(DueDeadline deadline) {
            if (deadline.group() != null) {
                return members(deadline.group());
            }
            String one = deadline.assignee() == null ? deadline.owner() : deadline.assignee();
            return one == null ? List.of() : List.of(one);
        }

        private List<String> heads(DueDeadline deadline) {
            String worker = deadline.owner() == null ? deadline.assignee() : deadline.owner();
            Optional<String> head = worker == null ? Optional.empty() : headOf(worker);
            return head.map(List::of).orElseGet(() -> members(HEADS));
        }

        private Optional<String> headOf(String worker) {
            return headsOf.computeIfAbsent(worker, branches::head);
        }

        /** @return who gets the overview of the morning */
        Set<String> overseers() {
            Set<String> overseers = new TreeSet<>(members(HEADS));
            overseers.addAll(members(SUPERVISORS));
            allBranches().stream().map(Branch::head).filter(Objects::nonNull).forEach(overseers::add);
            return overseers;
        }

        /** @return whose deals an overseer answers for, null for everybody's: a head of no branch answers for all */
        Set<String> overseenBy(String overseer) {
            if (members(SUPERVISORS).contains(overseer)) {
                return null;
            }
            List<Branch> led = allBranches().stream()
                    .filter(branch -> overseer.equals(branch.head()))
                    .toList();
            return led.isEmpty()
                    ? null
                    : led.stream().flatMap(branch -> branch.members().stream()).collect(Collectors.toSet());
        }

        private List<Branch> allBranches() {
            if (all == null) {
                all = branches.all();
            }
            return all;
        }

        List<String> members(String group) {
            return members.computeIfAbsent(
                    group, id -> staff.membersOf(id).stream().map(Employee::id).toList());
        }
    }
}
