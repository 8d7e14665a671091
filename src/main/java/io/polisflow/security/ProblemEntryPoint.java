package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Tells a program that nobody is signed on; a redirect to the login page would read as success to it. */
class ProblemEntryPoint implements AuthenticationEntryPoint {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        // No challenge: a browser would open its own password window over our page.
        Problem.write(
                request, response, HttpStatus.UNAUTHORIZED, "Нужен вход", "Войдите в систему и повторите запрос.");
    }
}
