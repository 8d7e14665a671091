package io.polisflow.process.models.migration;

import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.models.migration.InstanceLook.Standing;
import io.polisflow.process.models.migration.InstanceLook.Verdict;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.migration.MigrateProcessInstanceCmd;
import org.camunda.bpm.engine.impl.migration.MigrationPlanExecutionBuilderImpl;
import org.camunda.bpm.engine.impl.migration.instance.MigratingActivityInstance;
import org.camunda.bpm.engine.impl.migration.instance.MigratingProcessInstance;
import org.camunda.bpm.engine.impl.migration.instance.MigratingScopeInstance;
import org.camunda.bpm.engine.impl.migration.instance.parser.MigratingInstanceParser;
import org.camunda.bpm.engine.impl.migration.validation.instance.MigratingProcessInstanceValidationReportImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.migration.MigrationPlan;

/**
 * The engine's own way to move an instance, cut in two: what it validates beforehand can also be asked without moving anything,
 * and a refusal is a result, as many instances share a transaction.
 */
final class InstanceMove extends MigrateProcessInstanceCmd {

    private final MigrationPlan plan;
    private final UnaryOperator<String> stepNames;

    /** @param stepNames id of a step of the source → its name */
    InstanceMove(MigrationPlan plan, UnaryOperator<String> stepNames) {
        super(new MigrationPlanExecutionBuilderImpl(null, plan), false);
        this.plan = plan;
        this.stepNames = stepNames;
    }

    private record Prepared(InstanceLook look, ExecutionEntity root, MigratingProcessInstance instance) {}

    /** Says what would come of it; changes nothing. */
    InstanceLook look(CommandContext context, String instanceId) {
        return prepare(context, instanceId).look();
    }

    /** Moves it when nothing is in the way, within the caller's transaction. */
    InstanceLook move(CommandContext context, String instanceId) {
        Prepared prepared = prepare(context, instanceId);
        if (prepared.look().verdict() == Verdict.CAN) {
            MigratingProcessInstance instance = prepared.instance();
            executeInContext(() -> deleteUnmappedActivityInstances(instance), instance.getSourceDefinition());
            executeInContext(() -> migrateProcessInstance(instance), instance.getTargetDefinition());
            if (prepared.root().isSuspended()) {
                suspend(instance);
            }
        }
        return prepared.look();
    }

    /** What the new version adds to a paused deal must not run before the deal does. */
    private static void suspend(MigratingProcessInstance instance) {
        int suspended = SuspensionState.SUSPENDED.getStateCode();
        for (MigratingScopeInstance scope : instance.getMigratingScopeInstances()) {
            ExecutionEntity execution = scope.resolveRepresentativeExecution();
            if (execution != null) {
                execution.setSuspensionState(suspended);
                execution.getJobs().forEach(job -> job.setSuspensionState(suspended));
            }
        }
    }

    private Prepared prepare(CommandContext context, String instanceId) {
        ExecutionEntity root = context.getExecutionManager().findExecutionById(instanceId);
        if (root == null) {
            return new Prepared(InstanceLook.of(Verdict.ENDED, "Процесс уже закончился"), null, null);
        }
        if (!plan.getSourceProcessDefinitionId().equals(root.getProcessDefinitionId())) {
            boolean there = plan.getTargetProcessDefinitionId().equals(root.getProcessDefinitionId());
            return new Prepared(
                    InstanceLook.of(
                            Verdict.CANNOT,
                            there
                                    ? "Уже на новой версии: перенесена другим переносом"
                                    : "Уже на другой версии модели: перенесена другим переносом"),
                    root,
                    null);
        }
        MigratingProcessInstanceValidationReportImpl report = new MigratingProcessInstanceValidationReportImpl();
        Parser parser = new Parser(context.getProcessEngineConfiguration().getProcessEngine());
        MigratingProcessInstance instance = parser.parse(instanceId, plan, report);
        validateInstructions(context, instance, report);
        List<Standing> standing = standing(instance);
        if (report.hasFailures()) {
            return new Prepared(new InstanceLook(Verdict.CANNOT, reason(report), standing), root, null);
        }
        if (parser.busy()) {
            return new Prepared(
                    new InstanceLook(Verdict.BUSY, "Сейчас выполняется её автоматический шаг", standing), root, null);
        }
        return new Prepared(new InstanceLook(Verdict.CAN, null, standing), root, instance);
    }

    private String reason(MigratingProcessInstanceValidationReportImpl report) {
        List<String> reasons = new ArrayList<>();
        report.getActivityInstanceReports().forEach(each -> each.getFailures()
                .forEach(failure -> reasons.add(EngineWords.ofStep(name(each.getSourceScopeId()), failure))));
        report.getTransitionInstanceReports().forEach(each -> each.getFailures()
                .forEach(failure -> reasons.add(EngineWords.ofStep(name(each.getSourceScopeId()), failure))));
        // What is left over follows from the steps named above, if any are.
        if (reasons.isEmpty()) {
            report.getFailures().forEach(failure -> reasons.add(EngineWords.ofInstance(failure)));
        }
        return EngineWords.joined(reasons);
    }

    private String name(String activity) {
        return stepNames.apply(ModelElements.element(activity));
    }

    private List<Standing> standing(MigratingProcessInstance instance) {
        List<String> steps = new ArrayList<>();
        for (MigratingActivityInstance activity : instance.getMigratingActivityInstances()) {
            var told = activity.getActivityInstance();
            if (told.getParentActivityInstanceId() != null
                    && told.getChildActivityInstances().length == 0
                    && told.getChildTransitionInstances().length == 0) {
                steps.add(told.getActivityId());
            }
        }
        instance.getMigratingTransitionInstances()
                .forEach(transition ->
                        steps.add(transition.getTransitionInstance().getActivityId()));
        return steps.stream()
                .map(ModelElements::element)
                .distinct()
                .sorted()
                .map(step -> new Standing(step, stepNames.apply(step)))
                .toList();
    }

    /** Notices whether one of the instance's jobs is being done: to move it then would have its work done twice. */
    private static final class Parser extends MigratingInstanceParser {

        private boolean busy;

        Parser(ProcessEngine engine) {
            super(engine);
        }

        boolean busy() {
            return busy;
        }

        @Override
        protected List<JobEntity> fetchJobs(CommandContext context, String instanceId) {
            List<JobEntity> jobs = super.fetchJobs(context, instanceId);
            Date now = ClockUtil.getCurrentTime();
            busy = jobs.stream()
                    .anyMatch(job -> job.getLockOwner() != null
                            && job.getLockExpirationTime() != null
                            && job.getLockExpirationTime().after(now));
            return jobs;
        }
    }
}
