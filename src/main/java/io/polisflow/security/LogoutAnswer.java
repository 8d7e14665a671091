package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Answers the web apps' log-out, which a script sends, with 200, and that of our pages with the login page. */
class LogoutAnswer implements LogoutSuccessHandler {

    private final RequestMatcher webApps;

    LogoutAnswer(RequestMatcher webApps) {
        this.webApps = webApps;
    }

    @Override
    public void onLogoutSuccess(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        if (webApps.matches(request)) {
            response.setStatus(HttpStatus.OK.value());
        } else {
            response.sendRedirect(request.getContextPath() + "/login?logout");
        }
    }
}
