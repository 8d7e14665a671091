package io.polisflow.security;

import io.polisflow.crm.audit.AuditOrigin;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the audit from which network a request comes and who is signed on; it stands before the sign-on, which may fail. */
@Component
@Order(AuditOriginFilter.BEFORE_SPRING_SECURITY)
class AuditOriginFilter extends OncePerRequestFilter {

    /** After what Spring sorts out of a proxy's headers. */
    static final int BEFORE_SPRING_SECURITY = Ordered.HIGHEST_PRECEDENCE + 100;

    private final CurrentUser currentUser;

    AuditOriginFilter(CurrentUser currentUser) {
        this.currentUser = currentUser;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        AuditOrigin.set(network(request.getRemoteAddr()), () -> currentUser.isSignedOn() ? currentUser.id() : null);
        try {
            chain.doFilter(request, response);
        } finally {
            AuditOrigin.clear();
        }
    }

    /** The address without its last part, which would tell of a single machine at somebody's home. */
    static String network(String address) {
        return Networks.of(address, 24, 48);
    }
}
