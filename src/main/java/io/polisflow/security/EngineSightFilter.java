package io.polisflow.security;

import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes who reads variables, comments and files of tasks and instances through the engine's own REST, in Tasklist or beside it: forms show clients' people. */
@Component
@Order(EngineSightFilter.AFTER_SPRING_SECURITY)
class EngineSightFilter extends OncePerRequestFilter {

    static final int AFTER_SPRING_SECURITY = 0;

    private static final Pattern VARIABLES =
            Pattern.compile("/(?:camunda/api/engine/engine/[^/]+|engine-rest(?:/engine/[^/]+)?)/(?:history/)?"
                    + "(task|process-instance|execution|variable-instance|detail)(?:/([^/]+))?"
                    + "(?:/.*(?:variables|comment|attachment).*)?");

    // Found when somebody looks: security alone, without the CRM, shows no variables of clients.
    private final ObjectProvider<AuditTrail> audit;
    private final CurrentUser currentUser;

    EngineSightFilter(ObjectProvider<AuditTrail> audit, CurrentUser currentUser) {
        this.audit = audit;
        this.currentUser = currentUser;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Matcher asked = VARIABLES.matcher(path);
        if (asked.matches() && reads(path) && currentUser.isSignedOn()) {
            audit.getObject()
                    .saw(AuditSubject.of(
                            asked.group(1).equals("task") ? "engine_task" : "engine_variable", asked.group(2)));
        }
        chain.doFilter(request, response);
    }

    /** Lists of tasks and instances hold none. */
    private static boolean reads(String path) {
        return Stream.of("variable", "/detail", "/comment", "/attachment").anyMatch(path::contains);
    }
}
