package io.polisflow.process.engine;

import java.util.List;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.DefaultFailedJobParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.task.listener.DelegateExpressionTaskListener;
import org.camunda.bpm.engine.impl.util.ParseUtil;

/**
 * Reads as extension properties what an element template of Camunda Modeler cannot write as the engine's own elements.
 *
 * <p>{@code form-data} is the listener that fills a user task's form, as {@code ${approvalForm}}; {@code retries} is the cycle in which a
 * failed step is tried again, as {@code PT10S,PT1M,PT5M}. Modeler leaves an unused property blank, which means that there is none.
 */
final class TemplateProperties {

    static final String FORM_DATA = "form-data";
    static final String RETRIES = "retries";

    private TemplateProperties() {}

    /** @param property the value of an extension property of the activity's element by its name, or null */
    static void apply(ActivityImpl activity, UnaryOperator<String> property) {
        String retries = property.apply(RETRIES);
        if (retries != null) {
            activity.getProperties()
                    .set(
                            DefaultFailedJobParseListener.FAILED_JOB_CONFIGURATION,
                            ParseUtil.parseRetryIntervals(retries));
        }
        String formData = property.apply(FORM_DATA);
        if (formData != null && activity.getActivityBehavior() instanceof UserTaskActivityBehavior behavior) {
            fill(behavior.getTaskDefinition(), formData);
        }
    }

    private static void fill(TaskDefinition task, String listener) {
        List<TaskListener> present = task.getTaskListenersForEvent(TaskListener.EVENTNAME_CREATE);
        boolean drawn = present != null
                && present.stream()
                        .anyMatch(one -> one instanceof DelegateExpressionTaskListener delegate
                                && delegate.getExpressionText().equals(listener));
        if (!drawn) {
            task.addTaskListener(
                    TaskListener.EVENTNAME_CREATE,
                    new DelegateExpressionTaskListener(
                            Context.getProcessEngineConfiguration()
                                    .getExpressionManager()
                                    .createExpression(listener),
                            List.of()));
        }
    }
}
