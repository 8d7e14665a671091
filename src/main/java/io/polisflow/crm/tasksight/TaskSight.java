package io.polisflow.crm.tasksight;

import java.util.Set;

/**
 * Which tasks one person sees today.
 *
 * @param everything supervisors see every task
 * @param standsFor the person, and those whom they stand in for: their tasks are also worked on
 * @param assignees whose tasks are seen: of {@code standsFor}, of the people whom the person heads or was granted
 * @param groups whose unassigned tasks are seen; none for who works without clients' data
 */
public record TaskSight(boolean everything, Set<String> standsFor, Set<String> assignees, Set<String> groups) {

    static final TaskSight NOTHING = new TaskSight(false, Set.of(), Set.of(), Set.of());

    public TaskSight {
        standsFor = Set.copyOf(standsFor);
        assignees = Set.copyOf(assignees);
        groups = Set.copyOf(groups);
    }

    /** What nobody restricts: supervisors, and the application's own work. */
    public static TaskSight all() {
        return new TaskSight(true, Set.of(), Set.of(), Set.of());
    }

    public boolean nothing() {
        return !everything && assignees.isEmpty();
    }
}
