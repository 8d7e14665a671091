package io.polisflow.load;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * People who come when they come (Poisson), however long those before them still wait: an open model. Each is told when it was meant to
 * begin, so that what a slow server or this generator delays counts as waiting.
 */
final class Arrivals implements AutoCloseable {

    /** A person each who waits for an answer. */
    private static final int PEOPLE = 2000;

    private final ExecutorService people = new ThreadPoolExecutor(
            0, PEOPLE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy());
    private final Random chance = new Random(9);

    /**
     * Returns when the last has come, not when the last has gone.
     *
     * @param perSecond how many on the average
     * @param action given the intended start as {@link System#nanoTime()}
     */
    void come(double perSecond, Duration duration, LongConsumer action) throws InterruptedException {
        long begun = System.nanoTime();
        long end = begun + duration.toNanos();
        double next = begun;
        while (true) {
            next += -Math.log(1 - chance.nextDouble()) / perSecond * 1e9;
            long intended = (long) next;
            if (intended >= end) {
                TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
                return;
            }
            TimeUnit.NANOSECONDS.sleep(intended - System.nanoTime());
            people.execute(() -> action.accept(intended));
        }
    }

    @Override
    public void close() {
        people.shutdownNow();
    }
}
