package io.polisflow.load;

import io.polisflow.bench.harness.CpuMeter.Spent;
import java.time.Duration;
import java.util.List;

/**
 * A stretch of the day with its books.
 *
 * @param name what it was, for the report
 * @param perSecond how many people began something each second
 * @param cpu seconds of the nodes and of the database meanwhile
 * @param live megabytes that each node's heap held when it ended
 */
record Slice(String name, double perSecond, Duration duration, Books books, Spent cpu, List<Double> live) {

    double answeredPerSecond() {
        return books.count(Answered.WELL) / (duration.toMillis() / 1000.0);
    }

    /** Milliseconds of the nodes' CPU and of the database's for each request that was answered: what a loud machine disturbs least. */
    Spent cpuPerAnswer() {
        double answered = Math.max(1, books.count(Answered.WELL));
        return new Spent(1000 * cpu.jvm() / answered, 1000 * cpu.database() / answered);
    }

    double p95() {
        return books.all().getValueAtPercentile(95);
    }
}
