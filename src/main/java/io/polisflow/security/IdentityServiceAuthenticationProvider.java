package io.polisflow.security;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Lets Spring Security ask the engine's identity service, so that one user store serves the web apps and our pages. */
@Component
class IdentityServiceAuthenticationProvider implements AuthenticationProvider {

    private final IdentityService identityService;

    IdentityServiceAuthenticationProvider(IdentityService identityService) {
        this.identityService = identityService;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String id = attempt.getName();
        Object password = attempt.getCredentials();
        // The engine itself locks a user for some seconds after failures and then answers false as well.
        if (id == null || password == null || !identityService.checkPassword(id, password.toString())) {
            throw new BadCredentialsException("Wrong name or password, or the user is locked");
        }
        SignedOnUser user = load(id);
        UsernamePasswordAuthenticationToken result = UsernamePasswordAuthenticationToken.authenticated(
                user,
                null,
                user.groups().stream()
                        .map(group -> new SimpleGrantedAuthority("ROLE_" + group))
                        .toList());
        result.setDetails(attempt.getDetails());
        return result;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private SignedOnUser load(String id) {
        User user = identityService.createUserQuery().userId(id).singleResult();
        List<String> groups = identityService.createGroupQuery().groupMember(id).list().stream()
                .map(Group::getId)
                .sorted()
                .toList();
        return new SignedOnUser(id, FullName.of(user), groups);
    }
}
