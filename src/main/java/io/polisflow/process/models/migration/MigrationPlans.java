package io.polisflow.process.models.migration;

import io.polisflow.crm.RefusedException;
import io.polisflow.process.engine.OwnWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.migration.MigrationInstruction;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanBuilder;
import org.camunda.bpm.engine.migration.MigrationPlanValidationException;
import org.springframework.stereotype.Component;

/**
 * Makes the engine's plans out of mappings of steps.
 *
 * <p>No timer is ever set anew: what was to happen at a time happens then. A message or signal that has another name in the new
 * version is waited for under the new name.
 */
@Component
class MigrationPlans {

    private static final String CONDITIONAL = "onditional";

    private final RuntimeService runtime;
    private final ModelSteps steps;
    private final OwnWork ownWork;

    MigrationPlans(RuntimeService runtime, ModelSteps steps, OwnWork ownWork) {
        this.runtime = runtime;
        this.steps = steps;
        this.ownWork = ownWork;
    }

    /** Both versions' steps, between which plans are made. */
    record Versions(String sourceId, String targetId, Map<String, ModelStep> sources, Map<String, ModelStep> targets) {

        String sourceName(String step) {
            return name(sources, step);
        }
    }

    Versions versions(String sourceId, String targetId) {
        return new Versions(sourceId, targetId, byId(steps.of(sourceId)), byId(steps.of(targetId)));
    }

    private static Map<String, ModelStep> byId(List<ModelStep> steps) {
        return steps.stream()
                .collect(Collectors.toMap(ModelStep::id, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    /** @return source → target of what the engine takes for the same in both, then of what is like enough */
    Map<String, String> automatic(Versions versions) {
        MigrationPlan equal = ownWork.call(() -> runtime.createMigrationPlan(versions.sourceId(), versions.targetId())
                .mapEqualActivities()
                .build());
        Map<String, String> same = new LinkedHashMap<>();
        for (MigrationInstruction instruction : equal.getInstructions()) {
            if (versions.sources().containsKey(instruction.getSourceActivityId())) {
                same.put(instruction.getSourceActivityId(), instruction.getTargetActivityId());
            }
        }
        return StepSuggestions.complete(
                List.copyOf(versions.sources().values()),
                List.copyOf(versions.targets().values()),
                same,
                mapping -> refusals(versions, mapping).isEmpty());
    }

    /**
     * @param mapping source → target
     * @throws RefusedException when the engine does not take it; the message has a line for each reason
     */
    MigrationPlan plan(Versions versions, Map<String, String> mapping) {
        List<String> refusals = new ArrayList<>();
        mapping.forEach((source, target) -> {
            if (!versions.sources().containsKey(source) || !versions.targets().containsKey(target)) {
                refusals.add("Шаг «" + source + "» или «" + target + "» не найден: обновите страницу");
            }
        });
        if (refusals.isEmpty()) {
            try {
                return build(versions, mapping);
            } catch (MigrationPlanValidationException refused) {
                refusals.addAll(sentences(versions, refused));
            }
        }
        throw new RefusedException("mapping", String.join("\n", refusals));
    }

    private List<String> refusals(Versions versions, Map<String, String> mapping) {
        try {
            build(versions, mapping);
            return List.of();
        } catch (MigrationPlanValidationException refused) {
            return sentences(versions, refused);
        }
    }

    private MigrationPlan build(Versions versions, Map<String, String> mapping) {
        return ownWork.call(() -> {
            MigrationPlanBuilder plan = runtime.createMigrationPlan(versions.sourceId(), versions.targetId());
            mapping.forEach((sourceId, targetId) -> {
                ModelStep source = versions.sources().get(sourceId);
                ModelStep target = versions.targets().get(targetId);
                if (source.body() != null && target.body() != null) {
                    plan.mapActivities(source.body(), target.body());
                }
                var instruction = plan.mapActivities(sourceId, targetId);
                if (waitsAnew(source, target)) {
                    instruction.updateEventTrigger();
                }
            });
            return plan.build();
        });
    }

    /** A condition the engine always sets up anew. */
    private static boolean waitsAnew(ModelStep source, ModelStep target) {
        return source.type().contains(CONDITIONAL)
                || source.event() != null && target.event() != null && !Objects.equals(source.event(), target.event());
    }

    private static List<String> sentences(Versions versions, MigrationPlanValidationException refused) {
        List<String> sentences = new ArrayList<>();
        refused.getValidationReport().getInstructionReports().forEach(report -> {
            MigrationInstruction instruction = report.getMigrationInstruction();
            String source = name(versions.sources(), instruction.getSourceActivityId());
            String target = name(versions.targets(), instruction.getTargetActivityId());
            report.getFailures().forEach(failure -> sentences.add(EngineWords.ofMapping(source, target, failure)));
        });
        return sentences.stream().distinct().toList();
    }

    private static String name(Map<String, ModelStep> steps, String id) {
        return Optional.ofNullable(steps.get(id)).map(ModelStep::name).orElse(id);
    }
}
