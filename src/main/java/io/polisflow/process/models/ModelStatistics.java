package io.polisflow.process.models;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a model works: what stands in it now, and what has passed since a day.
 *
 * @param running instances that have not ended
 * @param begun instances since that day, and so on
 * @param interrupted ended before an end event
 * @param times of the finished instances
 * @param steps elements at which something stands or which something has passed
 * @param flows sequence flows, those too that nothing took
 */
public record ModelStatistics(
        Instant since,
        long running,
        long begun,
        long finished,
        long interrupted,
        Times times,
        List<Step> steps,
        List<Flow> flows) {

    /**
     * By the clock, nights and weekends too.
     *
     * @param median half took no longer
     * @param most nine of ten took no longer
     */
    public record Times(Duration median, Duration most) {}

    /**
     * @param standing tokens there now
     * @param finished how often its work was done
     * @param interrupted how often it was ended before its work was done
     * @param times of what was finished, null when nothing was
     */
    public record Step(String element, long standing, long finished, long interrupted, Times times) {}

    /**
     * @param times how often it was taken, with the tokens that wait behind it for a job to begin, whenever they came
     * @param atLeast whether more has passed than was looked at to tell its flow from others
     */
    public record Flow(String flow, long times, boolean atLeast) {}

    /** @return whether nothing has ever come here in the time that is told of */
    public boolean empty() {
        return running == 0 && begun == 0 && finished == 0 && interrupted == 0 && steps.isEmpty();
    }
}
