package io.polisflow.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polisflow.fixtures.NodePackages;
import io.polisflow.templates.DrawnModels.Drawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The element templates for Camunda Modeler are what the code and the models are, and our own models use them. */
class ElementTemplatesTest {

    private static final Path BPMN = Path.of("bpmn");
    private static final String PREFIX = DrawnModels.PREFIX;
    private static final String VALIDATOR =
            """
            const { validateAll } = require('@bpmn-io/element-templates-validator');
            const fs = require('fs');
            for (const file of process.argv.slice(2)) {
              const { results } = validateAll(JSON.parse(fs.readFileSync(file, 'utf8')));
              for (const { valid, errors, object } of results) {
                if (!valid) console.log(object.id + ': ' + errors.map(error => error.message).join('; '));
              }
            }
            """;

    private static final DrawnModels MODELS = new DrawnModels(BPMN);
    private static final ElementTemplates CODE = new ElementTemplates(MODELS, BPMN);

    @TempDir
    private Path folder;

    @Test
    void theFilesAreWhatTheCodeTheModelsAndTheTextsMake() throws IOException {
        Map<String, List<JsonNode>> present = TemplateFiles.read(ElementTemplates.FOLDER);
        Map<String, List<ObjectNode>> made = new TreeMap<>(CODE.files());
        TemplateFiles.keepVersions(made, TemplateFiles.byId(present));

        assertThat(CODE.texts.complaints()).isEmpty();
        assertThat(present.keySet()).isEqualTo(made.keySet());
        for (Map.Entry<String, List<ObjectNode>> file : made.entrySet()) {
            assertThat(Files.readString(ElementTemplates.FOLDER.resolve(file.getKey() + ".json")))
                    .as(file.getKey() + ".json: mvn -Ptemplates writes it anew")
                    .isEqualTo(TemplateFiles.text(file.getValue()));
        }
    }

    @Test
    void everyDelegateListenerFormTableAndSubProcessHasItsTemplateAndNoOtherIsLeft() {
        assertThat(TemplateFindings.of(onDisk(), CODE)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> aTemplateThatDriftsFromTheCodeIsFound() {
        return Stream.of(
                planted("is missing", "delegate.markWonDelegate", template -> template.put("id", PREFIX + "other")),
                planted(
                        "is left over",
                        "delegate.markWonDelegate",
                        template -> template.put("id", PREFIX + "delegate.forgottenDelegate")),
                planted("is there twice", "timer.date", template -> template.put("id", PREFIX + "timer.duration")),
                planted("names ${markLostDelegate}, which is no bean", "delegate.markWonDelegate", template -> property(
                                template, "camunda:delegateExpression")
                        .put("value", "${markLostDelegate}")),
                planted("fills the form of no template", "form.negotiation-talk-to-client", template -> property(
                                template, "form-data")
                        .put("value", "${reworkForm}")),
                planted("without asyncBefore and retries", "delegate.orderPolicyDelegate", template -> property(
                                template, "camunda:asyncBefore")
                        .put("value", false)),
                planted("without asyncBefore and retries", "delegate.orderPolicyDelegate", template -> property(
                                template, "retries")
                        .put("value", "soon")),
                planted(
                        "tells writes [contractOutcome, lines]",
                        "delegate.markWonDelegate",
                        template -> metadata(template, "writes", "contractOutcome", "lines")),
                planted(
                        "tells errors [NO_POLICY]",
                        "delegate.orderPolicyDelegate",
                        template -> metadata(template, "errors", "NO_POLICY")),
                planted("is of no use case", "user-task", template -> template.withObject("/category")
                        .put("name", "Прочее")),
                planted("has no Russian help", "user-task", template -> template.put("description", "A task")),
                planted("has no small icon", "user-task", template -> template.withObject("/icon")
                        .put("contents", "icon.svg")));
    }

    @TestFactory
    Stream<DynamicTest> everyElementOfOurModelsCarriesAndKeepsItsTemplate() {
        Map<String, JsonNode> templates = TemplateFiles.byId(TemplateFiles.read(ElementTemplates.FOLDER));
        List<DynamicTest> tests = new ArrayList<>();
        for (Drawn<FlowNode> drawn : MODELS.all(FlowNode.class)) {
            String id = DrawnModels.templateOf(drawn.node());
            if (id != null) {
                tests.add(dynamicTest(
                        drawn.process() + " " + drawn.node().getId(),
                        () -> carries(drawn.node(), id, templates.get(id))));
            }
        }
        assertThat(tests).as("elements with a template").hasSizeGreaterThan(150);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> anElementThatStraysFromItsTemplateIsFound() {
        return Stream.of(
                strayed("delegate.orderPolicyDelegate", "camunda:delegateExpression", "${askPolicyDelegate}"),
                strayed("form.proposal-approval-check-terms", "camunda:formRef", "proposal-approval-check-tariff"),
                strayed("form.proposal-approval-check-terms", "form-data", "${talkForm}"),
                strayed("decision.approval-route", "camunda:decisionRef", "task-sla"),
                strayed("call.policy-issue", "calledElement", "deal"));
    }

    @Test
    void thePublicSchemaFindsNothing() throws Exception {
        NodePackages node = NodePackages.orSkip(folder, "@bpmn-io/element-templates-validator");
        Path bad = Files.writeString(
                folder.resolve("bad.json"),
                "[{\"id\": \"bad\", \"name\": \"no properties\", \"appliesTo\": [\"bpmn:Task\"]}]");

        assertThat(node.run(VALIDATOR, bad.toString())).contains("bad: ");
        try (Stream<Path> files = Files.list(ElementTemplates.FOLDER)) {
            assertThat(node.run(
                            VALIDATOR,
                            files.map(file -> file.toAbsolutePath().toString()).toArray(String[]::new)))
                    .isEmpty();
        }
    }

    private static void carries(FlowNode node, String id, JsonNode template) {
        assertThat(template).as(id).isNotNull();
        assertThat(node.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "modelerTemplate"))
                .isEqualTo(id);
        assertThat(node.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "modelerTemplateVersion"))
                .isEqualTo(template.path("version").asText());
        assertThat(TemplateBindings.unsatisfied(node, template)).isEmpty();
    }

    private static DynamicTest planted(String finding, String id, Consumer<ObjectNode> change) {
        return dynamicTest(id + " " + finding, () -> {
            List<JsonNode> templates = onDisk();
            change.accept((ObjectNode) templates.stream()
                    .filter(template -> template.path("id").asText().equals(PREFIX + id))
                    .findFirst()
                    .orElseThrow());
            assertThat(TemplateFindings.of(templates, CODE))
                    .anySatisfy(found -> assertThat(found).contains(finding));
        });
    }

    private static DynamicTest strayed(String id, String binding, String other) {
        return dynamicTest(id + " " + binding, () -> {
            ObjectNode template = (ObjectNode) TemplateFiles.byId(TemplateFiles.read(ElementTemplates.FOLDER))
                    .get(PREFIX + id);
            property(template, binding).put("value", other);
            FlowNode node = MODELS.all(FlowNode.class).stream()
                    .map(Drawn::node)
                    .filter(drawn -> (PREFIX + id).equals(DrawnModels.templateOf(drawn)))
                    .findFirst()
                    .orElseThrow();
            assertThat(TemplateBindings.unsatisfied(node, template)).hasSize(1);
        });
    }

    private static List<JsonNode> onDisk() {
        return TemplateFiles.read(ElementTemplates.FOLDER).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private static ObjectNode property(ObjectNode template, String name) {
        for (JsonNode property : template.path("properties")) {
            if (name.equals(property.path("binding").path("name").asText())) {
                return (ObjectNode) property;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static void metadata(ObjectNode template, String kind, String... names) {
        ArrayNode all = template.withObject("/metadata").putArray(kind);
        for (String name : names) {
            all.add(name);
        }
    }
}
