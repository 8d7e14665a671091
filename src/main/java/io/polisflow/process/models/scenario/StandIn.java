package io.polisflow.process.models.scenario;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;

/** Takes the place of a bean that a model calls: it tells the story that it was called, and touches nothing else. */
final class StandIn implements JavaDelegate, ExecutionListener, TaskListener {

    /** What a call of a bean does in a story. */
    interface Play {

        void step(String bean, DelegateExecution execution);
    }

    private final String bean;
    private final Play play;

    StandIn(String bean, Play play) {
        this.bean = bean;
        this.play = play;
    }

    @Override
    public void execute(DelegateExecution execution) {
        play.step(bean, execution);
    }

    @Override
    public void notify(DelegateExecution execution) {
        play.step(bean, execution);
    }

    /** A listener of a task puts facts of the CRM on a form, of which a story has none. */
    @Override
    public void notify(DelegateTask task) {}
}
