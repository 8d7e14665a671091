package io.polisflow.process.models.gate;

import java.net.URL;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.dmn.impl.DmnModelConstants;
import org.xml.sax.SAXException;

/** The two languages that models are written in, with the versions that the engine reads and the schemas of each. */
enum XmlLanguage {
    BPMN(
            "BPMN 2.0",
            Map.of(BpmnModelConstants.BPMN20_NS, BpmnModelConstants.BPMN_20_SCHEMA_LOCATION),
            Set.of(
                    BpmnModelConstants.BPMNDI_NS,
                    BpmnModelConstants.DC_NS,
                    BpmnModelConstants.DI_NS,
                    BpmnModelConstants.CAMUNDA_NS,
                    "http://bpmn.io/schema/bpmn/biocolor/1.0",
                    "http://www.omg.org/spec/BPMN/non-normative/color/1.0")),
    DMN(
            "DMN",
            Map.of(
                    DmnModelConstants.DMN11_NS, DmnModelConstants.DMN_11_SCHEMA_LOCATION,
                    DmnModelConstants.DMN12_NS, DmnModelConstants.DMN_12_SCHEMA_LOCATION,
                    DmnModelConstants.DMN13_NS, DmnModelConstants.DMN_13_SCHEMA_LOCATION,
                    DmnModelConstants.DMN14_NS, DmnModelConstants.DMN_14_SCHEMA_LOCATION,
                    DmnModelConstants.DMN15_NS, DmnModelConstants.DMN_15_SCHEMA_LOCATION),
            Set.of(
                    DmnModelConstants.CAMUNDA_NS,
                    "http://www.omg.org/spec/DMN/20180521/DMNDI/",
                    "http://www.omg.org/spec/DMN/20180521/DC/",
                    "http://www.omg.org/spec/DMN/20180521/DI/",
                    "https://www.omg.org/spec/DMN/20191111/DMNDI/",
                    "https://www.omg.org/spec/DMN/20230324/DMNDI/",
                    "http://bpmn.io/schema/dmn/biodi/1.0",
                    "http://bpmn.io/schema/dmn/biodi/2.0"));

    private static final Set<String> SHARED = Set.of(
            "",
            "http://camunda.org/schema/modeler/1.0",
            "http://www.w3.org/2001/XMLSchema-instance",
            "http://www.w3.org/XML/1998/namespace");

    private final String title;
    private final Map<String, String> schemas;
    private final Set<String> namespaces;
    private final Map<String, Schema> loaded = new ConcurrentHashMap<>();

    XmlLanguage(String title, Map<String, String> schemas, Set<String> extensions) {
        this.title = title;
        this.schemas = schemas;
        this.namespaces =
                Stream.of(schemas.keySet(), extensions).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    String title() {
        return title;
    }

    /** @return whether the root element of such a file may be of that namespace */
    boolean speaks(String namespace) {
        return schemas.containsKey(namespace);
    }

    /** @return whether anything reads elements and attributes of that namespace */
    boolean knows(String namespace) {
        return namespaces.contains(namespace) || SHARED.contains(namespace);
    }

    /** @param namespace one that this language {@link #speaks} */
    Schema schema(String namespace) {
        return loaded.computeIfAbsent(namespace, key -> {
            URL location = BpmnModelConstants.class.getClassLoader().getResource(schemas.get(key));
            try {
                return SchemaFactory.newDefaultInstance().newSchema(location);
            } catch (SAXException e) {
                throw new IllegalStateException("The schema " + location + " is broken", e);
            }
        });
    }
}
