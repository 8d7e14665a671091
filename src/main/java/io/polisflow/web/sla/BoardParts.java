package io.polisflow.web.sla;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/** Every page of deadlines has one part that Cockpit shows too, where it has no bar and no head of ours. */
final class BoardParts {

    private BoardParts() {}

    /** @param part whether a script asked for the part alone */
    static String view(String template, boolean part, HttpServletResponse response) {
        // One address, two answers: what a browser kept of the one must not be shown for the other.
        response.setHeader(HttpHeaders.VARY, "HX-Request");
        return "sla/" + template + (part ? " :: part" : "");
    }
}
