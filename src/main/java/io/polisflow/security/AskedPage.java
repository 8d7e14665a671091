package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Remembers the page that a stranger asked for until they have signed on, in a cookie: a session would be a row in the database for each
 * stranger. A cookie that names another site, planted from a neighbouring domain, leads nowhere.
 */
class AskedPage extends CookieRequestCache {

    AskedPage(RequestMatcher worthIt) {
        setRequestMatcher(worthIt);
    }

    @Override
    public SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest asked = super.getRequest(request, response);
        return asked != null && isHere(asked.getRedirectUrl(), request) ? asked : null;
    }

    private static boolean isHere(String address, HttpServletRequest request) {
        try {
            return request.getServerName().equalsIgnoreCase(URI.create(address).getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
