package io.polisflow.security;

import io.github.bucket4j.Bucket;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureServiceExceptionEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Hears no more passwords from an address that has sent too many wrong ones, by whatever names; whoever is signed on goes on. */
@Component
class AddressThrottle {

    private static final int REMEMBERED = 10_000;
    private static final RequestMatcher FORM =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/login");

    private final SignOnProperties.Address limit;
    private final Map<String, Bucket> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    AddressThrottle(SignOnProperties properties) {
        this.limit = properties.address();
    }

    @EventListener
    void failed(AbstractAuthenticationFailureEvent event) {
        if (event instanceof AuthenticationFailureServiceExceptionEvent) {
            // The directory is down: no fault of whoever asks.
            return;
        }
        if (event.getAuthentication().getDetails() instanceof WebAuthenticationDetails details) {
            bucket(details.getRemoteAddress()).tryConsume(1);
        }
    }

    /** @return zero when passwords from there are heard */
    Duration toWait(String address) {
        var estimate = bucket(address).estimateAbilityToConsume(1);
        return estimate.canBeConsumed() ? Duration.ZERO : Duration.ofNanos(estimate.getNanosToWaitForRefill());
    }

    private Bucket bucket(String address) {
        // Whoever has one IPv6 address has the 18 quintillion of its /64.
        String source = String.valueOf(Networks.of(address, 32, 64));
        synchronized (failures) {
            return failures.computeIfAbsent(source, any -> Bucket.builder()
                    .addLimit(bandwidth -> bandwidth.capacity(limit.most()).refillGreedy(limit.most(), limit.within()))
                    .build());
        }
    }

    /** Stands before whatever reads passwords. */
    OncePerRequestFilter filter() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                boolean form = FORM.matches(request);
                Duration wait = form || SecurityConfiguration.bringsBasic(request)
                        ? toWait(request.getRemoteAddr())
                        : Duration.ZERO;
                if (wait.isZero()) {
                    chain.doFilter(request, response);
                    return;
                }
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1));
                if (form) {
                    response.sendRedirect(request.getContextPath() + "/login?busy");
                } else {
                    Problem.write(
                            request,
                            response,
                            HttpStatus.TOO_MANY_REQUESTS,
                            "Слишком много неудачных попыток входа",
                            "С этого адреса пришло слишком много неверных паролей. Повторите позже.");
                }
            }
        };
    }
}
