package io.polisflow.security;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Lets Spring Security ask the engine's identity service, so that one user store serves the web apps and our pages. */
@Component
class IdentityServiceAuthenticationProvider implements AuthenticationProvider {

    private final IdentityService identityService;
    private final SignOnLocks locks;
    private final Standing standing;

    IdentityServiceAuthenticationProvider(IdentityService identityService, SignOnLocks locks, Standing standing) {
        this.identityService = identityService;
        this.locks = locks;
        this.standing = standing;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String id = attempt.getName();
        Object password = attempt.getCredentials();
        if (id == null || password == null || !identityService.checkPassword(id, password.toString())) {
            if (id != null && locks.closedUntil(id).isPresent()) {
                throw new LockedException("Too many failures by this name");
            }
            throw new BadCredentialsException("Wrong name or password");
        }
        UsernamePasswordAuthenticationToken result = standing.now(id)
                .map(IdentityServiceAuthenticationProvider::signedOn)
                .orElseThrow(() -> new BadCredentialsException("Gone meanwhile"));
        result.setDetails(attempt.getDetails());
        return result;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    static UsernamePasswordAuthenticationToken signedOn(SignedOnUser user) {
        return UsernamePasswordAuthenticationToken.authenticated(
                user,
                null,
                user.groups().stream()
                        .map(group -> new SimpleGrantedAuthority("ROLE_" + group))
                        .toList());
    }
}
