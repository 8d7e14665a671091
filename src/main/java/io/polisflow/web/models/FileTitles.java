package io.polisflow.web.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.template.Template;
import io.polisflow.process.models.draft.ModelXml;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.gate.WordingFile;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Calls files by the names that people gave the models in them. */
@Component
class FileTitles {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    /**
     * What a file says of itself.
     *
     * @param name of a model, table or wording; a form's id
     * @param tasks names of the tasks of a model by the forms that they show
     */
    private record Told(String name, Map<String, String> tasks) {}

    /** What is in force is the same array for as long as it is in force, and is read once. */
    private final Map<byte[], Told> known = Collections.synchronizedMap(new WeakHashMap<>());

    private final ObjectMapper json;

    FileTitles(ObjectMapper json) {
        this.json = json;
    }

    /** @return by path the name of a model, table or wording; a form is called after the tasks of the set that show it */
    Map<String, String> of(Collection<ModelFile> set) {
        Map<String, String> tasks = new HashMap<>();
        for (ModelFile file : set) {
            Told model = told(file);
            model.tasks().forEach((form, task) -> tasks.merge(form, model.name() + " / " + task, FileTitles::both));
        }
        return set.stream()
                .collect(Collectors.toMap(
                        ModelFile::path,
                        file -> isForm(file)
                                ? tasks.getOrDefault(told(file).name(), pathOf(file))
                                : told(file).name(),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private Told told(ModelFile file) {
        return known.computeIfAbsent(file.content(), content -> read(file));
    }

    private Told read(ModelFile file) {
        if (WordingFile.is(file.path())) {
            return new Told(
                    WordingFile.template(file.path()).map(Template::label).orElse(file.name()), Map.of());
        }
        try {
            if (isForm(file)) {
                return new Told(json.readTree(file.content()).path("id").asText(), Map.of());
            }
            Element root = ModelXml.parse(file.content()).getDocumentElement();
            String named = file.path().endsWith(".dmn") ? "decision" : "process";
            String name = ModelXml.children(root, named).stream()
                    .map(FileTitles::name)
                    .filter(given -> !given.isBlank())
                    .findFirst()
                    .orElse(file.name());
            return new Told(name, tasks(root));
        } catch (IOException | SAXException e) {
            return new Told(file.name(), Map.of());
        }
    }

    private static Map<String, String> tasks(Element model) {
        Map<String, String> byForm = new TreeMap<>();
        NodeList tasks = model.getElementsByTagNameNS("*", "userTask");
        for (int i = 0; i < tasks.getLength(); i++) {
            Element task = (Element) tasks.item(i);
            byForm.merge(task.getAttributeNS(CAMUNDA, "formRef"), name(task), FileTitles::both);
        }
        return byForm;
    }

    private static String both(String one, String other) {
        return one.equals(other) ? one : one + ", " + other;
    }

    private static boolean isForm(ModelFile file) {
        return file.path().endsWith(".form");
    }

    private static String pathOf(ModelFile form) {
        return form.path().substring(form.path().indexOf('/') + 1);
    }

    private static String name(Element element) {
        return element.getAttribute("name");
    }
}
