package io.polisflow.crm.deal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The insurer's employees as the sign-on knows them. */
public interface Staff {

    /** @return members of the group {@code sales}, by id */
    default List<Employee> salesManagers() {
        return membersOf("sales");
    }

    /** @return members of a group, by id */
    List<Employee> membersOf(String group);

    /** @return those of them that there are, with one query; in no order */
    List<Employee> among(Collection<String> userIds);

    /** @return everybody who may sign on, by id */
    List<Employee> all();

    Optional<Employee> find(String userId);

    /** @param email may be null */
    record Employee(String id, String name, String email) {}

    /** @return the full name, the id when nobody has it, «система» for null */
    default String nameOf(String userId) {
        return userId == null ? "система" : find(userId).map(Employee::name).orElse(userId);
    }
}
