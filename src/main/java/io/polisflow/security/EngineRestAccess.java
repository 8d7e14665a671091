package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Opens the engine's REST API and that of the web apps by {@link EngineRestTable}, and nothing beyond it. */
class EngineRestAccess implements AuthorizationManager<RequestAuthorizationContext> {

    private static final String ROLE = "ROLE_";

    /** The same resources lie below the REST API, below the web apps' API and there again below the name of an engine. */
    private static final Pattern ENGINE =
            Pattern.compile("^(?:/engine-rest|/camunda/api/engine)(?:/engine/[^/]+(?=/))?(?=/|$)");

    @Override
    public AuthorizationDecision check(Supplier<Authentication> who, RequestAuthorizationContext context) {
        Authentication user = who.get();
        if (user == null || !user.isAuthenticated() || user instanceof AnonymousAuthenticationToken) {
            return new AuthorizationDecision(false);
        }
        HttpServletRequest request = context.getRequest();
        String path = request.getRequestURI().substring(request.getContextPath().length());
        List<String> groups = user.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority.startsWith(ROLE))
                .map(authority -> authority.substring(ROLE.length()))
                .toList();
        return new AuthorizationDecision(EngineRestTable.allows(request.getMethod(), inTable(path), groups));
    }

    /** @return the path as the table knows it */
    static String inTable(String path) {
        return ENGINE.matcher(path).replaceFirst("");
    }
}
