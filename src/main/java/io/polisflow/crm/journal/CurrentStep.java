package io.polisflow.crm.journal;

/**
 * Tells the CRM's journal in which step of which model version the running work happens.
 *
 * <p>The process engine sets it when a token reaches a step and clears it when its outermost command ends, so that a
 * service of the CRM needs no argument for it and never sees the step of an earlier piece of work.
 */
public final class CurrentStep {

    private static final ThreadLocal<Step> CURRENT = new ThreadLocal<>();

    private CurrentStep() {}

    /** The step at work on this thread, or null when neither a process nor a signed-on person is at work (a hook, an import). */
    public static Step get() {
        return CURRENT.get();
    }

    public static void set(Step step) {
        CURRENT.set(step);
    }

    public static void clear() {
        CURRENT.remove();
    }

    /** Outside any process a person works on a page or through the API; to be cleared when the request ends. */
    public static void setUser(String user) {
        CURRENT.set(new Step(null, 0, null, null, user));
    }

    /**
     * @param processKey key of the model, e.g. {@code request-intake}, or null outside any process
     * @param version version of the deployed model, from 1
     * @param activityId id of the element, e.g. {@code Task_IdentifyClient}
     * @param activityName its Russian label, or null when it has none
     * @param user id of the person at work, or null when the system is
     */
    public record Step(String processKey, int version, String activityId, String activityName, String user) {}
}
