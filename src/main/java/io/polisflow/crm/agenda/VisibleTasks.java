package io.polisflow.crm.agenda;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The open tasks that the signed-on person may see, as the engine's grants say. */
public interface VisibleTasks {

    /** @return those that are open and may be seen, in no order; the others are left out and not told apart */
    List<VisibleTask> among(Collection<String> ids);

    /** @return empty when there is no such task any more or it may not be seen */
    default Optional<VisibleTask> find(String id) {
        return among(List.of(id)).stream().findFirst();
    }

    /**
     * @param dueAt may be null
     * @param businessKey number of the deal, request or lead that the task is about, or null
     */
    record VisibleTask(String id, String name, Instant dueAt, String businessKey) {}
}
