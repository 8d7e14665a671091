package io.polisflow.process.engine;

import io.polisflow.crm.journal.CurrentStep;

/** Tells delegates who completed the form that they record. */
public final class WorkingUser {

    private WorkingUser() {}

    /**
     * The signed-on user's id.
     *
     * @throws IllegalStateException when nobody is signed on: a decision without a person behind it is none
     */
    public static String id() {
        CurrentStep.Step step = CurrentStep.get();
        if (step == null || step.user() == null) {
            throw new IllegalStateException("This step records a person's work, but nobody is signed on");
        }
        return step.user();
    }
}
