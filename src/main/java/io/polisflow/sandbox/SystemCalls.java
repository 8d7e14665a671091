package io.polisflow.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the calls of a simulated system from those of the person who plays the outside world. */
final class SystemCalls {

    /**
     * Mail is missing on purpose: it speaks SMTP and IMAP, and its pages are the person's window, not the system. So are the
     * client's documents, the policies and how they are issued.
     */
    private static final Pattern SYSTEM = Pattern.compile("^/sandbox/(registry|underwriting|telephony|edo|policy)/"
            + "(?!behaviour$|(?<=edo/)documents(/|$)|(?<=policy/)(policies|issuing)(/|$)).*");

    private SystemCalls() {}

    /** @return the system that is called, or nothing when a person's page is */
    static Optional<String> system(HttpServletRequest request) {
        Matcher matcher = SYSTEM.matcher(path(request));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** @return the address within the application, without the query */
    static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
