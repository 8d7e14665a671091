package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.security.web.header.HeaderWriter;

/**
 * What a browser may do with an answer of ours; Camunda's web apps send their own policy.
 *
 * <p>No page has a script or a style of its own between its lines. Attributes {@code style} remain where a library or a client's letter
 * brings them: bpmn-js places its overlays by them, and a letter shown in its closed frame is judged by the page around it.
 */
class PagePolicies implements HeaderWriter {

    private static final String BASE = "default-src 'self'; script-src 'self'; %s; img-src 'self' data:; "
            + "font-src 'self' data:; connect-src 'self'; frame-src 'self'; "
            + "frame-ancestors 'self'; form-action 'self'; base-uri 'self'; object-src 'none'";

    static final String STRICT = BASE.formatted("style-src 'self'");
    static final String WITH_ATTRIBUTES = BASE.formatted("style-src 'self'; style-src-attr 'unsafe-inline'");
    /** Swagger UI writes whole style elements. */
    static final String WITH_STYLES = BASE.formatted("style-src 'self' 'unsafe-inline'");
    /** Data and files are no pages; a document shown by the browser itself brings its viewer along. */
    static final String DATA = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; "
            + "object-src 'self'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

    private static final Pattern DRAWINGS_AND_LETTERS =
            Pattern.compile("/crm/(deals|models|proposals|tasks|clients|deadlines|dictionaries/templates)(/.*)?");

    private static final String POLICY = "Content-Security-Policy";

    static String policyFor(String path) {
        if (path.startsWith("/api/") || path.startsWith("/actuator/") || path.endsWith(".pdf")) {
            return DATA;
        }
        if (path.startsWith("/swagger-ui")) {
            return WITH_STYLES;
        }
        return DRAWINGS_AND_LETTERS.matcher(path).matches() ? WITH_ATTRIBUTES : STRICT;
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!path.startsWith("/camunda/")) {
            response.setHeader(POLICY, policyFor(path));
        }
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("X-Permitted-Cross-Domain-Policies", "none");
    }
}
