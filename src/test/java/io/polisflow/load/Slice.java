package io.polisflow.load;

import java.time.Duration;
import java.util.List;

/**
 * A stretch of the day with its books.
 *
 * @param name what it was, for the report
 * @param perSecond how many people began something each second
 * @param live megabytes that each node's heap held when it ended
 */
record Slice(String name, double perSecond, Duration duration, Books books, List<Double> live) {

    double answeredPerSecond() {
        return books.count(Answered.WELL) / (duration.toMillis() / 1000.0);
    }

    double p95() {
        return books.all().getValueAtPercentile(95);
    }
}
