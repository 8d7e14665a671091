package io.polisflow.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes so many requests at once; whoever comes beyond waits a moment and is then asked to come again. So a node that gets more than it can do goes on
 * doing what it can, instead of beginning everything and ending nothing in time.
 *
 * <p>An open stream of events takes no place, nor do probes, files that lie on the disk, and the simulated systems: they stand for other servers,
 * which the work that has a place waits for.
 */
class Admission extends OncePerRequestFilter {

    private static final Pattern FREE = Pattern.compile("/(actuator|css|js|webjars|sandbox)/.*|/favicon\\.ico");

    /** Answers whoever finds no place. */
    interface Refusal {

        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    /**
     * Of each node.
     *
     * @param atOnce requests that are worked on at the same time; 0 for no limit
     * @param waiting requests that wait for a place; fewer than Tomcat's threads, which both need together
     * @param patience for how long they do
     */
    @Validated
    @ConfigurationProperties("polisflow.admission")
    record Settings(
            @Min(0) @DefaultValue("16") int atOnce,
            @Min(0) @DefaultValue("100") int waiting,
            @DefaultValue("2s") Duration patience) {}

    private final Semaphore places;
    private final Semaphore benches;
    private final Duration patience;
    private final Refusal refusal;
    private final Counter refused;

    Admission(Settings settings, Refusal refusal, MeterRegistry meters) {
        // Fair: who came first is taken first.
        this.places = new Semaphore(settings.atOnce() == 0 ? Integer.MAX_VALUE : settings.atOnce(), true);
        this.benches = new Semaphore(settings.waiting());
        this.patience = settings.patience();
        this.refusal = refusal;
        this.refused = meters.counter("polisflow.admission.refused");
        Gauge.builder("polisflow.admission.waiting", places, Semaphore::getQueueLength)
                .register(meters);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return FREE.matcher(request.getRequestURI()
                        .substring(request.getContextPath().length()))
                .matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!enter()) {
            refused.increment();
            refusal.answer(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }

    private boolean enter() {
        // A free place is no reason to pass those who wait.
        if (!places.hasQueuedThreads() && places.tryAcquire()) {
            return true;
        }
        if (!benches.tryAcquire()) {
            return false;
        }
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            benches.release();
        }
    }
}
