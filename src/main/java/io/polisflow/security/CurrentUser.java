package io.polisflow.security;

import java.util.List;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Tells pages and the API who is signed on, without their knowing the engine's identity service. */
@Component
public class CurrentUser {

    private static final String ROLE = "ROLE_";

    /** The user's id, as in the engine. @throws IllegalStateException when nobody is signed on */
    public String id() {
        return authentication().getName();
    }

    /** First and last name, or the id when the user has neither. @throws IllegalStateException when nobody is signed on */
    public String fullName() {
        Authentication authentication = authentication();
        return SignedOnUser.of(authentication).map(SignedOnUser::fullName).orElseGet(authentication::getName);
    }

    /** Ids of the user's groups at sign-on. @throws IllegalStateException when nobody is signed on */
    public List<String> groups() {
        return authentication().getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority.startsWith(ROLE))
                .map(authority -> authority.substring(ROLE.length()))
                .toList();
    }

    /** Whether the user belongs to the group. @throws IllegalStateException when nobody is signed on */
    public boolean isIn(UserGroup group) {
        return groups().contains(group.id());
    }

    /** False on open addresses and in the engine's own work. */
    public boolean isSignedOn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.isAuthenticated()
                && !(authentication instanceof AnonymousAuthenticationToken);
    }

    private Authentication authentication() {
        if (!isSignedOn()) {
            throw new IllegalStateException("Nobody is signed on");
        }
        return SecurityContextHolder.getContext().getAuthentication();
    }
}
