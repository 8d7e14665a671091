package io.polisflow.process.models;

import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.models.DealDiagram.Mark;
import io.polisflow.process.models.DealDiagram.Person;
import io.polisflow.process.models.DealDiagram.Step;
import io.polisflow.process.models.StandingTokens.Standing;
import io.polisflow.process.models.TakenFlows.Visit;
import io.polisflow.process.sla.HeldUpSteps.HeldUp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricActivityInstanceEntity;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** What one run of a model has left behind in the engine's history, put on the model's elements. */
final class RunTrace {

    private final BpmnModelInstance model;
    private final List<HistoricActivityInstanceEntity> steps;
    private final List<Standing> tokens;
    private final List<HeldUp> heldUp;
    private final TakenFlows taken;

    RunTrace(
            BpmnModelInstance model, List<HistoricActivityInstance> steps, List<Standing> tokens, List<HeldUp> heldUp) {
        this.model = model;
        this.steps = steps.stream()
                .map(HistoricActivityInstanceEntity.class::cast)
                .sorted(Comparator.comparing(HistoricActivityInstanceEntity::getStartTime)
                        .thenComparing(HistoricActivityInstanceEntity::getSequenceCounter))
                .toList();
        this.tokens = tokens;
        this.heldUp = heldUp;
        this.taken = new TakenFlows(model, visits());
    }

    private static boolean isBody(HistoricActivityInstance step) {
        return ModelElements.isBody(step.getActivityId());
    }

    private List<Visit> visits() {
        List<String> bodies = steps.stream()
                .filter(RunTrace::isBody)
                .map(step -> ModelElements.element(step.getActivityId()))
                .toList();
        List<Visit> visits = new ArrayList<>();
        for (HistoricActivityInstanceEntity step : steps) {
            // A token comes to the body once, however often its work is done.
            if (isBody(step) || !bodies.contains(step.getActivityId())) {
                visits.add(visit(step));
            }
        }
        tokens.stream()
                .filter(token -> token.activityInstance() == null)
                .map(token -> new Visit(
                        token.execution(), token.element(), token.execution(), token.order() + 1, Long.MAX_VALUE, null))
                .forEach(visits::add);
        return visits;
    }

    private static Visit visit(HistoricActivityInstanceEntity step) {
        return new Visit(
                step.getId(),
                ModelElements.element(step.getActivityId()),
                step.getExecutionId(),
                step.getSequenceCounter(),
                step.getStartTime().getTime(),
                step.getEndTime() == null || step.isCanceled()
                        ? null
                        : step.getEndTime().getTime());
    }

    List<String> flows() {
        return taken.ids();
    }

    /**
     * @param at tells a time in the insurer's zone
     * @param person tells who a user is
     */
    List<Step> passed(Function<Date, OffsetDateTime> at, Function<String, Person> person) {
        return steps.stream()
                .filter(step -> step.getEndTime() != null && step.getActivityName() != null && !isBody(step))
                .map(step -> new Step(
                        step.getActivityId(),
                        step.getActivityName(),
                        at.apply(step.getStartTime()),
                        at.apply(step.getEndTime()),
                        person.apply(step.getAssignee()),
                        taken.exit(visit(step)),
                        step.isCanceled(),
                        step.getCalledProcessInstanceId()))
                .toList();
    }

    List<Mark> marks() {
        Map<String, List<HistoricActivityInstanceEntity>> done = new LinkedHashMap<>();
        Stream.of(
                        steps.stream().map(step -> ModelElements.element(step.getActivityId())),
                        tokens.stream().map(Standing::element),
                        heldUp.stream().map(HeldUp::element))
                .flatMap(Function.identity())
                .forEach(element -> done.put(element, new ArrayList<>()));
        steps.stream().filter(step -> !isBody(step)).forEach(step -> done.get(step.getActivityId())
                .add(step));
        return done.entrySet().stream()
                .map(entry -> mark(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Mark mark(String element, List<HistoricActivityInstanceEntity> done) {
        List<Standing> here =
                tokens.stream().filter(token -> token.element().equals(element)).toList();
        return new Mark(
                element,
                ModelElements.label(model, element),
                (int) done.stream()
                        .filter(step -> step.getEndTime() != null && !step.isCanceled())
                        .count(),
                (int) done.stream()
                        .filter(HistoricActivityInstanceEntity::isCanceled)
                        .count(),
                here.size(),
                here.stream().anyMatch(Standing::paused),
                heldUp.stream().anyMatch(each -> each.element().equals(element)),
                done.stream()
                        .map(HistoricActivityInstance::getCalledProcessInstanceId)
                        .filter(run -> run != null)
                        .reduce((one, later) -> later)
                        .orElse(null));
    }
}
