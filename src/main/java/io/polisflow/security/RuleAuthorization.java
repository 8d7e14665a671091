package io.polisflow.security;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Guards an address by a row of the table of rights. */
final class RuleAuthorization {

    private RuleAuthorization() {}

    /** Members of the rule's groups, and where it is for programs too, users in no group. */
    static AuthorizationManager<RequestAuthorizationContext> may(AccessRule rule) {
        AuthorizationManager<RequestAuthorizationContext> members =
                AuthorityAuthorizationManager.hasAnyRole(rule.groups());
        return rule.forPrograms()
                ? AuthorizationManagers.anyOf(
                        members, (user, request) -> new AuthorizationDecision(isInNoGroup(user.get())))
                : members;
    }

    private static boolean isInNoGroup(Authentication user) {
        return user.isAuthenticated()
                && !(user instanceof AnonymousAuthenticationToken)
                && user.getAuthorities().stream()
                        .noneMatch(authority -> authority.getAuthority().startsWith("ROLE_"));
    }
}
