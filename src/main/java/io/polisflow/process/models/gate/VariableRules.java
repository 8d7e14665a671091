package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.process.models.gate.StepVariables.Read;
import io.polisflow.process.models.gate.StepVariables.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.w3c.dom.Element;

/** What a model reads, something has written before: a form, a step, a call, a message or the code behind them. */
@Component
class VariableRules implements ModelRule {

    static final String UNWRITTEN = "unwritten-variable";

    /** Stands for what the caller of a process hands over. */
    static final String BY_CALLER = "by-caller";

    private static final Set<String> HOLDERS = Set.of("subProcess", "transaction", "adHocSubProcess");

    private final ModelVocabulary vocabulary;
    private final WrittenVariables code;

    /** Most forms are the same from one examination to the next, and reading their expressions takes long. */
    private final Map<JsonNode, FormVariables> knownForms = new ConcurrentReferenceHashMap<>();

    VariableRules(ModelVocabulary vocabulary, WrittenVariables code) {
        this.vocabulary = vocabulary;
        this.code = code;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        Map<String, FormVariables> forms = new HashMap<>();
        set.forms()
                .values()
                .forEach(form ->
                        forms.put(form.path("id").asText(), knownForms.computeIfAbsent(form, FormVariables::of)));
        // What a form asks for that could not be read is unknown, not missing.
        FormIds.unread(set).forEach(id -> forms.put(id, new FormVariables(Set.of(StepVariables.ALL), Set.of())));
        Sources sources = new Sources(vocabulary, code, forms, new DecisionInputs(set));
        Map<String, Flow> processes = new HashMap<>();
        List<Flow> examined = new ArrayList<>();
        set.models().forEach((path, model) -> {
            for (Process process : model.getModelElementsByType(Process.class)) {
                Flow flow = new Flow(new BpmnFile(path, model), process, sources);
                processes.merge(
                        process.getId(), flow, (one, other) -> set.examined().contains(path) ? other : one);
                if (set.examined().contains(path)) {
                    examined.add(flow);
                }
            }
        });
        Map<String, Set<String>> handedOver = handedOver(set.models().values());
        examined.forEach(flow -> flow.check(handedOver, processes, findings));
    }

    /** What calls hand over, by the key of the process that they call. */
    private static Map<String, Set<String>> handedOver(Collection<BpmnModelInstance> models) {
        Map<String, Set<String>> handedOver = new HashMap<>();
        models.stream()
                .flatMap(model -> XmlElements.of(model).stream())
                .filter(element -> "callActivity".equals(element.getLocalName()))
                .forEach(call -> {
                    Set<String> names =
                            handedOver.computeIfAbsent(call.getAttribute("calledElement"), key -> new HashSet<>());
                    Steps.extensions(call, "in")
                            .forEach(in -> names.add(
                                    "all".equals(in.getAttribute("variables"))
                                            ? StepVariables.ALL
                                            : in.getAttribute("target")));
                    if (!XmlElements.camunda(call, "variableMappingDelegateExpression")
                            .isEmpty()) {
                        names.add(StepVariables.ALL);
                    }
                });
        return handedOver;
    }

    /** One process with the variables of all its steps. */
    private final class Flow {

        private final BpmnFile file;
        private final String key;
        private final StepOrder order;
        private final Map<String, StepVariables> steps = new LinkedHashMap<>();

        Flow(BpmnFile file, Process process, Sources sources) {
            this.file = file;
            this.key = process.getId();
            List<FlowNode> nodes = file.model().getModelElementsByType(FlowNode.class).stream()
                    .filter(node -> node.getId() != null && isWithin(node, process))
                    .toList();
            this.order = new StepOrder(process, nodes);
            Set<String> ids = nodes.stream().map(FlowNode::getId).collect(Collectors.toSet());
            for (String id : ids) {
                Element step = file.element(id);
                steps.put(id, new StepVariables(file, step, StepVariables.parts(step, ids), sources));
            }
        }

        void check(Map<String, Set<String>> handedOver, Map<String, Flow> processes, Findings findings) {
            Set<String> reported = new HashSet<>();
            for (Element element : file.elements()) {
                StepVariables step = steps.get(element.getAttribute("id"));
                if (step != null) {
                    Set<String> there = there(element.getAttribute("id"), handedOver);
                    there.addAll(step.inside());
                    report(step.before(), there, reported, findings);
                    there.addAll(step.left());
                    report(step.after(), there, reported, findings);
                    checkCall(element, handedOver, processes, findings);
                } else if ("sequenceFlow".equals(element.getLocalName())
                        && steps.containsKey(element.getAttribute("sourceRef"))) {
                    checkCondition(element, handedOver, reported, findings);
                }
            }
        }

        private void checkCondition(
                Element flow, Map<String, Set<String>> handedOver, Set<String> reported, Findings findings) {
            String source = flow.getAttribute("sourceRef");
            Set<String> there = there(source, handedOver);
            there.addAll(written(source, handedOver));
            List<Read> reads = XmlElements.under(flow).stream()
                    .flatMap(part -> Expressions.of(part).stream()
                            .map(Juel::parse)
                            .flatMap(expression -> expression == null
                                    ? Stream.of()
                                    : expression.names().stream()
                                            .filter(name -> !vocabulary.beans().containsKey(name))
                                            .map(name -> new Read(
                                                    name,
                                                    part,
                                                    expression.called().contains(name)))))
                    .toList();
            report(reads, there, reported, findings);
        }

        private Set<String> there(String step, Map<String, Set<String>> handedOver) {
            Set<String> there = new HashSet<>();
            order.before(step).forEach(earlier -> there.addAll(written(earlier, handedOver)));
            return there;
        }

        /** What a sub-process has for itself alone is there for all steps inside. */
        private Set<String> written(String id, Map<String, Set<String>> handedOver) {
            StepVariables step = steps.get(id);
            if (step == null) {
                return Set.of();
            }
            Set<String> written = new HashSet<>(step.left());
            if (HOLDERS.contains(file.element(id).getLocalName())) {
                written.addAll(step.inside());
            }
            if (written.remove(BY_CALLER)) {
                written.addAll(handedOver.containsKey(key) ? handedOver.get(key) : code.into(key));
            }
            return written;
        }

        private void report(List<Read> reads, Set<String> there, Set<String> reported, Findings findings) {
            for (Read read : reads) {
                Place place = file.place(read.at());
                if (there.contains(read.name())
                        || there.contains(StepVariables.ALL)
                        || !reported.add(place.element() + " " + read.name())) {
                    continue;
                }
                if (read.called()) {
                    BeanRules.unknown(place, read.name(), vocabulary, findings);
                } else {
                    findings.error(
                            UNWRITTEN,
                            place,
                            "Переменную «" + read.name() + "» здесь читают, а записать её до этого некому",
                            Likeness.hint(read.name(), there)
                                    + "Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.");
                }
            }
        }

        private void checkCall(
                Element call, Map<String, Set<String>> handedOver, Map<String, Flow> processes, Findings findings) {
            Flow called = processes.get(call.getAttribute("calledElement"));
            if (!"callActivity".equals(call.getLocalName()) || called == null) {
                return;
            }
            Set<String> results = new HashSet<>();
            called.steps.keySet().forEach(step -> results.addAll(called.written(step, handedOver)));
            for (Element out : Steps.extensions(call, "out")) {
                String source = out.getAttribute("source");
                if (!source.isEmpty() && !results.contains(source) && !results.contains(StepVariables.ALL)) {
                    findings.error(
                            UNWRITTEN,
                            file.place(call),
                            "Переменную «" + source + "» берут из процесса «" + called.key + "», а он её не записывает",
                            Likeness.hint(source, results)
                                    + "Исправьте имя в «Out mappings» или запишите переменную в вызываемом процессе.");
                }
            }
        }

        private static boolean isWithin(ModelElementInstance node, ModelElementInstance outer) {
            ModelElementInstance parent = node.getParentElement();
            return parent != null && (parent.equals(outer) || isWithin(parent, outer));
        }
    }
}
