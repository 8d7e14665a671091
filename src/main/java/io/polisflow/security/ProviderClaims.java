package io.polisflow.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Reads a person out of what the provider claims of them. */
@Component
@Profile("oidc")
class ProviderClaims {

    private final OidcProperties properties;
    private final String reserved;

    ProviderClaims(OidcProperties properties, @Value("${polisflow.admin.username:}") String administrator) {
        this.properties = properties;
        this.reserved = administrator;
    }

    /** @throws UnusableAccountException when nobody can be made of them */
    Person person(Map<String, Object> claims) {
        String id = text(claims, properties.nameClaim());
        if (!id.matches(Person.LOGIN)) {
            throw new UnusableAccountException("no login");
        }
        // The administrator of our own configuration is nobody at the provider, whatever somebody there is called.
        if (id.equalsIgnoreCase(reserved)) {
            throw new UnusableAccountException("reserved login");
        }
        String first = text(claims, "given_name");
        String last = text(claims, "family_name");
        return new Person(
                id,
                first.isEmpty() && last.isEmpty() ? text(claims, "name") : first,
                last,
                text(claims, "email"),
                Person.ours(groups(claims), properties.groups()));
    }

    private Collection<?> groups(Map<String, Object> claims) {
        Object found = claims.get(properties.groupsClaim());
        if (found == null) {
            found = claims;
            for (String step : properties.groupsClaim().split("\\.")) {
                found = found instanceof Map<?, ?> deeper ? deeper.get(step) : null;
            }
        }
        return found instanceof Collection<?> many
                ? many
                : found instanceof String one ? Arrays.asList(one.split("[ ,]+")) : List.of();
    }

    private static String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text ? text.strip() : "";
    }

    /** An account of which we can make no user. */
    static class UnusableAccountException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusableAccountException(String why) {
            super(why);
        }
    }
}
