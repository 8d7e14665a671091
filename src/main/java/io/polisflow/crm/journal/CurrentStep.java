package io.polisflow.crm.journal;

/** The step of the model that is being worked on in this thread; the process layer sets it, the journal reads it. */
public final class CurrentStep {

    private static final ThreadLocal<Step> CURRENT = new ThreadLocal<>();

    private CurrentStep() {}

    /** @return null outside of a process */
    public static Step get() {
        return CURRENT.get();
    }

    public static void set(Step step) {
        CURRENT.set(step);
    }

    public static void clear() {
        CURRENT.remove();
    }

    /** @param user who works, or null for the system */
    public record Step(String processKey, int version, String activityId, String activityName, String user) {}
}
