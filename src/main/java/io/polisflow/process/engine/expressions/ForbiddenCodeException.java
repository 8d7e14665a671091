package io.polisflow.process.engine.expressions;

import org.camunda.bpm.engine.ProcessEngineException;

/** A model asked for what only code may do; the step fails before anything of it runs. */
public class ForbiddenCodeException extends ProcessEngineException {

    private static final long serialVersionUID = 1L;

    ForbiddenCodeException(String message) {
        super(message);
    }
}
