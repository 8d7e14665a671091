package io.polisflow.security;

import java.io.Serializable;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The principal of a session: serialisable, so that sessions may be shared by several nodes.
 *
 * @param stamp changes with the password
 */
record SignedOnUser(String id, String fullName, List<String> groups, String stamp) implements Principal, Serializable {

    @Override
    public String getName() {
        return id;
    }

    /** What the rules of addresses and services ask for. */
    List<SimpleGrantedAuthority> authorities() {
        return groups.stream()
                .map(group -> new SimpleGrantedAuthority("ROLE_" + group))
                .toList();
    }

    /** Who signed on, by whichever way. */
    static Optional<SignedOnUser> of(Authentication authentication) {
        Object principal = authentication == null ? null : authentication.getPrincipal();
        return principal instanceof SignedOnUser user
                ? Optional.of(user)
                : principal instanceof ProviderUser there ? Optional.of(there.user()) : Optional.empty();
    }
}
