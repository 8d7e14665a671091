package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.function.BooleanSupplier;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/** Lets an answer that stays open for long end with the session that asked for it, wherever and by whomever that was ended. */
@Component
public class OpenSessions {

    private final SessionRepository<?> sessions;
    private final HttpServletRequest request;

    /** @param request the present one of whichever thread asks */
    OpenSessions(SessionRepository<?> sessions, HttpServletRequest request) {
        this.sessions = sessions;
        this.request = request;
    }

    /** What says later on whether the present request's session still lasts; a program that came without one is never ended by it. */
    public BooleanSupplier lasting() {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return () -> true;
        }
        String id = session.getId();
        return () -> sessions.findById(id) != null;
    }
}
