package io.polisflow.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Says in Russian that something is not allowed: a problem for programs, the page {@code error/403} for people. */
class RefusalHandler implements AccessDeniedHandler {

    private final RequestMatcher programs;

    RefusalHandler(RequestMatcher programs) {
        this.programs = programs;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException, ServletException {
        if (!programs.matches(request)) {
            response.sendError(HttpStatus.FORBIDDEN.value());
            return;
        }
        String detail = refusal instanceof CsrfException
                ? "В запросе нет действующего признака страницы (заголовок "
                        + SecurityConfiguration.CSRF_HEADER
                        + "). Обновите страницу и повторите."
                : "У вас нет прав на это действие. Обратитесь к администратору.";
        Problem.write(request, response, HttpStatus.FORBIDDEN, "Доступ запрещён", detail);
    }
}
