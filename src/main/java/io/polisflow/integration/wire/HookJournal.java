package io.polisflow.integration.wire;

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
        recorder.posted(
                path.split("/")[2],
                path,
                asked.getMethod() + " " + path,
                text(asked.getContentAsByteArray(), asked.getContentType()),
                status,
                text(answered.getContentAsByteArray(), answered.getContentType()),
                millis);
    }

    private static String text(byte[] body, String contentType) {
        return Masking.body(body, WireAnswer.mediaType(contentType).orElse(null));
    }
}
