package io.polisflow.process.engine;

/** Moves a deal on the funnel when its token reaches a step whose model names a {@code stage}. */
public interface StageReached {

    /**
     * Called in the engine's transaction each time a token reaches the step, also when the deal is at the stage already.
     *
     * @param dealNumber business key of the process instance, e.g. {@code D-2026-000123}
     * @param stage name of the stage in kebab-case, e.g. {@code needs-analysis}
     */
    void stageReached(String dealNumber, String stage);
}
