package io.polisflow.process.engine.expressions;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidator;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidatorContext;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;

/** Stands where an old version of a model holds code: the version can be loaded, but whoever comes there gets no further. */
class RefusedStep extends TaskActivityBehavior implements ExecutionListener, TaskListener, FormFieldValidator {

    private final String code;

    /** @param code what the model names, for whoever reads the incident */
    RefusedStep(String code) {
        this.code = code;
    }

    @Override
    public void execute(ActivityExecution execution) {
        throw refused();
    }

    @Override
    public void notify(DelegateExecution execution) {
        throw refused();
    }

    @Override
    public void notify(DelegateTask task) {
        throw refused();
    }

    @Override
    public boolean validate(Object submittedValue, FormFieldValidatorContext validatorContext) {
        throw refused();
    }

    private ForbiddenCodeException refused() {
        return new ForbiddenCodeException("Models may not hold code: " + code);
    }
}
