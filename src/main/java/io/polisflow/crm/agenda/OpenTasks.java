package io.polisflow.crm.agenda;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The work that the models have given to a person. */
public interface OpenTasks {

    /** @return what the person has taken or been given and has a deadline, the most urgent first; paused work left out */
    List<OpenTask> of(String user);

    /**
     * @return the same of several people, due from the one moment on and before the other, the most urgent first; of a great
     *     many only the most urgent
     */
    List<OpenTask> dueBetween(Collection<String> users, Instant from, Instant to);

    /**
     * @param assignee user id
     * @param dealNumber null when there is no deal yet
     * @param client name, or null when nobody knows it yet
     */
    record OpenTask(String id, String name, String assignee, Instant dueAt, String dealNumber, String client) {

        /** Where its form is, on our pages. */
        public String path() {
            return "/camunda/app/tasklist/default/#/?task=" + id;
        }
    }
}
