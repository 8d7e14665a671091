package io.polisflow.security;

import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The company's OpenID Connect provider.
 *
 * @param issuer its address, from which all others are discovered
 * @param clientSecret blank for a public client
 * @param audience whom tokens on our API must be meant for; blank for the client itself
 * @param nameClaim what becomes the login
 * @param groupsClaim where a person's groups stand, dots leading deeper
 * @param groups the provider's name of a group → ours; what is not named here counts when it is called like one of ours
 */
@ConfigurationProperties("polisflow.oidc")
@Validated
record OidcProperties(
        @NotBlank String issuer,
        @NotBlank String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
        @DefaultValue("") String audience,
        @DefaultValue("preferred_username") String nameClaim,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue Map<String, String> groups) {

    /** The one registration; its name is part of the addresses that the provider must know. */
    static final String REGISTRATION = "company";

    /** The secret stays out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "OidcProperties[issuer=" + issuer + ", clientId=" + clientId + "]";
    }

    String expectedAudience() {
        return audience.isBlank() ? clientId : audience;
    }
}
