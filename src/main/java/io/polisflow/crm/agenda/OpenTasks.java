package io.polisflow.crm.agenda;

import java.time.Instant;
import java.util.List;

/** The work that the models have given to a person. */
public interface OpenTasks {

    /** @return what the person has taken or been given and has a deadline, the most urgent first; paused work left out */
    List<OpenTask> of(String user);

    /**
     * @param dealNumber null when there is no deal yet
     * @param client name, or null when nobody knows it yet
     */
    record OpenTask(String id, String name, Instant dueAt, String dealNumber, String client) {}
}
