package io.polisflow.integration.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.retry.support.RetryTemplate;

/**
 * Speaks HTTP with one outside system and lets through only whole answers of a sane size, whatever their status.
 *
 * <p>Fast faults are repeated here a few times with jitter: a connection that was refused, and, when the call may be
 * repeated, one that broke, and 429, 502, 503, 504. A time-out is not: whoever is slow now is not helped by more of us.
 */
public final class HttpWire {

    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
    private static final int LONGEST_RETRY_AFTER_SECONDS = 2;
    private static final int CHUNK = 8192;

    private final String system;
    private final WireSettings settings;
    private final ExchangeRecorder recorder;
    private final ObjectMapper json;
    private final ScheduledExecutorService watch;
    private final CloseableHttpClient http;
    private final RetryTemplate retries;

    HttpWire(
            String system,
            WireSettings settings,
            WireProperties properties,
            ExchangeRecorder recorder,
            ObjectMapper json,
            ScheduledExecutorService watch) {
        this.system = system;
        this.settings = settings;
        this.recorder = recorder;
        this.json = json;
        this.watch = watch;
        this.http = client(settings);
        this.retries = properties.retries(Passing.class);
    }

    private static CloseableHttpClient client(WireSettings settings) {
        Timeout connect = Timeout.of(settings.connectTimeout());
        Timeout read = Timeout.of(settings.readTimeout());
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new OutsideNames(settings.baseUrl()))
                        .setMaxConnTotal(settings.maxConnections())
                        .setMaxConnPerRoute(settings.maxConnections())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(read)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(read)
                        .build())
                .evictIdleConnections(TimeValue.ofMinutes(1))
                // A redirect would carry our key to wherever it points, so the adapter judges it.
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                // A few packed kilobytes can be gigabytes.
                .disableContentCompression()
                .build();
    }

    /**
     * Asks, and repeats what failed fast and may be repeated.
     *
     * @return the answer, whatever its status
     * @throws UnavailableException when nothing came back, or too slowly, or too much; its message holds no address
     */
    public WireAnswer send(WireCall call) {
        try {
            return retries.execute(attempt -> {
                WireAnswer answer = once(call);
                if (call.isRepeatable() && PASSING.contains(answer.status()) && soon(answer)) {
                    throw new Passing(answer, null);
                }
                return answer;
            });
        } catch (Passing passing) {
            if (passing.answer != null) {
                return passing.answer;
            }
            throw passing.fault;
        }
    }

    void close() {
        http.close(CloseMode.IMMEDIATE);
    }

    private WireAnswer once(WireCall call) {
        ExchangeRecorder.Running running = recorder.begin(system, call);
        try {
            WireAnswer answer = exchange(call);
            running.answered(answer, answer.flaw(call.wantsJson()).orElse(null));
            return answer;
        } catch (IOException e) {
            UnavailableException fault = new UnavailableException(system, meaning(e) + " to " + call.operation(), e);
            running.failed(fault);
            if (neverSent(e) || call.isRepeatable() && brokenOff(e)) {
                throw new Passing(null, fault);
            }
            throw fault;
        } catch (UnavailableException e) {
            running.failed(e);
            throw e;
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Such as an address that is no address: the message could quote it together with a key.
            UnavailableException fault = new UnavailableException(
                    system,
                    "cannot ask " + call.operation() + " (" + e.getClass().getSimpleName() + ")",
                    null);
            running.failed(fault);
            throw fault;
        }
    }

    private WireAnswer exchange(WireCall call) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.address(settings.baseUrl()));
        call.headers().forEach(request::setHeader);
        if (call.body() != null) {
            request.setEntity(new ByteArrayEntity(
                    call.body(), ContentType.parse(call.bodyType().toString())));
        }
        Future<?> deadline = watch.schedule(request::cancel, settings.total().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return http.execute(request, response -> whole(call, request, response));
        } catch (Cut cut) {
            return cut.answer;
        } catch (IOException e) {
            if (request.isCancelled()) {
                throw new UnavailableException(system, "no whole answer in time to " + call.operation(), e);
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private WireAnswer whole(WireCall call, HttpUriRequestBase request, ClassicHttpResponse response)
            throws IOException {
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            // Left open on a fault: closing would first read all the rest, cancelling does not.
            InputStream stream = response.getEntity().getContent();
            body = stream == null ? body : bounded(call, request, stream);
        }
        WireAnswer answer = new WireAnswer(system, call.operation(), response.getCode(), headers(response), body, json);
        if (call.cutAt() > 0 && body.length == call.cutAt()) {
            request.cancel();
            throw new Cut(answer);
        }
        return answer;
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            // Each cookie comes in a header of its own; of any other header the first one counts.
            headers.merge(
                    header.getName(),
                    header.getValue(),
                    (first, next) -> header.getName().equalsIgnoreCase("Set-Cookie") ? first + "\n" + next : first);
        }
        return headers;
    }

    private byte[] bounded(WireCall call, HttpUriRequestBase request, InputStream stream) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
            body.write(chunk, 0, read);
            if (call.cutAt() > 0 && body.size() >= call.cutAt()) {
                return Arrays.copyOf(body.toByteArray(), call.cutAt());
            }
            if (call.cutAt() == 0 && body.size() > settings.largestAnswer()) {
                request.cancel();
                throw new UnavailableException(system, "oversized answer to " + call.operation(), null);
            }
        }
        return body.toByteArray();
    }

    private static boolean soon(WireAnswer answer) {
        return answer.header("Retry-After")
                .map(text -> text.matches("\\d{1,3}") && Integer.parseInt(text) <= LONGEST_RETRY_AFTER_SECONDS)
                .orElse(true);
    }

    private static boolean neverSent(IOException e) {
        return e instanceof ConnectException || e instanceof NoRouteToHostException;
    }

    private static boolean brokenOff(IOException e) {
        // A time-out of the socket, of the connecting or of the pool.
        return !(e instanceof InterruptedIOException) && !(e instanceof UnknownHostException);
    }

    /** A short word for the log and for people; the exception's own message can hold the address. */
    private static String meaning(IOException e) {
        return e instanceof InterruptedIOException ? "no answer in time" : "no answer";
    }

    /** Leaves the response handler without the client reading the rest of the body. */
    private static final class Cut extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient WireAnswer answer;

        Cut(WireAnswer answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    /** A fault that may be over in a moment. */
    private static final class Passing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient WireAnswer answer;
        private final UnavailableException fault;

        Passing(WireAnswer answer, UnavailableException fault) {
            super(fault);
            this.answer = answer;
            this.fault = fault;
        }
    }
}
