package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** Signs people on at the company's provider, by code with PKCE, and off there when they leave. */
@Component
@Profile("oidc")
class OidcSignOn implements SignOnWay {

    private static final Logger LOG = LoggerFactory.getLogger(OidcSignOn.class);

    private static final String NO_GROUP = "no_group";
    private static final String UNUSABLE = "unusable_account";

    private final ClientRegistrationRepository registrations;
    private final ProviderClaims claims;
    private final People people;
    private final ProviderSessions sessions;
    private final OidcUserService accounts = new OidcUserService();
    private final String publicUrl;

    OidcSignOn(
            ClientRegistrationRepository registrations,
            ProviderClaims claims,
            People people,
            ProviderSessions sessions,
            @Value("${polisflow.public-url}") String publicUrl) {
        this.registrations = registrations;
        this.claims = claims;
        this.people = people;
        this.sessions = sessions;
        this.publicUrl = publicUrl;
    }

    @Override
    public void open(HttpSecurity pages) throws Exception {
        Questions questions = new Questions(registrations);
        pages.oauth2Login(login -> login.loginPage("/login")
                .defaultSuccessUrl("/")
                .clientRegistrationRepository(registrations)
                .authorizedClientRepository(new ForgottenClients())
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(questions))
                .userInfoEndpoint(endpoint -> endpoint.oidcUserService(this::load))
                .failureHandler(OidcSignOn::refused)
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
                        filter.setAuthenticationFailureHandler(OidcSignOn::refused);
                        return filter;
                    }
                }));
        pages.oidcLogout(logout -> logout.clientRegistrationRepository(registrations)
                .oidcSessionRegistry(sessions)
                .backChannel(Customizer.withDefaults()));
        // The marks come after the new id, which starts a session when there is none.
        pages.sessionManagement(
                management -> management.sessionAuthenticationStrategy(new CompositeSessionAuthenticationStrategy(
                        List.of(new ChangeSessionIdAuthenticationStrategy(), sessions))));
    }

    private OidcUser load(OidcUserRequest request) {
        OidcUser account = accounts.loadUser(request);
        Person person;
        try {
            person = claims.person(account.getClaims());
        } catch (ProviderClaims.UnusableAccountException e) {
            throw new OAuth2AuthenticationException(new OAuth2Error(UNUSABLE), e.getMessage(), e);
        }
        if (person.groups().isEmpty()) {
            // Whoever was here before and has no group any more must not keep the old ones.
            if (people.known(person.id()).isPresent()) {
                people.dismiss(person.id());
            }
            throw new OAuth2AuthenticationException(new OAuth2Error(NO_GROUP), "none of our groups");
        }
        return new ProviderUser(people.write(person, "oidc"), ProviderUser.proofOf(account.getIdToken()));
    }

    private static void refused(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String code = failure instanceof OAuth2AuthenticationException oauth
                ? oauth.getError().getErrorCode()
                : "";
        boolean account = NO_GROUP.equals(code) || UNUSABLE.equals(code);
        if (!account) {
            LOG.warn("Sign-on at the provider failed: {}", failure.getMessage());
        }
        response.sendRedirect(request.getContextPath() + "/login?"
                + (NO_GROUP.equals(code) ? "nogroup" : account ? "account" : "provider"));
    }

    @Override
    public Optional<String> farewell(HttpServletRequest request, Authentication authentication) {
        if (authentication == null || !(authentication.getPrincipal() instanceof ProviderUser user)) {
            return Optional.empty();
        }
        var provider = registrations.findByRegistrationId(OidcProperties.REGISTRATION);
        Object address =
                provider.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint");
        if (address == null) {
            return Optional.empty();
        }
        String back = (publicUrl.isBlank()
                        ? ServletUriComponentsBuilder.fromContextPath(request)
                                .build()
                                .toUriString()
                        : publicUrl)
                + "/login?logout";
        URI uri = UriComponentsBuilder.fromUriString(address.toString())
                .queryParam("id_token_hint", "{hint}")
                .queryParam("post_logout_redirect_uri", "{back}")
                .encode()
                .buildAndExpand(user.proof().getTokenValue(), back)
                .toUri();
        return Optional.of(uri.toString());
    }

    /** What the provider is asked: with PKCE, and by {@code ?other} to let the person choose another account. */
    private static class Questions implements OAuth2AuthorizationRequestResolver {

        private final OAuth2AuthorizationRequestResolver usual;
        private final OAuth2AuthorizationRequestResolver other;

        Questions(ClientRegistrationRepository registrations) {
            this.usual = resolver(registrations, OAuth2AuthorizationRequestCustomizers.withPkce());
            this.other = resolver(
                    registrations,
                    OAuth2AuthorizationRequestCustomizers.withPkce()
                            .andThen(request -> request.additionalParameters(more -> more.put("prompt", "login"))));
        }

        private static OAuth2AuthorizationRequestResolver resolver(
                ClientRegistrationRepository registrations, Consumer<OAuth2AuthorizationRequest.Builder> customizer) {
            var resolver = new DefaultOAuth2AuthorizationRequestResolver(
                    registrations, OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
            resolver.setAuthorizationRequestCustomizer(customizer);
            return resolver;
        }

        @Override
        public OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            return (request.getParameter("other") == null ? usual : other).resolve(request);
        }

        @Override
        public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
            return usual.resolve(request, registration);
        }
    }
}
