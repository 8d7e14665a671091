package io.polisflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.process.models.gate.ModelCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Reads models, decisions and forms as they lie on disk and says where they and our own source tree disagree.
 *
 * <p>What must hold for any model, also one that an analyst deploys, are the rules of the deploy gate, see {@code ProductModelsTest}.
 */
final class ModelContract {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final Pattern ELEMENT_ID = Pattern.compile("[A-Z][a-z][A-Za-z]*_[A-Z][A-Za-z0-9]*");
    private static final Pattern CYRILLIC = Pattern.compile("[А-Яа-яЁё]");
    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
    private static final Pattern ROOT_NAME = Pattern.compile("(?<![\\w.'\"])([a-zA-Z_]\\w*)");

    private final Path bpmn;
    private final Path forms;
    private final ModelCode code;
    private final Map<String, List<String>> findings = new TreeMap<>();
    private final Map<String, BpmnModelInstance> models = new TreeMap<>();
    private final Set<String> usedBeans = new HashSet<>();
    private final Set<Path> usedForms = new HashSet<>();

    /** @param root the package above {@code process}, {@code crm} and {@code integration} */
    ModelContract(Path bpmn, Path forms, String root) {
        this.bpmn = bpmn;
        this.forms = forms;
        this.code = new ModelCode(root);
    }

    /** Every model, decision and directory of forms by name with what is wrong there; an empty list where nothing is. */
    Map<String, List<String>> findings() {
        for (Path file : files(bpmn, ".dmn")) {
            checkDecision(stem(file), file);
        }
        for (Path file : files(bpmn, ".bpmn")) {
            findings.put(file.getFileName().toString(), new ArrayList<>());
            try {
                models.put(stem(file), Bpmn.readModelFromFile(file.toFile()));
            } catch (RuntimeException e) {
                found(file.getFileName().toString(), "cannot be read: " + e.getMessage());
            }
        }
        models.forEach(this::checkModel);
        code.delegates().forEach((name, type) -> {
            if (!usedBeans.contains(name)) {
                found("beans", name + " of package " + code.modelPackage(type) + " is used by no model");
            }
        });
        for (Path form : files(forms, ".form")) {
            if (!usedForms.contains(form)) {
                found("forms", forms.relativize(form) + " is used by no model");
            }
        }
        return findings;
    }

    private void checkDecision(String key, Path file) {
        String where = file.getFileName().toString();
        findings.put(where, new ArrayList<>());
        DmnModelInstance dmn = Dmn.readModelFromFile(file.toFile());
        Decision decision = dmn.getModelElementById(key);
        if (decision == null) {
            found(where, "holds no decision " + key);
            return;
        }
        if (decision.getCamundaHistoryTimeToLiveString() == null) {
            found(where, key + " has no history time to live");
        }
        needLabel(where, key, decision.getName());
        dmn.getModelElementsByType(Input.class).forEach(input -> needLabel(where, input.getId(), input.getLabel()));
        dmn.getModelElementsByType(Output.class).forEach(output -> needLabel(where, output.getId(), output.getLabel()));
        boolean drawn = elements(dmn.getDocument().getDomSource().getNode())
                .anyMatch(element ->
                        "DMNShape".equals(element.getLocalName()) && key.equals(element.getAttribute("dmnElementRef")));
        if (!drawn) {
            found(where, key + " has no shape");
        }
    }

    private void checkModel(String key, BpmnModelInstance model) {
        String where = key + ".bpmn";
        Collection<Process> processes = model.getModelElementsByType(Process.class);
        if (processes.size() != 1 || !processes.iterator().next().getId().equals(key)) {
            found(where, "the process key is not the file's stem");
            return;
        }
        List<Element> all =
                elements(model.getDocument().getDomSource().getNode()).toList();
        all.forEach(element -> texts(element).forEach(this::noteBeans));
        checkForms(where, key, all);
        checkConstants(where, key, model);
    }

    private void noteBeans(String expression) {
        Matcher names = ROOT_NAME.matcher(expression.replaceAll("'[^']*'|\"[^\"]*\"", "''"));
        while (names.find()) {
            if (code.beans().containsKey(names.group(1))) {
                usedBeans.add(names.group(1));
            }
        }
    }

    private void checkForms(String where, String key, List<Element> all) {
        for (Element element : all) {
            String id = element.getAttributeNS(CAMUNDA, "formRef");
            if (id.isEmpty()) {
                continue;
            }
            Path file = forms.resolve(key)
                    .resolve((id.startsWith(key + "-") ? id.substring(key.length() + 1) : id) + ".form");
            usedForms.add(file);
            if (!id.startsWith(key + "-") || !Files.exists(file)) {
                found(where, holder(element) + " names the form " + id + ", which is not at " + forms.relativize(file));
            } else if (!id.equals(json(file).path("id").asText())) {
                found(where, "the id in " + forms.relativize(file) + " is not " + id);
            }
        }
    }

    private void checkConstants(String where, String key, BpmnModelInstance model) {
        Map<String, String> constants = code.contract(key);
        if (constants == null) {
            found(where, "has no contract class " + ModelCode.contractName(key));
            return;
        }
        if (!key.equals(constants.get("KEY"))) {
            found(where, "KEY of its contract class is not " + key);
        }
        constants.forEach((name, value) -> {
            if (value != null && ELEMENT_ID.matcher(value).matches() && model.getModelElementById(value) == null) {
                found(where, "has no element " + value + " of the constant " + name);
            }
        });
        Stream.of(
                        model.getModelElementsByType(Task.class).stream().map(Task::getId),
                        model.getModelElementsByType(Message.class).stream().map(Message::getName),
                        model.getModelElementsByType(Error.class).stream().map(Error::getErrorCode))
                .flatMap(names -> names)
                .filter(Objects::nonNull)
                .filter(name -> !constants.containsValue(name))
                .forEach(name -> found(where, name + " is no constant of its contract class"));
    }

    private void needLabel(String where, String id, String label) {
        if (label == null || !CYRILLIC.matcher(label).find()) {
            found(where, id + " has no Russian label");
        }
    }

    private void found(String where, String finding) {
        findings.computeIfAbsent(where, name -> new ArrayList<>()).add(finding);
    }

    private static List<String> texts(Element element) {
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Matcher matcher = EXPRESSION.matcher(((Attr) element.getAttributes().item(i)).getValue());
            matcher.results().forEach(result -> expressions.add(result.group(1)));
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                EXPRESSION.matcher(child.getNodeValue()).results().forEach(result -> expressions.add(result.group(1)));
            }
        }
        return expressions;
    }

    /** The nearest element with an id, for a message that a person can follow. */
    private static String holder(Element element) {
        for (Node node = element; node instanceof Element candidate; node = node.getParentNode()) {
            if (!candidate.getAttribute("id").isEmpty()) {
                return candidate.getAttribute("id");
            }
        }
        return element.getTagName();
    }

    private static Stream<Element> elements(Node node) {
        List<Element> all = new ArrayList<>();
        collect(node, all);
        return all.stream();
    }

    private static void collect(Node node, List<Element> all) {
        if (node instanceof Element element) {
            all.add(element);
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            collect(child, all);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static Set<Path> files(Path directory, String ending) {
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(file -> file.toString().endsWith(ending)).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
