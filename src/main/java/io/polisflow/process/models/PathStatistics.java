package io.polisflow.process.models;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * By which ways instances that ended within a period went through their model.
 *
 * @param instances that ended
 * @param won of them, whose deal is won by now @param lost whose deal is lost
 * @param variants the most frequent first
 * @param steps tasks and calls in which work was done, most repetition first
 * @param flows those that were taken
 * @param partly whether some that ended are not looked at yet
 */
public record PathStatistics(
        long instances,
        long won,
        long lost,
        List<Variant> variants,
        List<Step> steps,
        List<Flow> flows,
        boolean partly) {

    /** @return the sum of all repetitions */
    public Duration repeated() {
        return steps.stream().map(Step::repeated).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * A way that instances have in common: the same user tasks, calls and answers of decisions.
     *
     * @param id good for as long as the model's elements keep their ids
     * @param marks in order, parallel branches one after the other
     * @param won instances whose deal is won by now, and so on
     * @param median half of them took no longer; null when nobody knows
     * @param versions of the model on which it was gone, ascending
     * @param flows ids of all that it takes
     * @param gone what of it the version in force does not have, by its label; empty when the way is still there
     * @param jumps labels of steps to which no flow led, somebody having moved the instance by hand
     */
    public record Variant(
            String id,
            List<Mark> marks,
            long instances,
            long won,
            long lost,
            Duration median,
            List<Integer> versions,
            List<String> flows,
            List<String> gone,
            List<String> jumps) {}

    public enum Kind {
        DONE,
        INTERRUPTED,
        /** A decision was left by this flow. */
        ANSWER
    }

    /**
     * @param element its id, of an answer the flow's
     * @param label of the element or the answer @param question the decision's label, null when it has none or this is no answer
     */
    public record Mark(Kind kind, String element, String label, String question) {}

    /**
     * @param passed instances that did it at least once
     * @param times how often it was done or begun in all
     * @param repeatedIn instances that did it more than once
     * @param took in all, by the clock @param repeated of it what was not the first time in its instance
     * @param due tasks that had a deadline @param late of them, that ended after it
     * @param last instances whose last step it was @param lostHere of them, whose deal is lost
     */
    public record Step(
            String element,
            String label,
            long passed,
            long times,
            long repeatedIn,
            Duration took,
            Duration repeated,
            long due,
            long late,
            long last,
            long lostHere) {

        /** @return how often it was done again */
        public long repeats() {
            return times - passed;
        }
    }

    /** @param times how often it was taken @param instances that took it at least once @param lost of them, whose deal is lost */
    public record Flow(String flow, long times, long instances, long lost) {}

    /** An instance of a variant, or one that ended at a step. */
    public record Taken(String deal, String stage, Instant began, Instant ended, Duration took) {}
}
