package io.polisflow.security;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Creates the groups, the demo users and the configured administrator that are missing; what exists stays as it is. */
@Component
class UserAccounts {

    private final IdentityService identityService;
    private final boolean demoUsers;
    private final String adminName;
    private final String adminPassword;

    UserAccounts(
            IdentityService identityService,
            @Value("${polisflow.demo.users:false}") boolean demoUsers,
            @Value("${polisflow.admin.username:}") String adminName,
            @Value("${polisflow.admin.password:}") String adminPassword) {
        this.identityService = identityService;
        this.demoUsers = demoUsers;
        this.adminName = adminName;
        this.adminPassword = adminPassword;
    }

    void createMissing() {
        for (UserGroup group : UserGroup.values()) {
            createMissing(group);
        }
        if (demoUsers) {
            for (DemoUser user : DemoUser.ALL) {
                createMissing(user.id(), user.id(), user.firstName(), user.lastName(), user.email(), user.group());
            }
        }
        if (!adminName.isBlank() && !adminPassword.isBlank()) {
            createMissing(adminName, adminPassword, "Администратор", "", "", UserGroup.ADMINISTRATORS);
        }
    }

    private void createMissing(UserGroup group) {
        if (identityService.createGroupQuery().groupId(group.id()).count() == 0) {
            Group created = identityService.newGroup(group.id());
            created.setName(group.title());
            created.setType("WORKFLOW");
            identityService.saveGroup(created);
        }
    }

    private void createMissing(
            String id, String password, String firstName, String lastName, String email, UserGroup group) {
        // An existing user keeps the password and the groups that were changed since.
        if (identityService.createUserQuery().userId(id).count() > 0) {
            return;
        }
        User user = identityService.newUser(id);
        user.setPassword(password);
        user.setFirstName(firstName);
        user.setLastName(lastName);
        user.setEmail(email);
        // Whoever sets up the machine answers for these passwords; production has its own check of the administrator's.
        ((IdentityServiceImpl) identityService).saveUser(user, true);
        identityService.createMembership(id, group.id());
    }
}
