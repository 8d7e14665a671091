package io.polisflow.process.models.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.polisflow.crm.RefusedException;
import io.polisflow.process.engine.EveryUserTask;
import io.polisflow.process.engine.FormBreachException;
import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.engine.expressions.ForbiddenCodeException;
import io.polisflow.process.models.scenario.ScenarioReport.Token;
import io.polisflow.process.models.scenario.Walk.Visit;
import io.polisflow.process.models.scenario.Words.Role;
import java.io.Serial;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.form.CamundaFormRef;
import org.camunda.bpm.engine.form.FormData;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;

/** The processes of one story: begins and moves them, and sees where they stand. */
final class StoryProcesses {

    private static final String CALL = "callActivity";

    private final ProcessEngine engine;
    private final StoryWorld world;
    private final StoryJobs jobs;
    private final Map<String, JsonNode> forms;
    private final Map<String, Instant> begun;
    private final Map<String, String> models = new HashMap<>();

    /**
     * @param forms by their ids
     * @param begun when tasks were created, by their ids, on the story's clock
     */
    StoryProcesses(ProcessEngine engine, StoryWorld world, Map<String, JsonNode> forms, Map<String, Instant> begun) {
        this.engine = engine;
        this.world = world;
        this.forms = forms;
        this.begun = begun;
        this.jobs = new StoryJobs(engine, world, this::model);
    }

    /** What the form of a task or start is filled with. */
    interface FormFilling {

        Entered enter(JsonNode form);
    }

    /** @param lists the choices that the CRM would have put beside the form */
    record Entered(Map<String, Object> variables, Map<String, Object> lists) {}

    /** A form or the CRM did not accept what was entered. */
    static final class Refused extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** Notes when tasks begin, because the engine would note the real time. */
    static EveryUserTask noting(Map<String, Instant> begun, StoryClock clock) {
        return new EveryUserTask() {
            @Override
            public String event() {
                return EVENTNAME_CREATE;
            }

            @Override
            public void notify(DelegateTask task) {
                begun.put(task.getId(), clock.instant());
            }
        };
    }

    void begin(String model) {
        String deal = world.facts().deal();
        Map<String, Object> variables = world.facts().variables();
        variables.put("dealNumber", deal);
        act(() -> engine.getRuntimeService().startProcessInstanceByKey(model, deal, variables));
    }

    void beginByForm(String model, FormFilling filling, Role who) {
        ProcessDefinition definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(model)
                .latestVersion()
                .singleResult();
        Entered entered = filling.enter(form(engine.getFormService().getStartFormData(definition.getId())));
        Map<String, Object> variables = new HashMap<>(entered.lists());
        variables.putAll(entered.variables());
        as(who, () -> {
            world.facts().submitted(entered.variables().keySet());
            engine.getFormService().submitStartForm(definition.getId(), variables);
        });
    }

    private JsonNode form(FormData data) {
        CamundaFormRef reference = data == null ? null : data.getCamundaFormRef();
        JsonNode form = reference == null ? null : forms.get(reference.getKey());
        return form == null ? JsonNodeFactory.instance.objectNode() : form;
    }

    void complete(Task task, FormFilling filling, Role who) {
        Entered entered = filling.enter(form(engine.getFormService().getTaskFormData(task.getId())));
        as(who, () -> {
            engine.getTaskService().setVariablesLocal(task.getId(), entered.lists());
            world.facts().submitted(entered.variables().keySet());
            engine.getFormService().submitTaskForm(task.getId(), entered.variables());
        });
    }

    private void as(Role who, Runnable work) {
        engine.getIdentityService().setAuthentication(who.user(), who.groups());
        try {
            act(work);
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private void act(Runnable work) {
        try {
            work.run();
            world.walk().keep();
        } catch (RuntimeException e) {
            world.walk().drop();
            throw told(e);
        }
        jobs.settle();
    }

    /** The engine's exceptions in the words of whoever drew the model. */
    private RuntimeException told(RuntimeException failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            deepest = cause;
            if (cause instanceof StepFailure || cause instanceof StoryLimit.Exceeded) {
                return (RuntimeException) cause;
            }
            if (cause instanceof RefusedException || cause instanceof FormBreachException) {
                return new Refused(cause.getMessage());
            }
            if (cause instanceof ForbiddenCodeException) {
                return new StepFailure(
                        "модель идёт дальше", "в ней код, который не выполняется: " + cause.getMessage());
            }
            if (cause instanceof SuspendedEntityInteractionException) {
                return new StepFailure("работа идёт", "процесс приостановлен; " + standing());
            }
        }
        return new StepFailure("модель идёт дальше", "она остановилась с ошибкой: " + deepest.getMessage());
    }

    void passUntil(Instant moment) {
        jobs.passUntil(moment);
    }

    boolean retry(Set<Visit> steps) {
        return jobs.retry(steps);
    }

    boolean heldUp(Set<Visit> steps) {
        return jobs.heldUp(steps);
    }

    /** @return false when none of the events is awaited */
    boolean happens(Set<Visit> events, Map<String, Object> data) {
        Map<String, Object> variables = new HashMap<>();
        data.forEach((name, value) -> variables.put(name, StoryValues.stored(value)));
        for (EventSubscription awaited : subscriptions(events)) {
            if (awaited.getExecutionId() != null) {
                act(() -> receive(awaited, variables));
                return true;
            }
        }
        if (jobs.reach(events)) {
            return true;
        }
        for (EventSubscription start : subscriptions(events)) {
            String deal = world.facts().deal();
            Map<String, Object> all = world.facts().variables();
            all.put("dealNumber", deal);
            all.putAll(variables);
            act(() -> engine.getRuntimeService()
                    .createMessageCorrelation(start.getEventName())
                    .processInstanceBusinessKey(deal)
                    .setVariables(all)
                    .correlateStartMessage());
            return true;
        }
        return jobs.start(events);
    }

    private void receive(EventSubscription awaited, Map<String, Object> variables) {
        if ("signal".equals(awaited.getEventType())) {
            engine.getRuntimeService().signalEventReceived(awaited.getEventName(), awaited.getExecutionId(), variables);
        } else {
            engine.getRuntimeService()
                    .messageEventReceived(awaited.getEventName(), awaited.getExecutionId(), variables);
        }
    }

    private List<EventSubscription> subscriptions(Set<Visit> events) {
        return engine.getRuntimeService().createEventSubscriptionQuery().list().stream()
                .filter(awaited -> events.contains(new Visit(modelOf(awaited), awaited.getActivityId())))
                .toList();
    }

    private String modelOf(EventSubscription awaited) {
        if (awaited.getProcessInstanceId() == null) {
            return model(((EventSubscriptionEntity) awaited).getConfiguration());
        }
        return model(engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(awaited.getProcessInstanceId())
                .singleResult()
                .getProcessDefinitionId());
    }

    private String model(String definitionId) {
        return models.computeIfAbsent(
                definitionId,
                id -> engine.getRepositoryService().getProcessDefinition(id).getKey());
    }

    /** @return the labels of those events that something waits for */
    Set<String> awaited(Set<Visit> events) {
        Set<String> awaited = new LinkedHashSet<>(jobs.awaited(events));
        subscriptions(events).stream()
                .filter(subscription -> subscription.getExecutionId() != null)
                .map(subscription ->
                        world.labels().label(new Visit(modelOf(subscription), subscription.getActivityId())))
                .forEach(awaited::add);
        return awaited;
    }

    List<Task> open(Set<Visit> named) {
        return engine.getTaskService().createTaskQuery().list().stream()
                .filter(task ->
                        named.contains(new Visit(model(task.getProcessDefinitionId()), task.getTaskDefinitionKey())))
                .toList();
    }

    boolean isFor(Task task, Role who) {
        if (task.getAssignee() != null) {
            return task.getAssignee().equals(who.user());
        }
        return links(task)
                .anyMatch(link ->
                        who.groups().contains(link.getGroupId()) || who.user().equals(link.getUserId()));
    }

    private java.util.stream.Stream<IdentityLink> links(Task task) {
        return engine.getTaskService().getIdentityLinksForTask(task.getId()).stream();
    }

    /** Who gets the task, for a message. */
    String audience(Task task) {
        if (task.getAssignee() != null) {
            return "она назначена пользователю " + task.getAssignee();
        }
        String groups = links(task)
                .map(link -> link.getGroupId() == null ? link.getUserId() : link.getGroupId())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return groups.isEmpty() ? "её не видит никто" : "её видят " + groups;
    }

    /** @return from the task's beginning to its deadline, or null when it has none */
    BigDecimal workingHours(Task task) {
        Date due = task.getDueDate();
        return due == null ? null : world.calendar().workingHoursBetween(begun.get(task.getId()), due.toInstant());
    }

    Set<String> values(String variable) {
        return engine.getRuntimeService().createVariableInstanceQuery().variableName(variable).list().stream()
                .map(value -> String.valueOf(StoryValues.plain(value.getValue())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    boolean suspended() {
        return engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .suspended()
                        .count()
                > 0;
    }

    /** Where the tokens stand, without the calls that wait for another process. */
    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        for (ProcessInstance instance :
                engine.getRuntimeService().createProcessInstanceQuery().list()) {
            String model = model(instance.getProcessDefinitionId());
            collect(engine.getRuntimeService().getActivityInstance(instance.getId()), model, tokens);
        }
        return tokens;
    }

    private void collect(ActivityInstance activity, String model, List<Token> tokens) {
        for (TransitionInstance waiting : activity.getChildTransitionInstances()) {
            tokens.add(token(model, waiting.getActivityId()));
        }
        for (ActivityInstance child : activity.getChildActivityInstances()) {
            boolean leaf = child.getChildActivityInstances().length + child.getChildTransitionInstances().length == 0;
            if (!leaf) {
                collect(child, model, tokens);
            } else if (!CALL.equals(child.getActivityType())) {
                tokens.add(token(model, child.getActivityId()));
            }
        }
    }

    private Token token(String model, String activity) {
        String element = ModelElements.element(activity);
        return new Token(
                model, world.labels().modelName(model), element, world.labels().label(new Visit(model, element)));
    }

    /** Where everything stands, for a message. */
    String standing() {
        List<Token> tokens = tokens();
        if (tokens.isEmpty()) {
            return "ни один процесс не идёт";
        }
        return "токены стоят: "
                + tokens.stream()
                        .map(token -> "«" + token.modelName() + "» на «" + token.label() + "»"
                                + jobs.fault(new Visit(token.model(), token.element())))
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    /** Ends what is left of the story. */
    void end() {
        engine.getRuntimeService().createProcessInstanceQuery().rootProcessInstances().list().stream()
                .map(ProcessInstance::getId)
                .forEach(id -> engine.getRuntimeService().deleteProcessInstance(id, "История рассказана", true));
        world.walk().drop();
        begun.clear();
    }
}
