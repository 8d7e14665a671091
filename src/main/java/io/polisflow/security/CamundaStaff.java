package io.polisflow.security;

import io.polisflow.crm.deal.Staff;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Knows the employees as users of the engine's identity service. */
@Component
class CamundaStaff implements Staff {

    private final IdentityService identity;

    // The engine starts with listeners that need the CRM, which needs this: the cycle is cut here.
    CamundaStaff(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public List<Employee> salesManagers() {
        return identity.createUserQuery().memberOfGroup("sales").orderByUserId().asc().list().stream()
                .map(CamundaStaff::employee)
                .toList();
    }

    @Override
    public Optional<Employee> find(String userId) {
        return Optional.ofNullable(identity.createUserQuery().userId(userId).singleResult())
                .map(CamundaStaff::employee);
    }

    private static Employee employee(User user) {
        String name = ((user.getFirstName() == null ? "" : user.getFirstName()) + " "
                        + (user.getLastName() == null ? "" : user.getLastName()))
                .strip();
        return new Employee(user.getId(), name.isEmpty() ? user.getId() : name, user.getEmail());
    }
}
