package io.polisflow.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets no redirect lead to another site, whatever a cookie, a parameter or a header says: only sign-on and sign-out go to their provider. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
class HomeRedirects extends OncePerRequestFilter {

    private static final Pattern TO_PROVIDER =
            Pattern.compile("/oauth2/.*|/logout|/login/.*|/camunda/api/admin/auth/.*");

    /** Browsers take a backslash for a slash, and leave blanks and line ends out. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("(?s)[\\s\\x00-\\x1f]*([a-zA-Z][a-zA-Z0-9+.-]*:|[/\\\\]{2}).*");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        chain.doFilter(request, TO_PROVIDER.matcher(path).matches() ? response : new Homely(request, response));
    }

    static String home(HttpServletRequest request, String location) {
        if (!ELSEWHERE.matcher(location).matches()) {
            return location;
        }
        try {
            URI address = URI.create(location);
            if (request.getServerName().equalsIgnoreCase(address.getHost())
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
                String within = address.getRawPath() + query;
                return ELSEWHERE.matcher(within).matches() || within.isEmpty() ? "/" : within;
            }
        } catch (IllegalArgumentException e) {
            // No address, so nowhere to go.
        }
        return request.getContextPath() + "/";
    }

    private static final class Homely extends HttpServletResponseWrapper {

        private final HttpServletRequest request;

        Homely(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        public void sendRedirect(String location) throws IOException {
            super.sendRedirect(home(request, location));
        }
    }
}
