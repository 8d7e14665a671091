package io.polisflow.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns away what no page of ours and no program sends: a look at the error page itself, and changes that another site's page asks for. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class StrayRequests extends OncePerRequestFilter {

    /** They change nothing. */
    static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final Set<String> ELSEWHERE = Set.of("cross-site", "same-site");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.equals("/error") || path.startsWith("/error/") || path.startsWith("/error;")) {
            response.sendError(HttpStatus.NOT_FOUND.value());
        } else if (isFromOtherSite(request) && !isOpenToOthers(path)) {
            response.sendError(HttpStatus.FORBIDDEN.value());
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Browsers say so themselves, and no script can forge it; programs send no such header. */
    private static boolean isFromOtherSite(HttpServletRequest request) {
        return !SAFE_METHODS.contains(request.getMethod())
                && ELSEWHERE.contains(String.valueOf(request.getHeader("Sec-Fetch-Site")));
    }

    /** The insurer's site sends its visitors' forms to a hook, and a provider of sign-on its answer by a form. */
    private static boolean isOpenToOthers(String path) {
        return path.startsWith("/hooks/") || path.startsWith("/login/");
    }
}
