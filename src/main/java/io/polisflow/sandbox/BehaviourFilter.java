package io.polisflow.sandbox;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Makes every simulated system that speaks HTTP obey its current {@link Mode}, whatever controller answers for it. */
class BehaviourFilter extends OncePerRequestFilter {

    /**
     * Mail is missing on purpose: it speaks SMTP and IMAP, and its pages are the person's window, not the system. So are the
     * client's documents, the policies and how they are issued.
     */
    private static final Pattern SYSTEM = Pattern.compile("^/sandbox/(registry|underwriting|telephony|edo|policy)/"
            + "(?!behaviour$|(?<=edo/)documents(/|$)|(?<=policy/)(policies|issuing)(/|$)).*");

    /** Cut off in the middle, and in a charset other than the one it claims. */
    private static final byte[] GARBAGE =
            "[{\"inn\": \"77\", \"state\": \"готово\", \"UL\": {\"legalName\": {\"short\": \"ПАО «Обрыв"
                    .getBytes(Charset.forName("windows-1251"));

    private final Behaviours behaviours;

    BehaviourFilter(Behaviours behaviours) {
        this.behaviours = behaviours;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !systemOf(request).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Matcher matcher = systemOf(request);
        String system = matcher.matches() ? matcher.group(1) : "";
        switch (behaviours.of(system)) {
            case DOWN -> response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            case GARBAGE -> {
                response.setContentType(MediaType.APPLICATION_JSON_VALUE + ";charset=UTF-8");
                response.getOutputStream().write(GARBAGE);
            }
            case SLOW -> {
                dawdle(system);
                chain.doFilter(request, response);
            }
            case OK -> chain.doFilter(request, response);
        }
    }

    private void dawdle(String system) throws ServletException {
        try {
            behaviours.dawdle(system);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException("interrupted while being slow", e);
        }
    }

    private static Matcher systemOf(HttpServletRequest request) {
        return SYSTEM.matcher(
                request.getRequestURI().substring(request.getContextPath().length()));
    }
}
