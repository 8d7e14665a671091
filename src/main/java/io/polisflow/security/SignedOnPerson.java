package io.polisflow.security;

import io.polisflow.crm.access.Person;
import io.polisflow.crm.access.SignedOn;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Tells the CRM who is signed on: whatever the address, a request of a signed-on person is theirs. */
@Component
class SignedOnPerson implements SignedOn {

    private final CurrentUser user;
    private final IdentityService identity;

    SignedOnPerson(CurrentUser user, @Lazy IdentityService identity) {
        this.user = user;
        this.identity = identity;
    }

    @Override
    public Optional<Person> person() {
        return user.isSignedOn() ? Optional.of(new Person(user.id(), Set.copyOf(user.groups()))) : Optional.empty();
    }

    @Override
    public Set<String> groupsOf(String login) {
        return identity.createGroupQuery().groupMember(login).list().stream()
                .map(Group::getId)
                .collect(Collectors.toSet());
    }
}
