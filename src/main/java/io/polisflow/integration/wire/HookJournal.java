package io.polisflow.integration.wire;

import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.exchange.Subject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Keeps what outside systems tell our webhooks, and what they were answered, under the deal that it turned out to be about. */
class HookJournal extends OncePerRequestFilter {

    private static final int LARGEST_KEPT = 16 * 1024;

    /** Who is not let in, or sends far too much, shall not fill the journal. */
    private static final Set<Integer> NOT_KEPT = Set.of(401, 403, 404, 405, 413, 415, 429);

    private final ExchangeRecorder recorder;

    HookJournal(ExchangeRecorder recorder) {
        this.recorder = recorder;
    }

    @Configuration(proxyBeanMethods = false)
    static class Registration {

        @Bean
        FilterRegistrationBean<HookJournal> hookJournal(ExchangeRecorder recorder) {
            FilterRegistrationBean<HookJournal> registration = new FilterRegistrationBean<>(new HookJournal(recorder));
            registration.addUrlPatterns("/hooks/*");
            registration.setOrder(Ordered.LOWEST_PRECEDENCE);
            return registration;
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingRequestWrapper asked = new ContentCachingRequestWrapper(request, LARGEST_KEPT);
        ContentCachingResponseWrapper answered = new ContentCachingResponseWrapper(response);
        long startedAt = System.nanoTime();
        try {
            chain.doFilter(asked, answered);
            keep(asked, answered, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt));
        } finally {
            Subject.clear();
            answered.copyBodyToResponse();
        }
    }

    private void keep(ContentCachingRequestWrapper asked, ContentCachingResponseWrapper answered, long millis) {
        int status = answered.getStatus();
        if (NOT_KEPT.contains(status)) {
            return;
        }
        String path = asked.getRequestURI();
        String system = StringUtils.split(path.substring(1) + "/", "/")[1].replaceAll("/.*", "");
        recorder.told(
                system,
                path,
                asked.getMethod() + " " + path,
                Masking.body(asked.getContentAsByteArray(), type(asked.getContentType())),
                status < 400 ? Outcome.OK : status < 500 ? Outcome.REFUSED : Outcome.FAULT,
                status,
                Masking.body(answered.getContentAsByteArray(), type(answered.getContentType())),
                millis);
    }

    private static MediaType type(String contentType) {
        try {
            return contentType == null ? null : MediaType.parseMediaType(contentType);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
