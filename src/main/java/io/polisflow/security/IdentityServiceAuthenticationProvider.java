package io.polisflow.security;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Lets Spring Security ask the engine's identity service, so that one user store serves the web apps and our pages; or the directory,
 * whose people are written into it.
 */
@Component
class IdentityServiceAuthenticationProvider implements AuthenticationProvider {

    private final IdentityService identityService;
    private final SignOnLocks locks;
    private final Standing standing;
    private final PasswordWays ways;
    private final ObjectProvider<DirectorySignOn> directory;

    IdentityServiceAuthenticationProvider(
            IdentityService identityService,
            SignOnLocks locks,
            Standing standing,
            PasswordWays ways,
            ObjectProvider<DirectorySignOn> directory) {
        this.identityService = identityService;
        this.locks = locks;
        this.standing = standing;
        this.ways = ways;
        this.directory = directory;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String id = attempt.getName();
        Object password = attempt.getCredentials();
        if (id == null || password == null) {
            throw new BadCredentialsException("No name or no password");
        }
        UsernamePasswordAuthenticationToken result = signedOn(signOn(id, password.toString()));
        result.setDetails(attempt.getDetails());
        return result;
    }

    private SignedOnUser signOn(String id, String password) {
        DirectorySignOn people = directory.getIfAvailable();
        if (!ways.heard(id) && people != null) {
            return people.signOn(id, password);
        }
        if (!ways.heard(id)) {
            throw new BadCredentialsException("People sign on elsewhere");
        }
        if (!identityService.checkPassword(id, password)) {
            if (locks.closedUntil(id).isPresent()) {
                throw new LockedException("Too many failures by this name");
            }
            throw new BadCredentialsException("Wrong name or password");
        }
        return standing.now(id).orElseThrow(() -> new BadCredentialsException("Gone meanwhile"));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    static UsernamePasswordAuthenticationToken signedOn(SignedOnUser user) {
        return UsernamePasswordAuthenticationToken.authenticated(user, null, user.authorities());
    }
}
