package io.polisflow.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Gives a web app's page the nonce that its own header allows. Camunda keeps the nonce in the servlet context, where the next request
 * replaces it: of two requests at once one page got the other's, and all its scripts were blocked.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class NonceFilter extends OncePerRequestFilter {

    private static final Pattern PAGE = Pattern.compile("/camunda/app/\\w+/(\\w+/)?(index\\.html)?");
    private static final Pattern ALLOWED = Pattern.compile("'nonce-([^']+)'");
    private static final Pattern GIVEN = Pattern.compile("(nonce=\")[^\"]*(\")");
    private static final Pattern VERSION = Pattern.compile("(\\sversion=\")v[\\d.]+(\")");
    private static final Pattern BUST = Pattern.compile("([?&]bust=)([\\w.-]+)");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !PAGE.matcher(request.getRequestURI()
                        .substring(request.getContextPath().length()))
                .matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, kept);
        String policy = kept.getHeader("Content-Security-Policy");
        Matcher allowed = ALLOWED.matcher(policy == null ? "" : policy);
        if (kept.getContentSize() > 0 && allowed.find()) {
            String page = new String(kept.getContentAsByteArray(), StandardCharsets.UTF_8);
            kept.resetBuffer();
            kept.getOutputStream()
                    .write(withoutVersion(GIVEN.matcher(page)
                                    .replaceAll("$1" + Matcher.quoteReplacement(allowed.group(1)) + "$2"))
                            .getBytes(StandardCharsets.UTF_8));
        }
        kept.copyBodyToResponse();
    }

    /** Which faults the web apps are known to have is not told to whoever reads the page; its files are asked for anew by another sign. */
    private static String withoutVersion(String page) {
        return BUST.matcher(VERSION.matcher(page).replaceAll("$1$2"))
                .replaceAll(bust ->
                        bust.group(1) + Integer.toHexString(bust.group(2).hashCode()));
    }
}
