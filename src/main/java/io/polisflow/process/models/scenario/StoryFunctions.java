package io.polisflow.process.models.scenario;

import java.time.Clock;
import java.util.Date;
import org.joda.time.DateTime;

/** The functions of expressions that tell the time; expressions call nothing but static methods, so the story's clock is the thread's. */
public final class StoryFunctions {

    private static final ThreadLocal<Clock> CLOCK = new ThreadLocal<>();

    private StoryFunctions() {}

    /** One run has one thread. */
    static void play(Clock clock) {
        CLOCK.set(clock);
    }

    /** The moment of the story that this thread plays. */
    public static Date now() {
        return Date.from(CLOCK.get().instant());
    }

    /** The same as a value that can be counted on. */
    public static DateTime dateTime() {
        return new DateTime(now());
    }
}
