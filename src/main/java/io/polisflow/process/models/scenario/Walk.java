package io.polisflow.process.models.scenario;

import io.polisflow.process.engine.ModelElements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Notes where the tokens go: what a story has done so far, and what all stories together have covered. */
final class Walk extends AbstractBpmnParseListener {

    /** An element of a model. */
    record Visit(String model, String element) {}

    private record Covered(Set<String> reached, Set<String> left, Set<String> flows) {}

    private final StoryLimit limit;
    private final Map<String, Covered> covered = new HashMap<>();
    private final List<Visit> story = new ArrayList<>();
    private final Set<String> started = new LinkedHashSet<>();
    private final List<Runnable> uncommitted = new ArrayList<>();

    Walk(StoryLimit limit) {
        this.limit = limit;
    }

    void newStory() {
        story.clear();
        started.clear();
        limit.newStory();
    }

    /** What was noted since the last decision did happen. */
    void keep() {
        uncommitted.forEach(Runnable::run);
        uncommitted.clear();
    }

    /** What was noted since the last decision was rolled back. */
    void drop() {
        uncommitted.clear();
    }

    /** What to say of a model that goes on from job to job. */
    StoryLimit.Exceeded endless() {
        return limit.endless();
    }

    /** How often the story came to that element. */
    long visits(Visit element) {
        return story.stream().filter(element::equals).count();
    }

    /** Keys of the models that the story began. */
    Set<String> started() {
        return started;
    }

    Set<String> reached(String model) {
        return of(model).reached();
    }

    /** Elements that a token has left in the ordinary way. */
    Set<String> left(String model) {
        return of(model).left();
    }

    Set<String> flows(String model) {
        return of(model).flows();
    }

    private Covered of(String model) {
        return covered.computeIfAbsent(model, key -> new Covered(new HashSet<>(), new HashSet<>(), new HashSet<>()));
    }

    @Override
    public void parseSequenceFlow(Element flow, ScopeImpl scope, TransitionImpl transition) {
        String id = transition.getId();
        ExecutionListener taken = execution -> {
            String model = model(execution);
            uncommitted.add(() -> of(model).flows().add(id));
        };
        transition.addBuiltInListener(ExecutionListener.EVENTNAME_TAKE, taken);
    }

    @Override
    public void parseProcess(Element process, ProcessDefinitionEntity model) {
        ExecutionListener begun = execution -> uncommitted.add(() -> started.add(model.getKey()));
        model.addBuiltInListener(ExecutionListener.EVENTNAME_START, begun);
        listen(model);
    }

    private void listen(ScopeImpl scope) {
        for (ActivityImpl activity : scope.getActivities()) {
            if (!ModelElements.isBody(activity.getId())) {
                ExecutionListener reached = this::reached;
                ExecutionListener left = this::left;
                activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, reached, 0);
                activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, left);
            }
            listen(activity);
        }
    }

    private void reached(DelegateExecution execution) {
        Visit visit = new Visit(model(execution), execution.getCurrentActivityId());
        String label = execution.getCurrentActivityName();
        limit.step(label == null ? visit.element() : "«" + label + "»");
        uncommitted.add(() -> {
            story.add(visit);
            of(visit.model()).reached().add(visit.element());
        });
    }

    private void left(DelegateExecution execution) {
        if (!execution.isCanceled()) {
            Visit visit = new Visit(model(execution), execution.getCurrentActivityId());
            uncommitted.add(() -> of(visit.model()).left().add(visit.element()));
        }
    }

    static String model(DelegateExecution execution) {
        return ((ProcessDefinitionEntity) ((ExecutionEntity) execution).getProcessDefinition()).getKey();
    }
}
