package io.polisflow.integration.wire;

import io.polisflow.crm.exchange.OutsideSystem;
import io.polisflow.crm.exchange.Subject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
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

    /** Who is not let in, or sends far too much, shall not fill the journal; it is counted all the same. */
    private static final Set<Integer> NOT_KEPT = Set.of(401, 403, 404, 405, 413, 415, 429);

    private static final int FAULT = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;

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
            note(asked, answered, answered.getStatus(), startedAt);
        } catch (ServletException | IOException | RuntimeException e) {
            // A fault of ours: the sender comes again, and whoever looks for the event finds it here.
            note(asked, answered, FAULT, startedAt);
            throw e;
        } finally {
            Subject.clear();
            answered.copyBodyToResponse();
        }
    }

    private void note(
            ContentCachingRequestWrapper asked, ContentCachingResponseWrapper answered, int status, long startedAt) {
        String path = asked.getRequestURI();
        Optional<String> system = system(path);
        if (system.isEmpty()) {
            return;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
        if (NOT_KEPT.contains(status)) {
            recorder.turnedAway(system.get(), status, millis);
            return;
        }
        String operation = HookInbox.acceptedFrom(asked);
        if (operation != null) {
            // Kept when it is worked on: only then it is known which deal it is about.
            recorder.accepted(system.get(), operation, status, millis);
            return;
        }
        recorder.posted(
                system.get(),
                path,
                asked.getMethod() + " " + path,
                text(asked.getContentAsByteArray(), asked.getContentType()),
                status,
                text(answered.getContentAsByteArray(), answered.getContentType()),
                millis);
    }

    /** @return of {@code /hooks/policy} the policy system's name; strangers may ask for any other path */
    private static Optional<String> system(String path) {
        String[] parts = path.split("/");
        return parts.length < 3
                ? Optional.empty()
                : OutsideSystem.of(parts[2]).map(system -> system.name().toLowerCase(Locale.ROOT));
    }

    private static String text(byte[] body, String contentType) {
        return Masking.body(body, WireAnswer.mediaType(contentType).orElse(null));
    }
}
