package io.polisflow.process.models.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What one step of a process reads before it has done its work and after, and what it leaves behind. */
final class StepVariables {

    /** Stands for all names, where a call hands over everything. */
    static final String ALL = "*";

    private static final Set<String> AFTERWARDS =
            Set.of("outputParameter", "completionCondition", "taskListener", "executionListener");
    private static final Set<String> BEAN_ONLY = Set.of("delegateExpression", "variableMappingDelegateExpression");
    private static final Set<String> CAUGHT =
            Set.of("signalEventDefinition", "conditionalEventDefinition", "compensateEventDefinition");
    private static final List<String> LOOP =
            List.of("loopCounter", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances");

    /** What steps refer to outside themselves. */
    record Sources(
            ModelVocabulary vocabulary,
            WrittenVariables code,
            Map<String, FormVariables> forms,
            DecisionInputs decisions) {}

    /** A name and the element that reads it. */
    record Read(String name, Element at, boolean called) {}

    private final BpmnFile file;
    private final Element step;
    private final Sources sources;
    private final Set<String> inside = new HashSet<>();
    private final Set<String> left = new HashSet<>();
    private final List<Read> before = new ArrayList<>();
    private final List<Read> after = new ArrayList<>();

    /** @param parts the elements of the step itself, without steps and flows inside it */
    StepVariables(BpmnFile file, Element step, List<Element> parts, Sources sources) {
        this.file = file;
        this.step = step;
        this.sources = sources;
        parts.forEach(this::addPart);
        addForm();
        addStart(parts);
    }

    /** Names that are there for the step alone. */
    Set<String> inside() {
        return inside;
    }

    /** Names that are there when the step is over. */
    Set<String> left() {
        return left;
    }

    List<Read> before() {
        return before;
    }

    List<Read> after() {
        return after;
    }

    private void addPart(Element part) {
        String name = part.getLocalName();
        boolean afterwards = isAfterwards(part);
        if (!"out".equals(name)) {
            addExpressions(part, afterwards ? after : before);
        }
        switch (name) {
            case "inputParameter" -> inside.add(part.getAttribute("name"));
            case "outputParameter" -> left.add(part.getAttribute("name"));
            case "in" -> addIn(part);
            case "out" -> left.add(target(part));
            case "multiInstanceLoopCharacteristics" -> addLoop(part);
            case "loopDataInputRef" -> addRead(part.getTextContent().strip(), part, before);
            case "messageEventDefinition", "receiveTask" -> addMessage(part);
            case "formField" -> left.add(part.getAttribute("id"));
            case "businessRuleTask" ->
                sources.decisions()
                        .of(XmlElements.camunda(part, "decisionRef"))
                        .forEach(read -> addRead(read, part, before));
            default -> addCaught(part);
        }
        Stream.of("resultVariable", "initiator", "errorCodeVariable", "errorMessageVariable", "escalationCodeVariable")
                .map(attribute -> XmlElements.camunda(part, attribute))
                .filter(variable -> !variable.isEmpty())
                .forEach(left::add);
    }

    private void addCaught(Element part) {
        if (CAUGHT.contains(part.getLocalName())) {
            left.addAll(sources.code().into(file.processKey(step)));
        }
    }

    private void addExpressions(Element part, List<Read> reads) {
        boolean bean = BEAN_ONLY.stream()
                        .anyMatch(name -> !XmlElements.camunda(part, name).isEmpty())
                || !Steps.value(part, "form-data").isEmpty();
        for (String text : Expressions.of(part)) {
            Juel expression = Juel.parse(text);
            if (expression == null) {
                continue;
            }
            for (String name : expression.names()) {
                if (sources.vocabulary().beans().containsKey(name)) {
                    Set<String> written = sources.code().by(name);
                    left.addAll(written);
                    inside.addAll(isListener(part) ? written : Set.of());
                } else if (!bean || !isOnlyName(text, name)) {
                    reads.add(new Read(name, part, expression.called().contains(name)));
                }
            }
        }
    }

    private static boolean isListener(Element part) {
        return part.getLocalName().endsWith("Listener")
                || !Steps.value(part, "form-data").isEmpty();
    }

    /** An unknown bean is told as such. */
    private static boolean isOnlyName(String text, String name) {
        return text.strip().replaceAll("[${}#\\s]", "").equals(name);
    }

    private void addIn(Element in) {
        addRead(in.getAttribute("source"), in, before);
    }

    private static String target(Element out) {
        return "all".equals(out.getAttribute("variables")) ? ALL : out.getAttribute("target");
    }

    private void addLoop(Element loop) {
        inside.addAll(LOOP);
        inside.add(XmlElements.camunda(loop, "elementVariable"));
        Steps.children(loop, "inputDataItem").forEach(item -> inside.add(item.getAttribute("name")));
        String collection = XmlElements.camunda(loop, "collection");
        if (!Juel.isExpression(collection)) {
            addRead(collection, loop, before);
        }
    }

    private void addMessage(Element part) {
        if (isThrown(part)) {
            return;
        }
        String reference = part.getAttribute("messageRef");
        Element message = file.element(reference.substring(reference.indexOf(':') + 1));
        left.addAll(
                sources.code().with(message == null ? reference : message.getAttribute("name"), file.processKey(step)));
    }

    private static boolean isThrown(Element definition) {
        return Set.of("endEvent", "intermediateThrowEvent")
                .contains(definition.getParentNode().getLocalName());
    }

    private void addForm() {
        FormVariables form = sources.forms().get(XmlElements.camunda(step, "formRef"));
        if (form == null) {
            return;
        }
        left.addAll(form.written());
        form.read().forEach(name -> addRead(name, step, before));
    }

    /** A process that no event starts and no form is begun by a call or by code. */
    private void addStart(List<Element> parts) {
        boolean plain = "startEvent".equals(step.getLocalName())
                && "process".equals(step.getParentNode().getLocalName())
                && parts.stream()
                        .noneMatch(part ->
                                part.getLocalName().toLowerCase(Locale.ROOT).endsWith("eventdefinition"))
                && XmlElements.camunda(step, "formRef").isEmpty();
        if (plain) {
            left.add(VariableRules.BY_CALLER);
        }
    }

    private void addRead(String name, Element at, List<Read> reads) {
        if (!name.isEmpty() && !sources.vocabulary().beans().containsKey(name)) {
            reads.add(new Read(name, at, false));
        }
    }

    private boolean isAfterwards(Element part) {
        for (Node node = part; node instanceof Element around; node = node.getParentNode()) {
            if (AFTERWARDS.contains(around.getLocalName())) {
                return true;
            }
            if (around.equals(step)) {
                return false;
            }
        }
        return false;
    }

    /** @return the step's elements without the steps and flows that it holds */
    static List<Element> parts(Element step, Set<String> steps) {
        return new ArrayList<>(new LinkedHashSet<>(XmlElements.under(
                step,
                element -> element.equals(step)
                        || !"sequenceFlow".equals(element.getLocalName())
                                && !steps.contains(element.getAttribute("id")))));
    }
}
