package io.polisflow.security;

import io.polisflow.crm.journal.CurrentStep;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.web.filter.OncePerRequestFilter;

/** Makes the engine check its authorizations for the signed-on user, and the journal name them, in our pages, our API and the engine's REST API. */
class EngineAuthenticationFilter extends OncePerRequestFilter {

    private final IdentityService identityService;
    private final CurrentUser currentUser;

    EngineAuthenticationFilter(IdentityService identityService, CurrentUser currentUser) {
        this.identityService = identityService;
        this.currentUser = currentUser;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return !(path.startsWith("/engine-rest") || path.startsWith("/api/") || path.startsWith("/crm"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!currentUser.isSignedOn()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            identityService.setAuthentication(currentUser.id(), currentUser.groups());
            CurrentStep.setUser(currentUser.id());
            chain.doFilter(request, response);
        } finally {
            // Threads are pooled: the next request must not inherit this one's user.
            identityService.clearAuthentication();
            CurrentStep.clear();
        }
    }
}
