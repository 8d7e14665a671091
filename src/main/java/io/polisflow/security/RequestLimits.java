package io.polisflow.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets each signed-on person ask so much a minute and no more, so that one script cannot slow everybody down or carry everything away. */
class RequestLimits extends OncePerRequestFilter {

    private static final int PEOPLE = 10_000;

    private final Settings settings;
    private final TimeMeter time;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > PEOPLE * Kind.values().length;
        }
    };

    RequestLimits(Settings settings, TimeMeter time) {
        this.settings = settings;
        this.time = time;
    }

    /**
     * How much a minute; 0 for no limit.
     *
     * @param api calls of {@code /api}, {@code /engine-rest} and the web apps' REST
     * @param pages of {@code /crm}
     */
    @Validated
    @ConfigurationProperties("polisflow.limits")
    record Settings(
            @Min(0) @DefaultValue("1800") int api,
            @Min(0) @DefaultValue("600") int pages,
            @Min(0) @DefaultValue("120") int search,
            @Min(0) @DefaultValue("30") int exports) {}

    private enum Kind {
        EXPORTS("/crm/.*(/export/.+|/xlsx|/csv|\\.csv|\\.zip)|/api/work-events", Settings::exports),
        SEARCH("/(api|crm)/search", Settings::search),
        API("/(api|engine-rest|camunda/api)/.*", Settings::api),
        PAGES("/crm(/.*)?", Settings::pages);

        private final Pattern paths;
        private final ToIntFunction<Settings> limit;

        Kind(String paths, ToIntFunction<Settings> limit) {
            this.paths = Pattern.compile(paths);
            this.limit = limit;
        }

        static Kind of(String path) {
            for (Kind kind : values()) {
                if (kind.paths.matcher(path).matches()) {
                    return kind;
                }
            }
            return null;
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Kind kind = Kind.of(path);
        String person = request.getRemoteUser();
        long wait = kind == null || person == null ? 0 : take(kind, person);
        if (wait == 0) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait));
        if (path.startsWith("/crm") && request.getHeader("HX-Request") == null) {
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        } else {
            Problem.write(
                    request,
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Слишком много запросов",
                    "Подождите %d с и повторите. Если так бывает в обычной работе, скажите администратору."
                            .formatted(wait));
        }
    }

    /** @return seconds to wait, 0 when this one goes through */
    private long take(Kind kind, String person) {
        int most = kind.limit.applyAsInt(settings);
        if (most == 0) {
            return 0;
        }
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(kind + " " + person, any -> fresh(most));
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? 0
                : Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
    }

    private Bucket fresh(int most) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(most).refillGreedy(most, Duration.ofMinutes(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
