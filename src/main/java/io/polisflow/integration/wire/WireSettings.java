package io.polisflow.integration.wire;

import java.time.Duration;

/**
 * Where an outside system is and how much of us it may hold up.
 *
 * @param baseUrl address that every call's path is appended to
 * @param connectTimeout the longest wait for a connection, also for a free one of the pool
 * @param readTimeout the longest silence while an answer is awaited or read
 * @param maxConnections how many calls may be under way at once
 * @param largestAnswer in bytes; a longer answer is a fault
 */
public record WireSettings(
        String baseUrl, Duration connectTimeout, Duration readTimeout, int maxConnections, int largestAnswer) {

    private static final int USUAL_CONNECTIONS = 20;
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);

    /** As many connections as threads of ours may want. */
    public WireSettings(String baseUrl, Duration connectTimeout, Duration readTimeout, int largestAnswer) {
        this(baseUrl, connectTimeout, readTimeout, USUAL_CONNECTIONS, largestAnswer);
    }

    /** For a health probe, which must not keep its asker waiting. */
    public WireSettings forProbe() {
        return new WireSettings(baseUrl, shorter(connectTimeout), shorter(readTimeout), 2, largestAnswer);
    }

    /** An answer that drips in byte by byte keeps within every read time-out, but not within this one. */
    Duration total() {
        return connectTimeout.plus(readTimeout.multipliedBy(2));
    }

    private static Duration shorter(Duration timeout) {
        return timeout.compareTo(LONGEST_PROBE) < 0 ? timeout : LONGEST_PROBE;
    }
}
