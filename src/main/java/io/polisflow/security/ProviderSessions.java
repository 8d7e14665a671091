package io.polisflow.security;

import io.polisflow.crm.Fingerprint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.authentication.logout.LogoutTokenClaimNames;
import org.springframework.security.oauth2.client.oidc.authentication.logout.OidcLogoutToken;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionInformation;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionRegistry;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.stereotype.Component;

/**
 * Ends what the provider says is over. Each session bears its provider's session and person in the names of two of its own attributes,
 * so that whichever node hears of a log-out finds it by an index, also after a restart, and nothing is left behind when it ends otherwise.
 */
@Component
@Profile("oidc")
class ProviderSessions implements OidcSessionRegistry, SessionAuthenticationStrategy {

    private static final String SESSION = "polisflow.provider.session.";
    private static final String PERSON = "polisflow.provider.person.";

    private final JdbcTemplate jdbc;
    private final ApplicationEventPublisher events;

    ProviderSessions(JdbcTemplate jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Marks the session of whoever signs on; the marks of who was there before go. */
    @Override
    public void onAuthentication(Authentication person, HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            Collections.list(session.getAttributeNames()).stream()
                    .filter(name -> name.startsWith(SESSION) || name.startsWith(PERSON))
                    .forEach(session::removeAttribute);
        }
        if (person.getPrincipal() instanceof ProviderUser user) {
            session = request.getSession();
            session.setAttribute(PERSON + Fingerprint.of(user.proof().getSubject()), true);
            String there = user.proof().getClaimAsString(LogoutTokenClaimNames.SID);
            if (there != null) {
                session.setAttribute(SESSION + Fingerprint.of(there), true);
            }
        }
    }

    /** Ends the one session that the token names or, when it names none, all of its person. */
    @Override
    public Iterable<OidcSessionInformation> removeSessionInformation(OidcLogoutToken token) {
        String mark = token.getSessionId() == null
                ? PERSON + Fingerprint.of(token.getSubject())
                : SESSION + Fingerprint.of(token.getSessionId());
        jdbc.query(
                        """
                        select s.primary_id, s.principal_name from spring_session s
                        join spring_session_attributes a on a.session_primary_id = s.primary_id
                        where a.attribute_name = ?
                        """,
                        (row, number) -> new Marked(row.getString(1), row.getString(2)),
                        mark)
                .forEach(this::end);
        return List.of();
    }

    private void end(Marked session) {
        // Whoever left at the same moment is not told twice.
        if (jdbc.update("delete from spring_session where primary_id = ?", session.id()) > 0
                && session.person() != null) {
            events.publishEvent(new SignOnEvent(SignOnEvent.Kind.SIGNED_OFF, session.person(), null));
        }
    }

    private record Marked(String id, String person) {}

    @Override
    public void saveSessionInformation(OidcSessionInformation session) {
        // It comes with the session's id before that changes at the sign-on; the marks do not depend on it.
    }

    @Override
    public OidcSessionInformation removeSessionInformation(String sessionId) {
        return null;
    }
}
