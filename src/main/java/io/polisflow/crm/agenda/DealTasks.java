package io.polisflow.crm.agenda;

import io.polisflow.crm.deal.DealCondition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The work that the models have given to people on some deals: what is open and what is done. */
public interface DealTasks {

    /** @return open tasks of these deals, the most urgent first */
    List<OpenWork> open(Collection<String> dealNumbers, int most);

    /** @return the condition that nobody has a task of the deal; one that {@link #open} would not list counts for none */
    DealCondition none();

    /** @return completed tasks of these deals, the latest first; cancelled ones are none */
    List<DoneWork> done(Collection<String> dealNumbers, int most);

    /**
     * @param assignee user id, or null while a group has it
     * @param dueAt may be null
     */
    record OpenWork(String id, String name, String assignee, Instant dueAt, String dealNumber) {}

    /**
     * @param who user id, or null when nobody had taken it
     * @param model the model's Russian name, or its key when it has none
     * @param version of the deployed model, from 1
     */
    record DoneWork(String id, String name, String who, Instant at, String dealNumber, String model, int version) {}
}
