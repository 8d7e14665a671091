package io.polisflow.process.engine;

/** Work that is done in the background, a batch at a time. */
public interface BatchWork {

    /**
     * Does one batch and schedules the next one.
     *
     * @param id of what is worked at
     * @param run which beginning of the work this is; another one may have taken over
     */
    void work(long id, int run);
}
