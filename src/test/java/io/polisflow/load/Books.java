package io.polisflow.load;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The latencies and outcomes of a stretch of time, whole and by kind of request. */
final class Books {

    private static final long LONGEST_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final int DIGITS = 3;
    private static final int FAULTS_KEPT = 20;

    private final Map<String, Histogram> kinds = new ConcurrentSkipListMap<>();
    private final Histogram well = histogram();
    private final Histogram refused = histogram();
    private final Map<Answered, AtomicLong> outcomes = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    private static Histogram histogram() {
        return new ConcurrentHistogram(LONGEST_MILLIS, DIGITS);
    }

    /** @param millis from the moment when the request was meant to be sent */
    void add(String kind, Answered answered, long millis) {
        long bounded = Math.min(Math.max(millis, 0), LONGEST_MILLIS);
        outcomes.computeIfAbsent(answered, key -> new AtomicLong()).incrementAndGet();
        if (answered == Answered.REFUSED) {
            refused.recordValue(bounded);
        } else {
            well.recordValue(bounded);
            kinds.computeIfAbsent(kind, key -> histogram()).recordValue(bounded);
        }
    }

    void fault(String what) {
        if (faults.size() < FAULTS_KEPT) {
            faults.add(what);
        }
    }

    Map<String, Histogram> kinds() {
        return kinds;
    }

    /** Of all that were not refused, those that ended badly included. */
    Histogram all() {
        return well;
    }

    Histogram refused() {
        return refused;
    }

    long count(Answered answered) {
        AtomicLong counted = outcomes.get(answered);
        return counted == null ? 0 : counted.get();
    }

    Queue<String> faults() {
        return faults;
    }
}
