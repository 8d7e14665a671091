package io.polisflow.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Carries to the login page that a session ended by itself. A cookie, since it is often a script of Tasklist that meets the end, and the
 * page that is loaded after it has no session to know of.
 */
final class EndedSession {

    static final String TITLE = "Сеанс закончился";
    static final String WHAT_TO_DO = "Войдите ещё раз и повторите запрос.";

    private static final String COOKIE = "POLISFLOW-ENDED";

    private EndedSession() {}

    static void tell(HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(COOKIE, true);
        write(request, response, "1", Duration.ofHours(1));
    }

    static boolean happened(HttpServletRequest request) {
        return request.getAttribute(COOKIE) != null;
    }

    /** @return whether there is something to tell; it is told once */
    static boolean read(HttpServletRequest request, HttpServletResponse response) {
        Cookie[] cookies = request.getCookies();
        boolean ended = happened(request)
                || cookies != null
                        && Stream.of(cookies)
                                .anyMatch(cookie -> cookie.getName().equals(COOKIE));
        if (ended) {
            write(request, response, "", Duration.ZERO);
        }
        return ended;
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .path(request.getContextPath() + "/")
                        .maxAge(age)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
