package io.polisflow.process.models.migration;

import io.polisflow.process.engine.ModelElements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.bpmn.parser.EventSubscriptionDeclaration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.PvmActivity;
import org.camunda.bpm.engine.impl.pvm.PvmTransition;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.springframework.stereotype.Component;

/** Reads from a deployed version of a model the steps that the engine can move tokens from and to. */
@Component
class ModelSteps {

    private final ProcessEngineConfigurationImpl engine;

    ModelSteps(ProcessEngine engine) {
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    /** @return outer steps before the ones inside them, otherwise as the model has them */
    List<ModelStep> of(String definitionId) {
        return engine.getCommandExecutorTxRequired().execute(context -> {
            ProcessDefinitionEntity model = engine.getDeploymentCache().findDeployedProcessDefinitionById(definitionId);
            List<ModelStep> steps = new ArrayList<>();
            BpmnModelInstance drawn = engine.getDeploymentCache().findBpmnModelInstanceForProcessDefinition(model);
            collect(model, drawn, 0, steps);
            steps.sort(Comparator.comparingInt(ModelStep::depth));
            return steps;
        });
    }

    private void collect(ScopeImpl scope, BpmnModelInstance drawn, int depth, List<ModelStep> steps) {
        for (ActivityImpl activity : scope.getActivities()) {
            boolean body = ModelElements.isBody(activity.getId());
            if (!body && movable(activity)) {
                steps.add(step(activity, drawn, depth));
            }
            collect(activity, drawn, body ? depth : depth + 1, steps);
        }
    }

    private boolean movable(ActivityImpl activity) {
        return engine.getDefaultMigrationActivityValidators().stream().allMatch(validator -> validator.valid(activity));
    }

    private static ModelStep step(ActivityImpl activity, BpmnModelInstance drawn, int depth) {
        String label = ModelElements.label(drawn, activity.getId());
        boolean several = activity.getFlowScope() instanceof ActivityImpl outer && ModelElements.isBody(outer.getId());
        ScopeImpl scope = several ? ((ActivityImpl) activity.getFlowScope()).getFlowScope() : activity.getFlowScope();
        ScopeImpl waits = activity.getEventScope();
        boolean trigger = waits != null && waits != activity && waits != activity.getFlowScope();
        return new ModelStep(
                activity.getId(),
                label == null || label.isBlank()
                        ? activity.getId()
                        : label.strip().replaceAll("\\s+", " "),
                activity.getProperties().get(BpmnProperties.TYPE),
                scope.getId(),
                depth,
                trigger,
                several ? activity.getFlowScope().getId() : null,
                event(activity),
                neighbours(several ? (ActivityImpl) activity.getFlowScope() : activity));
    }

    private static String event(ActivityImpl activity) {
        return Stream.of(activity, activity.getEventScope(), activity.getFlowScope())
                .filter(Objects::nonNull)
                .map(scope -> EventSubscriptionDeclaration.getDeclarationsForScope(scope)
                        .get(activity.getId()))
                .filter(Objects::nonNull)
                .map(EventSubscriptionDeclaration::getUnresolvedEventName)
                .findFirst()
                .orElse(null);
    }

    /** Through a gateway one sees what really comes before or after: so two flows, not one. */
    private static Set<String> neighbours(ActivityImpl activity) {
        Set<String> found = new HashSet<>();
        walk(activity, PvmActivity::getIncomingTransitions, PvmTransition::getSource, "before ", found, 2);
        walk(activity, PvmActivity::getOutgoingTransitions, PvmTransition::getDestination, "behind ", found, 2);
        return found;
    }

    private static void walk(
            PvmActivity from,
            Function<PvmActivity, List<PvmTransition>> flows,
            Function<PvmTransition, PvmActivity> end,
            String side,
            Set<String> found,
            int flowsLeft) {
        if (flowsLeft > 0) {
            for (PvmTransition flow : flows.apply(from)) {
                PvmActivity next = end.apply(flow);
                found.add(side + next.getId());
                walk(next, flows, end, side, found, flowsLeft - 1);
            }
        }
    }
}
