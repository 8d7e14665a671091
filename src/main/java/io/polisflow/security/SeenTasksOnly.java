package io.polisflow.security;

import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** Refuses whatever is asked of a task by its id to who does not see it, whatever grant they hold. */
class SeenTasksOnly extends TenantCommandChecker {

    private final Sights sights;

    SeenTasksOnly(Sights sights) {
        this.sights = sights;
    }

    @Override
    public void checkReadTask(TaskEntity task) {
        sights.require(task);
    }

    @Override
    public void checkReadTaskVariable(TaskEntity task) {
        sights.require(task);
    }

    @Override
    public void checkUpdateTaskVariable(TaskEntity task) {
        sights.require(task);
    }

    @Override
    public void checkTaskAssign(TaskEntity task) {
        sights.require(task);
    }

    @Override
    public void checkTaskWork(TaskEntity task) {
        sights.require(task);
    }

    @Override
    public void checkDeleteTask(TaskEntity task) {
        sights.require(task);
    }
}
