package io.polisflow.integration.wire;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.exchange.AcceptedEvents.Accepted;
import io.polisflow.crm.exchange.Exchange;
import io.polisflow.crm.exchange.Exchange.Direction;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.exchange.ExchangeSink;
import io.polisflow.crm.exchange.Subject;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Counts and keeps what goes over the wire, whatever the protocol.
 *
 * <p>The timer {@code polisflow.exchange} bears the tags {@code system}, {@code direction}, {@code operation} and {@code
 * outcome} ({@code ok}, {@code refused}, {@code fault}).
 */
@Component
public class ExchangeRecorder {

    /** What the sender of an accepted event was answered. */
    private static final String TAKEN = "{\"status\":\"taken\"}";

    private final ExchangeSink sink;
    private final MeterRegistry meters;
    private final Clock clock;

    public ExchangeRecorder(ExchangeSink sink, MeterRegistry meters, Clock clock) {
        this.sink = sink;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Begins an exchange of a protocol other than HTTP, e.g. a letter by SMTP.
     *
     * @param address whom we speak to, without secrets
     * @param request what is sent; it is masked here
     */
    public Running begin(String system, String operation, String address, String request) {
        return new Running(
                new Exchange(clock.instant(), Subject.current(), Direction.OUT, system, operation)
                        .asked(address, Masking.text(request)),
                true);
    }

    Running begin(String system, WireCall call) {
        Exchange exchange = new Exchange(clock.instant(), Subject.current(), Direction.OUT, system, call.operation());
        if (call.isRecorded()) {
            exchange.asked(call.shown(), Masking.body(call.body(), call.bodyType()));
        }
        return new Running(exchange, call.isRecorded());
    }

    /**
     * Keeps what an outside system told us; its subject is the one that the work it caused has set.
     *
     * @param request as it came; it is masked here
     * @param status our answer's, when the protocol has one
     */
    public void told(
            String system,
            String operation,
            String address,
            String request,
            Outcome outcome,
            Integer status,
            String answer,
            long millis) {
        keep(new Exchange(began(millis), Subject.current(), Direction.IN, system, operation)
                .asked(address, Masking.text(request))
                .answered(outcome, status, Masking.text(answer), millis));
    }

    /** Keeps an event that came to a webhook; request and answer are masked already, by their media types. */
    void posted(String system, String path, String address, String request, int status, String answer, long millis) {
        keep(new Exchange(began(millis), Subject.current(), Direction.IN, system, path)
                .asked(address, request)
                .answered(Outcome.ofHttp(status), status, answer, millis));
    }

    /** Counts an event that was accepted, with the time its sender waited; it is kept when it is worked on. */
    void accepted(String system, String operation, int status, long millis) {
        count(new Exchange(began(millis), null, Direction.IN, system, operation)
                .answered(Outcome.ofHttp(status), status, null, millis));
    }

    /** Keeps an accepted event under the deal that it turned out to be about, with the time that its work took. */
    void workedOn(Accepted event, long startedAt) {
        sink.keep(accepted(event).answered(Outcome.OK, HttpStatus.OK.value(), TAKEN, millisSince(startedAt)));
    }

    /** Keeps that an accepted event could not be worked on so far. */
    void workFailed(Accepted event, Throwable fault, long startedAt) {
        sink.keep(accepted(event).failed(Masking.text(fault.toString()), millisSince(startedAt)));
    }

    private static Exchange accepted(Accepted event) {
        return new Exchange(event.acceptedAt(), Subject.current(), Direction.IN, event.system(), event.operation())
                .asked("POST " + event.operation(), Masking.text(event.body()));
    }

    private static long millisSince(long startedAt) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    }

    /** Counts an event that came to a webhook and was not let in, under one name whatever its path. */
    void turnedAway(String system, int status, long millis) {
        count(new Exchange(began(millis), null, Direction.IN, system, "turned-away")
                .answered(Outcome.ofHttp(status), status, null, millis));
    }

    /**
     * Counts a look whether anything is there or new, by a protocol other than HTTP; it is not kept, or it would bury what
     * happened.
     *
     * @param operation stable short name, e.g. {@code poll}
     * @param startedAt of {@link System#nanoTime()}
     */
    public void looked(String system, String operation, Outcome outcome, long startedAt) {
        long millis = millisSince(startedAt);
        count(new Exchange(began(millis), null, Direction.OUT, system, operation)
                .answered(outcome, null, null, millis));
    }

    private void keep(Exchange exchange) {
        count(exchange);
        sink.keep(exchange);
    }

    private Instant began(long millis) {
        return clock.instant().minusMillis(millis);
    }

    private void count(Exchange exchange) {
        Timer.builder("polisflow.exchange")
                .description("Calls of outside systems and events from them")
                .tag("system", exchange.system())
                .tag("direction", exchange.direction().name().toLowerCase(Locale.ROOT))
                .tag("operation", exchange.operation())
                .tag("outcome", exchange.outcome().name().toLowerCase(Locale.ROOT))
                .publishPercentileHistogram()
                .register(meters)
                .record(exchange.millis(), TimeUnit.MILLISECONDS);
    }

    /** An exchange that waits for its answer; it ends with one of these methods. */
    public final class Running {

        private final Exchange exchange;
        private final boolean recorded;
        private final long startedAt = System.nanoTime();

        private Running(Exchange exchange, boolean recorded) {
            this.exchange = exchange;
            this.recorded = recorded;
        }

        /** @param flaw for which the answer is of no use, or null */
        void answered(WireAnswer answer, UnavailableException flaw) {
            exchange.answered(
                    Outcome.ofHttp(answer.status()),
                    answer.status(),
                    recorded ? Masking.body(answer.body(), answer.type().orElse(null)) : null,
                    millis());
            end(flaw == null ? exchange : exchange.failed(flaw.getMessage(), millis()));
        }

        /** @param answer what came back; it is masked here */
        public void answered(Outcome outcome, Integer status, String answer) {
            end(exchange.answered(outcome, status, Masking.text(answer), millis()));
        }

        public void failed(UnavailableException fault) {
            end(exchange.failed(fault.getMessage(), millis()));
        }

        private long millis() {
            return millisSince(startedAt);
        }

        private void end(Exchange ended) {
            count(ended);
            if (recorded) {
                sink.keep(ended);
            }
        }
    }
}
