package io.polisflow.templates;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polisflow.templates.DrawnModels.Drawn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;

/** One template for each decision table: ask it in any model. */
final class DecisionTemplates {

    private static final Map<String, String> RESULTS = results();

    private final Path folder;
    private final DrawnModels models;
    private final ElementTemplates templates;

    DecisionTemplates(Path folder, DrawnModels models, ElementTemplates templates) {
        this.folder = folder;
        this.models = models;
        this.templates = templates;
    }

    List<ObjectNode> all() {
        try (Stream<Path> files = Files.list(folder)) {
            List<ObjectNode> all = new ArrayList<>();
            files.filter(file -> file.toString().endsWith(".dmn")).sorted().forEach(file -> Dmn.readModelFromFile(
                            file.toFile())
                    .getModelElementsByType(Decision.class)
                    .forEach(decision -> all.add(template(decision))));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode template(Decision decision) {
        DecisionTable table = (DecisionTable) decision.getExpression();
        String key = decision.getId();
        BusinessRuleTask drawn = models.all(BusinessRuleTask.class).stream()
                .map(Drawn::node)
                .filter(task -> key.equals(task.getCamundaDecisionRef()))
                .findFirst()
                .orElse(null);
        String label = drawn == null ? decision.getName() : drawn.getName();
        List<String> inputs =
                table.getInputs().stream().map(DecisionTemplates::input).toList();
        TemplateJson template = templates
                .common(
                        "decision." + key,
                        "Таблица: " + decision.getName(),
                        templates.texts.get("decisions", key) + " Читает: " + String.join(", ", inputs) + ".",
                        TemplateIcon.DECISION)
                .about("reads", inputs)
                .appliesTo("bpmn:BusinessRuleTask", "bpmn:Task");
        ElementTemplates.named(template, label)
                .hidden(TemplateJson.attribute("camunda:decisionRef"), key)
                .choice(
                        "Ответ",
                        "Одна строка таблицы или все подошедшие, одно значение или строка целиком",
                        TemplateJson.attribute("camunda:mapDecisionResult"),
                        result(table),
                        RESULTS)
                .required(
                        "Записать ответ в",
                        "Переменная, в которую ляжет ответ таблицы: "
                                + table.getOutputs().stream()
                                        .map(output -> output.getName() + " (" + output.getLabel() + ")")
                                        .collect(Collectors.joining(", ")),
                        TemplateJson.attribute("camunda:resultVariable"),
                        drawn == null ? camelCase(key) : drawn.getCamundaResultVariable());
        return ElementTemplates.staged(template, "").json();
    }

    private static String input(Input input) {
        return Objects.requireNonNullElseGet(
                input.getCamundaInputVariable(),
                () -> input.getInputExpression().getText().getTextContent().strip());
    }

    private static String result(DecisionTable table) {
        boolean many = table.getHitPolicy() == HitPolicy.COLLECT && table.getAggregation() == null
                || table.getHitPolicy() == HitPolicy.RULE_ORDER;
        boolean wide = table.getOutputs().size() > 1;
        if (many) {
            return wide ? "resultList" : "collectEntries";
        }
        return wide ? "singleResult" : "singleEntry";
    }

    private static Map<String, String> results() {
        Map<String, String> results = new LinkedHashMap<>();
        results.put("singleEntry", "одно значение");
        results.put("singleResult", "одна строка");
        results.put("collectEntries", "список значений");
        results.put("resultList", "список строк");
        return results;
    }

    private static String camelCase(String key) {
        StringBuilder name = new StringBuilder();
        for (String word : key.split("-")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
