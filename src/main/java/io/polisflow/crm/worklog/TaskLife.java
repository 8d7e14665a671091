package io.polisflow.crm.worklog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What is known of a task, or of a deal's stay at a stage, from what has happened to it.
 *
 * <p>It waits while nobody has it: from its creation until it is taken, and again after it was given back. A task that the model gives
 * to a person is taken when it is created. A clock that runs backwards makes no time: what seems to end before it began took none.
 */
final class TaskLife {

    private final List<Pause> pauses = new ArrayList<>();
    private Instant began;
    private Instant taken;
    private Instant stopped;
    private String group;

    private record Pause(Instant from, Instant to) {}

    /**
     * How long it took without the time for which its clock stood still.
     *
     * @param taken when somebody took it who kept it, null when nobody has it
     */
    record Times(
            Instant began, Instant taken, long paused, long took, long tookOffice, long waited, long waitedOffice) {}

    void add(WorkEvent.Kind kind, Instant at, String assignee, String taskGroup) {
        switch (kind) {
            case TASK_CREATED -> {
                began = at;
                taken = assignee == null ? null : at;
                group = taskGroup;
            }
            case TASK_TAKEN, TASK_REASSIGNED -> taken = taken == null ? at : taken;
            case TASK_RETURNED -> taken = null;
            case CLOCK_STOPPED -> stopped = stopped == null ? at : stopped;
            case CLOCK_RESUMED -> resume(at);
            default -> {
                // Changes nothing of its time.
            }
        }
    }

    private void resume(Instant at) {
        if (stopped != null) {
            pauses.add(new Pause(stopped, at));
            stopped = null;
        }
    }

    /** @param from for what began before its events were written down */
    void beginAt(Instant from) {
        if (began == null) {
            began = from;
        }
    }

    String group() {
        return group;
    }

    /**
     * @param office counts office hours between two moments, in milliseconds
     * @return null when nobody knows when it began
     */
    Times times(Instant ended, BiFunction<Instant, Instant, Long> office) {
        if (began == null) {
            return null;
        }
        Instant end = latest(ended, began);
        resume(end);
        Instant waitedUntil = taken == null ? end : within(taken, end);
        long paused = pauses.stream()
                .mapToLong(pause -> Duration.between(within(pause.from(), end), within(pause.to(), end))
                        .toMillis())
                .filter(millis -> millis > 0)
                .sum();
        return new Times(
                began,
                taken,
                paused,
                running(began, end, TaskLife::wall),
                running(began, end, office),
                running(began, waitedUntil, TaskLife::wall),
                running(began, waitedUntil, office));
    }

    private long running(Instant from, Instant to, BiFunction<Instant, Instant, Long> measure) {
        long counted = 0;
        Instant start = from;
        for (Pause pause : pauses) {
            counted += positive(start, earliest(pause.from(), to), measure);
            start = latest(start, pause.to());
        }
        return counted + positive(start, to, measure);
    }

    private static long positive(Instant from, Instant to, BiFunction<Instant, Instant, Long> measure) {
        return to.isAfter(from) ? measure.apply(from, to) : 0;
    }

    private Instant within(Instant moment, Instant end) {
        return latest(began, earliest(moment, end));
    }

    private static long wall(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
