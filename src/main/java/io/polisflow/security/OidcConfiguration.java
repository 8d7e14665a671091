package io.polisflow.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What the profile {@code oidc} adds: the provider, asked for its addresses only when somebody needs it, and tokens on our APIs. */
@Configuration(proxyBeanMethods = false)
@Profile("oidc")
@EnableConfigurationProperties(OidcProperties.class)
class OidcConfiguration {

    @Bean
    ClientRegistrationRepository provider(
            OidcProperties properties, @Value("${polisflow.public-url}") String publicUrl) {
        String base = publicUrl.isBlank() ? "{baseUrl}" : publicUrl;
        return new SupplierClientRegistrationRepository(() -> new InMemoryClientRegistrationRepository(
                registration(properties, base + "/login/oauth2/code/" + OidcProperties.REGISTRATION)));
    }

    private static ClientRegistration registration(OidcProperties properties, String redirect) {
        boolean open = properties.clientSecret().isBlank();
        return ClientRegistrations.fromIssuerLocation(properties.issuer())
                .registrationId(OidcProperties.REGISTRATION)
                .clientName("Учётная запись компании")
                .clientId(properties.clientId())
                .clientSecret(properties.clientSecret())
                .clientAuthenticationMethod(
                        open ? ClientAuthenticationMethod.NONE : ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .redirectUri(redirect)
                .scope(properties.scopes())
                .build();
    }

    /** Issuer, time, signature, and that the token was meant for us. */
    @Bean
    JwtDecoder tokens(OidcProperties properties) {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withIssuerLocation(properties.issuer()).build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    JwtValidators.createDefaultWithIssuer(properties.issuer()),
                    new JwtClaimValidator<List<String>>(
                            JwtClaimNames.AUD,
                            audience -> audience != null && audience.contains(properties.expectedAudience()))));
            return decoder;
        });
    }

    /** Programs with a token: no session, no cookie, and so no page whose sign would have to come along. */
    @Bean
    @Order(0)
    SecurityFilterChain bearers(
            HttpSecurity http,
            JwtDecoder tokens,
            ProviderClaims claims,
            People people,
            IdentityService identityService,
            CurrentUser currentUser)
            throws Exception {
        PasswordRefusal challenge = new PasswordRefusal("Bearer error=\"invalid_token\"");
        return http.securityMatcher(new AndRequestMatcher(apis(), OidcConfiguration::bringsToken))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .oauth2ResourceServer(
                        server -> server.authenticationEntryPoint(challenge).jwt(jwt -> jwt.decoder(tokens)
                                .jwtAuthenticationConverter(token ->
                                        IdentityServiceAuthenticationProvider.signedOn(bearer(token, claims, people)))))
                .authorizeHttpRequests(SecurityConfiguration::rules)
                .exceptionHandling(errors -> errors.authenticationEntryPoint(challenge)
                        .accessDeniedHandler(new RefusalHandler(request -> true)))
                .addFilterAfter(new EngineAuthenticationFilter(identityService, currentUser), AuthorizationFilter.class)
                .build();
    }

    /** A token says itself in which groups its bearer is; only who is not known at all yet is written down. */
    private static SignedOnUser bearer(Jwt token, ProviderClaims claims, People people) {
        try {
            Person person = claims.person(token.getClaims());
            String name = people.known(person.id())
                    .orElseGet(() -> people.write(person, "oidc"))
                    .fullName();
            return new SignedOnUser(person.id(), name, person.groups(), "");
        } catch (ProviderClaims.UnusableAccountException e) {
            throw new InvalidBearerTokenException(e.getMessage(), e);
        }
    }

    private static RequestMatcher apis() {
        return new OrRequestMatcher(
                withDefaults().matcher("/api/**"),
                withDefaults().matcher("/engine-rest/**"),
                withDefaults().matcher("/v3/api-docs/**"),
                withDefaults().matcher("/actuator/**"));
    }

    private static boolean bringsToken(jakarta.servlet.http.HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    }
}
