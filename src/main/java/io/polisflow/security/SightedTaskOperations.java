package io.polisflow.security;

import java.util.List;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.UserOperationLogQueryImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserOperationLogManager;
import org.springframework.beans.DirectFieldAccessor;

/** Tells people without a grant for history who did what with the one open task that they name and see: Tasklist's tab «История». */
class SightedTaskOperations extends UserOperationLogManager {

    private final Sights sights;

    SightedTaskOperations(Sights sights) {
        this.sights = sights;
    }

    @Override
    public long findOperationLogEntryCountByQueryCriteria(UserOperationLogQueryImpl query) {
        return sights.asked(task(query), () -> super.findOperationLogEntryCountByQueryCriteria(query));
    }

    @Override
    public List<UserOperationLogEntry> findOperationLogEntriesByQueryCriteria(
            UserOperationLogQueryImpl query, Page page) {
        return sights.asked(task(query), () -> super.findOperationLogEntriesByQueryCriteria(query, page));
    }

    /** The query keeps to itself whom it is about. */
    private static String task(UserOperationLogQueryImpl query) {
        return (String) new DirectFieldAccessor(query).getPropertyValue("taskId");
    }
}
