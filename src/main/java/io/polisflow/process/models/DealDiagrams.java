package io.polisflow.process.models;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.polisflow.crm.deal.Staff;
import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.models.DealDiagram.Person;
import io.polisflow.process.models.DealDiagram.Run;
import io.polisflow.process.models.DealDiagram.State;
import io.polisflow.process.models.DealDiagram.Token;
import io.polisflow.process.sla.HeldUpSteps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Service;

/** Shows a deal on its models: what has passed, by which way, and where the tokens stand. */
@Service
public class DealDiagrams {

    /** The frame of every deal: what one looks at first. */
    private static final String FRAME = "deal";

    // A deal has a dozen runs and a run some fifty steps; beyond that somebody goes in circles.
    private static final int MOST_RUNS = 200;
    private static final int MOST_STEPS = 500;

    private final HistoryService history;
    private final RepositoryService repository;
    private final StandingTokens standing;
    private final HeldUpSteps heldUp;
    private final OwnWork ownWork;
    private final Staff staff;
    private final Clock clock;

    DealDiagrams(
            HistoryService history,
            RepositoryService repository,
            StandingTokens standing,
            HeldUpSteps heldUp,
            OwnWork ownWork,
            Staff staff,
            Clock clock) {
        this.history = history;
        this.repository = repository;
        this.standing = standing;
        this.heldUp = heldUp;
        this.ownWork = ownWork;
        this.staff = staff;
        this.clock = clock;
    }

    /**
     * @param run which run to tell of; null for the deal's frame
     * @return without any run when nothing ran or the history was cleaned up; empty when the deal has no such run
     */
    public Optional<DealDiagram> of(String dealNumber, String run) {
        return ownWork.call(() -> read(dealNumber, run));
    }

    /**
     * The drawing of a model as it was deployed; it never changes.
     *
     * @param model id of a version of the model
     * @return BPMN 2.0 XML
     */
    public Optional<byte[]> drawing(String model) {
        return ownWork.call(() -> {
            ProcessDefinition definition = repository
                    .createProcessDefinitionQuery()
                    .processDefinitionId(model)
                    .singleResult();
            return definition == null ? Optional.empty() : Optional.of(xml(model));
        });
    }

    private byte[] xml(String model) {
        try (InputStream xml = repository.getProcessModel(model)) {
            return xml.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<DealDiagram> read(String dealNumber, String run) {
        List<HistoricProcessInstance> found = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(dealNumber)
                .orderByProcessInstanceStartTime()
                .desc()
                .orderByProcessInstanceId()
                .desc()
                .listPage(0, MOST_RUNS);
        List<Run> runs = runs(found);
        Optional<Run> shown = run == null
                ? first(runs)
                : runs.stream().filter(each -> each.id().equals(run)).findFirst();
        if (shown.isEmpty()) {
            return run == null
                    ? Optional.of(new DealDiagram(List.of(), null, List.of(), List.of(), List.of(), List.of(), false))
                    : Optional.empty();
        }
        return Optional.of(told(dealNumber, runs, shown.get(), found.size() == MOST_RUNS));
    }

    private DealDiagram told(String dealNumber, List<Run> runs, Run shown, boolean cut) {
        List<HistoricActivityInstance> steps = history.createHistoricActivityInstanceQuery()
                .processInstanceId(shown.id())
                .orderByHistoricActivityInstanceStartTime()
                .desc()
                .orderPartiallyByOccurrence()
                .desc()
                .listPage(0, MOST_STEPS);
        Map<String, Person> people = new HashMap<>();
        boolean alive = runs.stream().anyMatch(each -> each.endedAt() == null);
        List<StandingTokens.Standing> tokens = alive ? standing.of(dealNumber, runs, steps) : List.of();
        List<HeldUpSteps.HeldUp> failing = alive ? heldUp.of(dealNumber) : List.of();
        RunTrace trace = new RunTrace(
                repository.getBpmnModelInstance(shown.model()),
                steps,
                tokens.stream().filter(each -> each.run().equals(shown)).toList(),
                failing.stream().filter(each -> each.run().equals(shown.id())).toList());
        return new DealDiagram(
                runs,
                shown,
                trace.marks(),
                trace.flows(),
                trace.passed(this::at, id -> person(people, id)),
                tokens.stream().map(each -> token(each, failing, people)).toList(),
                cut || steps.size() == MOST_STEPS);
    }

    private Token token(StandingTokens.Standing token, List<HeldUpSteps.HeldUp> failing, Map<String, Person> people) {
        return new Token(
                token.run(),
                token.element(),
                ModelElements.label(repository.getBpmnModelInstance(token.run().model()), token.element()),
                token.work(),
                person(people, token.assignee()),
                at(token.since()),
                at(token.due()),
                token.paused(),
                failing.stream()
                        .filter(each -> each.run().equals(token.run().id())
                                && each.element().equals(token.element()))
                        .findFirst()
                        .orElse(null),
                token.called());
    }

    /** The frame; without one what still goes on, then what ended last. */
    private static Optional<Run> first(List<Run> runs) {
        return runs.stream()
                .max(Comparator.<Run, Boolean>comparing(run -> run.process().equals(FRAME))
                        .thenComparing(run -> run.caller() == null)
                        .thenComparing(run -> run.endedAt() == null)
                        .thenComparing(Run::startedAt));
    }

    private List<Run> runs(List<HistoricProcessInstance> found) {
        Map<String, HistoricProcessInstance> byId =
                found.stream().collect(toMap(HistoricProcessInstance::getId, identity()));
        List<HistoricProcessInstance> ordered = new ArrayList<>(found);
        // What is called begins within the same millisecond as its caller, often.
        ordered.sort(Comparator.<HistoricProcessInstance, Boolean>comparing(
                        run -> !run.getProcessDefinitionKey().equals(FRAME))
                .thenComparing(HistoricProcessInstance::getStartTime)
                .thenComparing(run -> depth(run, byId))
                .thenComparing(HistoricProcessInstance::getId));
        Map<String, Integer> turns = new HashMap<>();
        return ordered.stream()
                .map(run -> run(run, byId.keySet(), turns.merge(run.getProcessDefinitionKey(), 1, Integer::sum)))
                .toList();
    }

    private static int depth(HistoricProcessInstance run, Map<String, HistoricProcessInstance> byId) {
        int depth = 0;
        for (HistoricProcessInstance caller = byId.get(run.getSuperProcessInstanceId());
                caller != null;
                caller = byId.get(caller.getSuperProcessInstanceId())) {
            depth++;
        }
        return depth;
    }

    private Run run(HistoricProcessInstance run, Set<String> known, int turn) {
        String caller = run.getSuperProcessInstanceId();
        return new Run(
                run.getId(),
                run.getProcessDefinitionKey(),
                run.getProcessDefinitionName() == null ? run.getProcessDefinitionKey() : run.getProcessDefinitionName(),
                run.getProcessDefinitionVersion(),
                run.getProcessDefinitionId(),
                caller != null && known.contains(caller) ? caller : null,
                turn,
                at(run.getStartTime()),
                at(run.getEndTime()),
                state(run.getState()));
    }

    private static State state(String state) {
        return switch (state) {
            case HistoricProcessInstance.STATE_ACTIVE -> State.RUNNING;
            case HistoricProcessInstance.STATE_SUSPENDED -> State.PAUSED;
            case HistoricProcessInstance.STATE_COMPLETED -> State.COMPLETED;
            default -> State.TERMINATED;
        };
    }

    private Person person(Map<String, Person> people, String id) {
        return id == null ? null : people.computeIfAbsent(id, user -> new Person(user, staff.nameOf(user)));
    }

    private OffsetDateTime at(Date date) {
        return date == null ? null : date.toInstant().atZone(clock.getZone()).toOffsetDateTime();
    }
}
