package io.polisflow.process.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;

/** Gives every model, also one that an analyst deploys tomorrow, the step, the stage, the checked forms and the deadlines. */
class ModelParseListener extends AbstractBpmnParseListener {

    private static final String STAGE = "stage";
    private static final String WAITS_FOR = "waits-for";
    private static final String CLIENT = "client";

    private final FormGuard forms;
    private final ObjectProvider<StageReached> stages;
    private final ObjectProvider<EveryUserTask> everyUserTask;
    private final ObjectProvider<ClientAwaited> awaited;

    ModelParseListener(
            FormGuard forms,
            ObjectProvider<StageReached> stages,
            ObjectProvider<EveryUserTask> everyUserTask,
            ObjectProvider<ClientAwaited> awaited) {
        this.forms = forms;
        this.stages = stages;
        this.everyUserTask = everyUserTask;
        this.awaited = awaited;
    }

    /** Comes last in the parsing of a process, when all its activities are there. */
    @Override
    public void parseProcess(Element process, ProcessDefinitionEntity model) {
        Map<String, Element> elements = new HashMap<>();
        collect(process, elements);
        equip(model, elements);
        FormDefinition startForm = model.getStartFormDefinition();
        if (model.getInitial() != null && hasForm(startForm)) {
            model.getInitial().addBuiltInListener(ExecutionListener.EVENTNAME_START, forms.checkOnStart(startForm), 0);
        }
    }

    private static void collect(Element element, Map<String, Element> elements) {
        String id = element.attribute("id");
        if (id != null) {
            elements.put(id, element);
        }
        element.elements().forEach(child -> collect(child, elements));
    }

    private void equip(ScopeImpl scope, Map<String, Element> elements) {
        for (ActivityImpl activity : scope.getActivities()) {
            Element element = elements.get(activity.getId());
            if (element != null) {
                StepListener step = new StepListener(activity.getName(), property(element, STAGE), stages);
                activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, step, 0);
                if (CLIENT.equals(property(element, WAITS_FOR))) {
                    AwaitingListener awaiting = new AwaitingListener(awaited);
                    activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, awaiting);
                    activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, awaiting);
                }
                TemplateProperties.apply(activity, name -> property(element, name));
                if (activity.getActivityBehavior() instanceof UserTaskActivityBehavior task) {
                    equip(task.getTaskDefinition(), new StepListener(activity.getName(), null, stages));
                }
            }
            equip(activity, elements);
        }
    }

    private void equip(TaskDefinition task, TaskListener step) {
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, step);
        FormDefinition form = task.getFormDefinition();
        if (hasForm(form)) {
            task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, forms.emptyFormOnCreate(form));
            task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, forms.checkOnComplete(form));
        }
        everyUserTask.orderedStream().forEach(listener -> task.addBuiltInTaskListener(listener.event(), listener));
    }

    private static boolean hasForm(FormDefinition form) {
        return form != null && form.getCamundaFormDefinitionKey() != null;
    }

    private static String property(Element element, String name) {
        Element extensions = element.element("extensionElements");
        Element properties = extensions == null ? null : extensions.element("properties");
        List<Element> all = properties == null ? List.of() : properties.elements("property");
        return all.stream()
                .filter(property -> name.equals(property.attribute("name")))
                .map(property -> property.attribute("value"))
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse(null);
    }
}
