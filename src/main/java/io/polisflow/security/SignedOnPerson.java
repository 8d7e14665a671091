package io.polisflow.security;

import io.polisflow.crm.access.Person;
import io.polisflow.crm.access.SignedOn;
import io.polisflow.crm.access.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Tells the CRM who is signed on: whatever the address, a request of a signed-on person is theirs. */
@Component
class SignedOnPerson implements SignedOn {

    private static final String VIEWER = SignedOnPerson.class.getName() + ".viewer";

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

    @Override
    public Viewer once(Person person, Function<Person, Viewer> asked) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
                || !StrayRequests.SAFE_METHODS.contains(attributes.getRequest().getMethod())) {
            return asked.apply(person);
        }
        HttpServletRequest request = attributes.getRequest();
        if (request.getAttribute(VIEWER) instanceof Viewer known
                && person.login().equals(known.login())) {
            return known;
        }
        Viewer viewer = asked.apply(person);
        request.setAttribute(VIEWER, viewer);
        return viewer;
    }
}
