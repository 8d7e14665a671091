package io.polisflow.security;

import io.polisflow.crm.deal.Staff;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Knows the employees as users of the engine's identity service. */
@Component
class CamundaStaff implements Staff {

    private final IdentityService identity;

    // The engine starts with listeners that need the CRM, which needs this: the cycle is cut here.
    CamundaStaff(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public List<Employee> membersOf(String group) {
        return identity.createUserQuery().memberOfGroup(group).orderByUserId().asc().list().stream()
                .map(CamundaStaff::employee)
                .toList();
    }

    @Override
    public List<Employee> among(Collection<String> userIds) {
        return userIds.isEmpty()
                ? List.of()
                : identity.createUserQuery().userIdIn(userIds.toArray(String[]::new)).list().stream()
                        .map(CamundaStaff::employee)
                        .toList();
    }

    @Override
    public List<Employee> all() {
        return identity.createUserQuery().orderByUserId().asc().list().stream()
                .map(CamundaStaff::employee)
                .toList();
    }

    /** Within one transaction each is asked for once: a page names the same few people in row after row. */
    @Override
    public Optional<Employee> find(String userId) {
        return foundSoFar().computeIfAbsent(userId, this::read);
    }

    private Optional<Employee> read(String userId) {
        return Optional.ofNullable(identity.createUserQuery().userId(userId).singleResult())
                .map(CamundaStaff::employee);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Optional<Employee>> foundSoFar() {
        Map<String, Optional<Employee>> found =
                (Map<String, Optional<Employee>>) TransactionSynchronizationManager.getResource(this);
        if (found == null) {
            found = new HashMap<>();
            if (TransactionSynchronizationManager.isSynchronizationActive()) {
                TransactionSynchronizationManager.bindResource(this, found);
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCompletion(int status) {
                        TransactionSynchronizationManager.unbindResourceIfPossible(CamundaStaff.this);
                    }
                });
            }
        }
        return found;
    }

    private static Employee employee(User user) {
        String name = ((user.getFirstName() == null ? "" : user.getFirstName()) + " "
                        + (user.getLastName() == null ? "" : user.getLastName()))
                .strip();
        return new Employee(user.getId(), name.isEmpty() ? user.getId() : name, user.getEmail());
    }
}
