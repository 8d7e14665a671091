package io.polisflow.process.sla.escalation;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Staff.Employee;
import io.polisflow.process.sla.escalation.EscalationRule.Whom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Finds the people whom a rule means. */
@Component
class Told {

    private static final String HEADS = "heads";
    private static final String SUPERVISORS = "supervisors";

    private final Staff staff;

    Told(Staff staff) {
        this.staff = staff;
    }

    /** @return people as they are now, each group looked up once */
    People people() {
        return new People();
    }

    /** Those of one sweep. */
    final class People {

        private final Map<String, List<String>> members = new HashMap<>();
        private final Map<String, Optional<Employee>> employees = new HashMap<>();

        /** @return ids of users; whom nobody answers for goes to the supervisors, and nobody at all is an empty list */
        List<String> of(Whom whom, DueDeadline deadline) {
            List<String> meant =
                    switch (whom) {
                        case DOER -> deadline.doer() == null ? group(deadline) : List.of(deadline.doer());
                        case GROUP -> group(deadline);
                        case HEAD -> heads(deadline);
                        case SUPERVISORS -> List.of();
                    };
            return meant.isEmpty() ? members(SUPERVISORS) : meant;
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
            return members(HEADS);
        }

        /** @return who gets the overview of the morning */
        Set<String> overseers() {
            Set<String> all = new TreeSet<>(members(HEADS));
            all.addAll(members(SUPERVISORS));
            return all;
        }

        /** @return whose deals an overseer answers for, null for everybody's */
        Set<String> overseenBy(String overseer) {
            return null;
        }

        List<String> members(String group) {
            return members.computeIfAbsent(
                    group, id -> staff.membersOf(id).stream().map(Employee::id).toList());
        }
    }
}
