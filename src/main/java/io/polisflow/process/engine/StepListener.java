package io.polisflow.process.engine;

import io.polisflow.crm.journal.CurrentStep;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.springframework.beans.factory.ObjectProvider;

/** Says who works in which step, and moves the deal to the stage that the step names. */
class StepListener implements ExecutionListener, TaskListener {

    private final String activityName;
    private final String stage;
    private final ObjectProvider<StageReached> stages;

    /** @param stage kebab-case name of the funnel's stage, or null when reaching the step moves no deal */
    StepListener(String activityName, String stage, ObjectProvider<StageReached> stages) {
        this.activityName = activityName;
        this.stage = stage;
        this.stages = stages;
    }

    @Override
    public void notify(DelegateExecution execution) {
        enter(execution);
        if (stage == null) {
            return;
        }
        String deal = execution.getProcessBusinessKey();
        if (deal == null) {
            throw new IllegalStateException("Step " + execution.getCurrentActivityId() + " names the stage " + stage
                    + ", but its process instance has no business key");
        }
        stages.getObject().stageReached(deal, stage);
    }

    @Override
    public void notify(DelegateTask task) {
        enter(task.getExecution());
    }

    private void enter(DelegateExecution execution) {
        ProcessDefinitionEntity model = ((ExecutionEntity) execution).getProcessDefinition();
        Authentication who =
                execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        String user = who == null ? null : who.getUserId();
        CurrentStep.set(new CurrentStep.Step(
                model.getKey(), model.getVersion(), execution.getCurrentActivityId(), activityName, user));
    }
}
