package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Says why a name and password did not open anything, in the same words whether or not anybody has that name. */
class PasswordRefusal implements AuthenticationFailureHandler, AuthenticationEntryPoint {

    private final String challenge;

    /** @param challenge what a program is asked for, or null when a browser must not open its own window */
    PasswordRefusal(String challenge) {
        this.challenge = challenge;
    }

    /** The login page shows it. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.sendRedirect(request.getContextPath() + "/login?" + reason(failure));
    }

    /** A program that came with HTTP Basic. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (challenge != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        if (failure instanceof InternalAuthenticationServiceException) {
            Problem.write(
                    request,
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Каталог не отвечает",
                    "Каталог сотрудников сейчас не отвечает. Повторите позже.");
            return;
        }
        boolean closed = failure instanceof LockedException;
        boolean ended = EndedSession.happened(request);
        Problem.write(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                closed ? "Вход закрыт" : ended ? EndedSession.TITLE : "Нужен вход",
                closed
                        ? "После нескольких неверных паролей вход под этим именем на время закрыт. Открыть его раньше может администратор."
                        : ended ? EndedSession.WHAT_TO_DO : "Войдите в систему и повторите запрос.");
    }

    private static String reason(AuthenticationException failure) {
        if (failure instanceof LockedException) {
            return "closed";
        }
        if (failure instanceof InternalAuthenticationServiceException) {
            return "directory";
        }
        return failure instanceof DirectorySignOn.NoGroupException ? "nogroup" : "error";
    }
}
