package io.polisflow.process.engine;

import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;

/** Tells to which group a model offers a task. */
public final class CandidateGroup {

    private CandidateGroup() {}

    /** @return the first by its id of several; null for none */
    public static String of(DelegateTask task) {
        // A task that is offered to nobody has no links to ask the database for.
        if (((TaskEntity) task)
                .getTaskDefinition()
                .getCandidateGroupIdExpressions()
                .isEmpty()) {
            return null;
        }
        return task.getCandidates().stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .sorted()
                .findFirst()
                .orElse(null);
    }
}
