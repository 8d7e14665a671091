package io.polisflow.security;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Whose passwords of ours count: everybody's, unless a provider or directory knows the people; then at most the administrator's of the
 * configuration, who must get in when the other side is down.
 */
@Component
class PasswordWays {

    private final boolean provider;
    private final boolean directory;
    private final String administrator;

    PasswordWays(
            Environment environment,
            @Value("${polisflow.admin.username:}") String name,
            @Value("${polisflow.admin.password:}") String password) {
        this.provider = environment.acceptsProfiles(Profiles.of("oidc"));
        this.directory = environment.acceptsProfiles(Profiles.of("ldap"));
        this.administrator = name.isBlank() || password.isBlank() ? "" : name;
    }

    /** Whether a password that we keep ourselves opens anything for this name. */
    boolean heard(String name) {
        return own() || !administrator.isEmpty() && administrator.equals(name);
    }

    /** Whether everybody's password is kept here. */
    boolean own() {
        return !provider && !directory;
    }

    /** Whether people sign on at a provider. */
    boolean atProvider() {
        return provider;
    }

    /** Whether there is anybody for the form to let in. */
    boolean form() {
        return !provider || !administrator.isEmpty();
    }
}
