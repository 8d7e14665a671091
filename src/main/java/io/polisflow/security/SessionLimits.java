package io.polisflow.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends sessions that nobody uses, that have lasted too long, or whose user is gone, and gives the others the groups that their user has
 * now.
 *
 * <p>A page that asks by itself says in {@value #IDLE} how many seconds ago a person last touched anything in its window: such a call
 * counts as use at that moment and not at its own.
 */
class SessionLimits extends OncePerRequestFilter {

    static final String IDLE = "X-Polisflow-Idle";

    private static final String BEGAN = "polisflow.began";
    private static final String USED = "polisflow.used";
    /** Where the web apps keep who is signed on, groups included. */
    private static final String WEB_APPS = "authenticatedUser";
    /** A write for each request would be dear; the idle limit may be met later by so much. */
    private static final Duration PRECISION = Duration.ofSeconds(20);

    private final SignOnProperties.Session limits;
    private final Standing standing;
    private final Clock clock;
    private final RequestMatcher files;

    SessionLimits(SignOnProperties.Session limits, Standing standing, Clock clock, RequestMatcher files) {
        this.limits = limits;
        this.standing = standing;
        this.clock = clock;
        this.files = files;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return files.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        Optional<SignedOnUser> user =
                SignedOnUser.of(SecurityContextHolder.getContext().getAuthentication());
        if (session == null) {
            if (request.getRequestedSessionId() != null) {
                EndedSession.tell(request, response);
            }
        } else if (user.isPresent() && !goesOn(session, request, user.get())) {
            session.invalidate();
            SecurityContextHolder.clearContext();
            EndedSession.tell(request, response);
        }
        chain.doFilter(request, response);
    }

    private boolean goesOn(HttpSession session, HttpServletRequest request, SignedOnUser user) {
        Instant now = clock.instant();
        Instant began = at(session, BEGAN);
        Instant used = at(session, USED);
        if (began == null || used == null) {
            session.setAttribute(BEGAN, now.toEpochMilli());
            session.setAttribute(USED, now.toEpochMilli());
        } else {
            if (now.isAfter(began.plus(limits.longest())) || now.isAfter(used.plus(limits.idle()))) {
                return false;
            }
            Instant use = lastUse(request, now, used);
            if (use.isAfter(used.plus(precision()))) {
                session.setAttribute(USED, use.toEpochMilli());
            }
        }
        return standing.lately(user.id())
                .filter(current -> current.stamp().equals(user.stamp()))
                .map(current -> {
                    if (!current.equals(user)) {
                        renew(session, current);
                    }
                    return true;
                })
                .orElse(false);
    }

    private Duration precision() {
        Duration tenth = limits.idle().dividedBy(10);
        return tenth.compareTo(PRECISION) < 0 ? tenth : PRECISION;
    }

    /** Lets the session go on as what the user is now. */
    static void renew(HttpSession session, SignedOnUser current) {
        Authentication before = SecurityContextHolder.getContext().getAuthentication();
        AbstractAuthenticationToken renewed = before.getPrincipal() instanceof ProviderUser there
                ? new OAuth2AuthenticationToken(
                        new ProviderUser(current, there.proof()), current.authorities(), OidcProperties.REGISTRATION)
                : IdentityServiceAuthenticationProvider.signedOn(current);
        renewed.setDetails(
                SecurityContextHolder.getContext().getAuthentication().getDetails());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(renewed);
        SecurityContextHolder.setContext(context);
        session.setAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY, context);
        session.removeAttribute(WEB_APPS);
    }

    private static Instant lastUse(HttpServletRequest request, Instant now, Instant otherwise) {
        if (String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_EVENT_STREAM_VALUE)) {
            // A browser opens these again by itself and can send no header along.
            return otherwise;
        }
        String idle = request.getHeader(IDLE);
        return idle != null && idle.matches("\\d{1,9}") ? now.minusSeconds(Long.parseLong(idle)) : now;
    }

    private static Instant at(HttpSession session, String name) {
        return session.getAttribute(name) instanceof Long millis ? Instant.ofEpochMilli(millis) : null;
    }
}
