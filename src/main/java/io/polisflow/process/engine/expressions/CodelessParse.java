package io.polisflow.process.engine.expressions;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.bpmn.parser.FieldDeclaration;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Reads a model without loading a class that it names: the class would run code as soon as it is loaded.
 *
 * <p>It refuses nothing by itself, since what is stored has to stay loadable: what holds code becomes a {@link RefusedStep}.
 */
class CodelessParse extends BpmnParse {

    private static final Set<String> CODE = Set.of("class", "variableMappingClass");
    /** Forms that Tasklist draws itself; all others bring scripts of their own into the browser. */
    private static final String FORM = "camunda-forms:";

    CodelessParse(BpmnParser parser) {
        super(parser);
    }

    @Override
    public void parseServiceTaskLike(
            ActivityImpl activity, String elementName, Element element, Element properties, ScopeImpl scope) {
        super.parseServiceTaskLike(activity, elementName, element, properties, scope);
        String type = element.attributeNS(CAMUNDA_BPMN_EXTENSIONS_NS, TYPE);
        boolean injected = !"external".equalsIgnoreCase(type)
                && !parseFieldDeclarations(element).isEmpty();
        String code = classIn(element);
        if (code != null || injected) {
            activity.setActivityBehavior(new RefusedStep(code == null ? "values for the fields of a class" : code));
        }
    }

    @Override
    protected void parseShellServiceTask(ActivityImpl activity, Element element, List<FieldDeclaration> fields) {
        activity.setActivityBehavior(new RefusedStep("a command of the operating system"));
    }

    @Override
    protected void parseEmailServiceTask(ActivityImpl activity, Element element, List<FieldDeclaration> fields) {
        activity.setActivityBehavior(new RefusedStep("the engine's own mail"));
    }

    @Override
    public ActivityImpl parseCallActivity(Element element, ScopeImpl scope, boolean isMultiInstance) {
        ActivityImpl activity = super.parseCallActivity(element, scope, isMultiInstance);
        String code = classIn(element);
        if (code != null) {
            activity.setActivityBehavior(new RefusedStep(code));
        }
        return activity;
    }

    @Override
    public ExecutionListener parseExecutionListener(Element element, String ancestorElementId) {
        String code = listenerCode(element);
        return code == null ? super.parseExecutionListener(element, ancestorElementId) : new RefusedStep(code);
    }

    @Override
    protected TaskListener parseTaskListener(Element element, String taskElementId) {
        String code = listenerCode(element);
        return code == null ? super.parseTaskListener(element, taskElementId) : new RefusedStep(code);
    }

    private String listenerCode(Element element) {
        String code = element.attribute(PROPERTYNAME_CLASS);
        if (code == null && !parseFieldDeclarations(element).isEmpty()) {
            return "values for the fields of a class";
        }
        return code;
    }

    @Override
    public TaskDefinition parseTaskDefinition(
            Element element, String key, ActivityImpl activity, ProcessDefinitionEntity definition) {
        forgetFormCode(element);
        return super.parseTaskDefinition(element, key, activity, definition);
    }

    @Override
    protected void parseStartFormHandlers(List<Element> startEvents, ProcessDefinitionEntity definition) {
        startEvents.forEach(CodelessParse::forgetFormCode);
        super.parseStartFormHandlers(startEvents, definition);
    }

    /** The engine makes the handler of a form while it reads: so what names one is taken out of what it reads. */
    private static void forgetFormCode(Element element) {
        String form = element.attributeNS(CAMUNDA_BPMN_EXTENSIONS_NS, "formKey");
        boolean foreign = form != null && !form.startsWith(FORM);
        element.attributes()
                .removeIf(name -> name.endsWith(":formHandlerClass") || foreign && name.endsWith(":formKey"));
    }

    private static String classIn(Element element) {
        return CODE.stream()
                .map(name -> element.attributeNS(CAMUNDA_BPMN_EXTENSIONS_NS, name))
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse(null);
    }
}
