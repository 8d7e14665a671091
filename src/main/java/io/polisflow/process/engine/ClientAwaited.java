package io.polisflow.process.engine;

/** Is told when a token comes to or leaves a step whose model says {@code waits-for} = {@code client}. */
public interface ClientAwaited {

    /**
     * Called in the engine's transaction.
     *
     * @param dealNumber business key of the process instance
     * @param waits false when the token goes on, however it goes
     */
    void clientAwaited(String dealNumber, boolean waits);
}
