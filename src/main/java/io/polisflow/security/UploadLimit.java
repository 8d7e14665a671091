package io.polisflow.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what is too large before anybody reads it: the sign of the page is in the body that the server would not read, so that a
 * person would be told that the page is too old.
 */
class UploadLimit extends OncePerRequestFilter {

    private final long most;
    private final RequestMatcher programs;

    /** @param most bytes */
    UploadLimit(long most, RequestMatcher programs) {
        this.most = most;
        this.programs = programs;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isUpload(request) || request.getContentLengthLong() <= most) {
            chain.doFilter(request, response);
        } else if (programs.matches(request)) {
            Problem.write(
                    request,
                    response,
                    HttpStatus.PAYLOAD_TOO_LARGE,
                    "Файлы слишком велики: за один раз принимается до %d МБ.".formatted(most >> 20),
                    "Ничего не сохранено. Отправьте файлы поменьше или по частям.");
        } else {
            response.sendError(HttpStatus.PAYLOAD_TOO_LARGE.value());
        }
    }

    /** Media types are the same in capitals, and what takes them apart takes any kind of parts. */
    static boolean isUpload(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.strip().regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }
}
