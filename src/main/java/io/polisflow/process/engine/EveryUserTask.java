package io.polisflow.process.engine;

import org.camunda.bpm.engine.delegate.TaskListener;

/** A bean of this type listens to the named event of every user task of every model, before the model's own listeners. */
public interface EveryUserTask extends TaskListener {

    /** One of {@link TaskListener#EVENTNAME_CREATE} and its siblings. */
    String event();
}
