package io.polisflow.templates;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;

/** Holds the templates on disk against the code, the forms and the tables, without asking what made them. */
final class TemplateFindings {

    private static final Set<String> CATEGORIES = Set.of(
            "Первый контакт",
            "Заявка",
            "Предложение",
            "Переговоры",
            "Договор",
            "Продление",
            "Проигранная сделка",
            "Общее");
    private static final String DELEGATE = DrawnModels.PREFIX + "delegate.";
    private static final String LONGEST_CYCLE = "(PT?\\d+[SMHD](,PT?\\d+[SMHD])*|R\\d+/PT?\\d+[SMHD])";

    private final ElementTemplates code;
    private final List<String> found = new ArrayList<>();

    private TemplateFindings(ElementTemplates code) {
        this.code = code;
    }

    static List<String> of(List<JsonNode> templates, ElementTemplates code) {
        TemplateFindings findings = new TemplateFindings(code);
        findings.compareNames(templates);
        templates.forEach(findings::check);
        return findings.found;
    }

    private void compareNames(List<JsonNode> templates) {
        Set<String> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<String> listeners = new HashSet<>();
        for (JsonNode template : templates) {
            String id = template.path("id").asText();
            if (!ids.add(id)) {
                found.add(id + " is there twice");
            }
            if (!names.add(template.path("category").path("name").asText()
                    + template.path("name").asText())) {
                found.add(id + " is called like another of its category");
            }
            listeners.addAll(values(template, "form-data"));
        }
        Set<String> wanted = wanted();
        wanted.stream().filter(id -> !ids.contains(id)).forEach(id -> found.add(id + " is missing"));
        ids.stream()
                .filter(id -> id.matches("io\\.polisflow\\.(delegate|form|decision|call)\\..*"))
                .filter(id -> !wanted.contains(id))
                .forEach(id -> found.add(id + " is left over"));
        code.code.delegates().forEach((bean, type) -> {
            if (TaskListener.class.isAssignableFrom(type) && !listeners.contains("${" + bean + "}")) {
                found.add(bean + " fills the form of no template");
            }
        });
    }

    private Set<String> wanted() {
        Set<String> wanted = new TreeSet<>();
        code.code.delegates().forEach((bean, type) -> {
            if (JavaDelegate.class.isAssignableFrom(type)) {
                wanted.add(DELEGATE + bean);
            }
        });
        wanted.add(DELEGATE + "sendDealLetterDelegate");
        stems(Path.of("bpmn"), ".dmn").forEach(key -> wanted.add(DrawnModels.PREFIX + "decision." + key));
        try (Stream<Path> folders = Files.list(Path.of("forms"))) {
            folders.forEach(folder -> stems(folder, ".form")
                    .forEach(form -> wanted.add(DrawnModels.PREFIX + "form." + folder.getFileName() + "-" + form)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String called : Set.of(
                "first-contact",
                "proposal-preparation",
                "proposal-approval",
                "negotiation",
                "contract-signing",
                "policy-issue")) {
            wanted.add(DrawnModels.PREFIX + "call." + called);
        }
        return wanted;
    }

    private static Set<String> stems(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(JsonNode template) {
        String id = template.path("id").asText();
        if (!CATEGORIES.contains(template.path("category").path("name").asText())) {
            found.add(id + " is of no use case");
        }
        if (!template.path("icon").path("contents").asText().matches("data:image/svg\\+xml,.{50,900}")) {
            found.add(id + " has no small icon");
        }
        if (!template.path("description").asText().matches("(?s).*[А-Яа-я]{3}.*")) {
            found.add(id + " has no Russian help");
        }
        for (String key : List.of("camunda:delegateExpression", "form-data")) {
            for (String expression : values(template, key)) {
                String bean = DrawnModels.bean(expression).orElse("");
                if (!code.code.beans().containsKey(bean)) {
                    found.add(id + " names " + expression + ", which is no bean");
                } else if (code.outside(bean)) {
                    checkOutside(id, template);
                }
            }
        }
        if (id.startsWith(DELEGATE)) {
            checkFacts(id, template);
        }
    }

    private void checkOutside(String id, JsonNode template) {
        boolean asynchronous = values(template, "camunda:asyncBefore").contains("true");
        boolean retried = values(template, "retries").stream().anyMatch(cycle -> cycle.matches(LONGEST_CYCLE));
        if (!asynchronous || !retried) {
            found.add(id + " calls an outside system without asyncBefore and retries");
        }
    }

    private void checkFacts(String id, JsonNode template) {
        String bean = id.substring(DELEGATE.length());
        if (!code.code.beans().containsKey(bean)) {
            return;
        }
        DelegateFacts facts = code.facts(bean);
        Map.of(
                        "reads", facts.reads,
                        "writes", facts.writes,
                        "formFields", facts.formFields,
                        "errors", facts.errors)
                .forEach((kind, names) -> {
                    Set<String> told = StreamSupport.stream(
                                    template.path("metadata").path(kind).spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.toCollection(TreeSet::new));
                    if (!told.equals(names)) {
                        found.add(id + " tells " + kind + " " + told + ", its delegate " + names);
                    }
                });
    }

    private static List<String> values(JsonNode template, String name) {
        return StreamSupport.stream(template.path("properties").spliterator(), false)
                .filter(property ->
                        name.equals(property.path("binding").path("name").asText()))
                .map(property -> property.path("value").asText())
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
