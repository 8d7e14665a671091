package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.HtmlUtils;

/** Answers the web apps' log-out, which a script sends, with 200, and that of our pages with the login page or the provider's log-out. */
class LogoutAnswer implements LogoutSuccessHandler {

    /** Leads on by itself: were a form's answer a redirect to the provider, our own policy for forms would forbid it. */
    private static final String ON_THE_WAY =
            """
            <!DOCTYPE html>
            <html lang="ru">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta http-equiv="refresh" content="0; url=%1$s">
              <title>Выход — Polisflow</title>
            </head>
            <body><p>Вы вышли из Polisflow. <a href="%1$s">Завершить сеанс учётной записи компании</a></p></body>
            </html>
            """;

    private final RequestMatcher webApps;
    private final List<SignOnWay> ways;

    LogoutAnswer(RequestMatcher webApps, List<SignOnWay> ways) {
        this.webApps = webApps;
        this.ways = ways;
    }

    @Override
    public void onLogoutSuccess(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        if (webApps.matches(request)) {
            response.setStatus(HttpStatus.OK.value());
            return;
        }
        Optional<String> farewell = ways.stream()
                .flatMap(way -> way.farewell(request, authentication).stream())
                .findFirst();
        if (farewell.isEmpty()) {
            response.sendRedirect(request.getContextPath() + "/login?logout");
            return;
        }
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(ON_THE_WAY.formatted(HtmlUtils.htmlEscape(farewell.get())));
    }
}
