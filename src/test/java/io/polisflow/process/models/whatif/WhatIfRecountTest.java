package io.polisflow.process.models.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.whatif.WhatIfAnswer.Kind;
import io.polisflow.process.models.whatif.WhatIfAnswer.Offer;
import io.polisflow.process.models.whatif.WhatIfAnswer.RowHits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tables changed at random are recounted question by question with the stock engine, and the counts must be the same. */
class WhatIfRecountTest extends ProcessTest {

    private static final int QUESTIONS = 80;

    /** Asked by no product code, so that it is read column by column. */
    private static final String UNKNOWN = "unknown-table";

    private final DmnEngine stock =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final Random random = new Random(20261129);

    @Autowired
    private WhatIf whatIf;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcTemplate jdbc;

    private Deployment deployed;

    @BeforeEach
    void nothingAsked() {
        RecordedDecisions.forget(jdbc);
    }

    @AfterEach
    void asBefore() {
        RecordedDecisions.removeProcesses(jdbc);
        if (deployed != null) {
            repository.deleteDeployment(deployed.getId(), true);
        }
    }

    private static String delivered(String key) {
        return key.equals(UNKNOWN)
                ? SecondLawyer.delivered("bpmn/cross-sell.dmn").replace("cross-sell", UNKNOWN)
                : SecondLawyer.delivered("bpmn/" + key + ".dmn");
    }

    private Object one(Object... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private Map<String, Object> question(String key) {
        Map<String, Object> asked = new LinkedHashMap<>();
        switch (key) {
            case "approval-route" -> {
                asked.put("maxDiscount", one(null, 0.0, 5.0, 10.5, 25.0));
                asked.put("sumInsured", one(1e6, 5e7, 2e8));
            }
            case "task-sla" -> {
                asked.put("process", one("request-intake", "proposal-approval", "proposal-preparation"));
                asked.put(
                        "task",
                        one("Task_SortOutRequest", "Task_CheckTariff", "Task_CheckTerms", "Task_AssembleProposal"));
                asked.put("product", one(null, "property", "vhi"));
                asked.put("sum", one(null, 1e6, 6e8));
                asked.put("clientClass", one(null, "small", "large"));
                asked.put("priority", one("normal", "urgent"));
            }
            default -> {
                asked.put("productsHeld", one("property", "osago", "property,vhi", "casco-fleet,osago,property"));
                asked.put("okvedDivision", one(null, 20, 35, 41, 46, 62));
                asked.put("employees", one(null, 10, 50, 700));
                asked.put("sumInsured", one(1e6, 2e8));
                asked.put("changed", one("", "PROPERTY", "REVENUE,STAFF"));
            }
        }
        return asked;
    }

    /** Rows are gone, change places, or say what another row said. */
    private String mutated(String table) {
        DmnModelInstance model = read(table);
        List<Rule> rules = new ArrayList<>(model.getModelElementsByType(Rule.class));
        for (Rule rule : rules) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    if (model.getModelElementsByType(Rule.class).size() > 1) {
                        rule.getParentElement().removeChildElement(rule);
                    }
                }
                case 1 -> {
                    Rule other = rules.get(random.nextInt(rules.size()));
                    List<String> said = other.getOutputEntries().stream()
                            .map(entry -> entry.getText().getTextContent())
                            .toList();
                    int[] place = new int[1];
                    rule.getOutputEntries().forEach(entry -> entry.getText().setTextContent(said.get(place[0]++)));
                }
                case 2 ->
                    rule.getInputEntries().stream()
                            .skip(random.nextInt(rule.getInputEntries().size()))
                            .findFirst()
                            .ifPresent(entry -> entry.getText().setTextContent(""));
                default -> {
                    // It stays.
                }
            }
        }
        return Dmn.convertToString(model);
    }

    private static DmnModelInstance read(String table) {
        return Dmn.readModelFromStream(new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Map<String, Object>> answer(String key, String table, Map<String, Object> asked) {
        return stock.evaluateDecisionTable(stock.parseDecision(key, read(table)), asked)
                .getResultList();
    }

    /** What counts of an answer, told without any code of the product. */
    private static Object counts(String key, List<Map<String, Object>> rows, Map<String, Object> asked) {
        return switch (key) {
            case "approval-route" ->
                rows.stream().map(row -> row.get("approver")).toList();
            case "task-sla" ->
                rows.isEmpty()
                        ? "none"
                        : Double.valueOf(rows.get(0).get("workingHours").toString());
            case "cross-sell" -> products(rows, asked);
            default -> rows.stream().map(Object::toString).sorted().toList();
        };
    }

    private static Set<Object> products(List<Map<String, Object>> rows, Map<String, Object> asked) {
        Set<Object> offered =
                rows.stream().map(row -> row.get("product")).collect(Collectors.toCollection(TreeSet::new));
        offered.removeAll(Arrays.asList(((String) asked.get("productsHeld")).split(",")));
        return offered;
    }

    @ParameterizedTest
    @ValueSource(strings = {"approval-route", "task-sla", "cross-sell", UNKNOWN})
    void theCountsAreThoseOfAskingOneByOne(String key) {
        String before = delivered(key);
        if (key.equals(UNKNOWN)) {
            deployed = repository
                    .createDeployment()
                    .addString(UNKNOWN + ".dmn", before)
                    .deploy();
        }
        String definition =
                repository.createDecisionDefinitionQuery().decisionDefinitionKey(key).latestVersion().list().stream()
                        .map(DecisionDefinition::getId)
                        .findFirst()
                        .orElseThrow();
        Map<String, String> columns = read(before).getModelElementsByType(Input.class).stream()
                .collect(Collectors.toMap(
                        input -> input.getInputExpression()
                                .getText()
                                .getTextContent()
                                .strip(),
                        Input::getId));
        List<Map<String, Object>> questions =
                Stream.generate(() -> question(key)).limit(QUESTIONS).toList();
        Map<Map<String, Object>, List<Map<String, Object>>> answers = once(key, before, questions);
        RecordedDecisions recorded = new RecordedDecisions(jdbc);
        for (int i = 0; i < QUESTIONS; i++) {
            Map<String, Object> asked = questions.get(i);
            Map<String, Object> byColumn = new HashMap<>();
            asked.forEach((name, value) -> byColumn.put(columns.get(name), value));
            recorded.add(
                    key,
                    definition,
                    "D-1999-%06d".formatted(i / 3),
                    clock.instant().minusSeconds(i),
                    byColumn,
                    answers.get(asked));
        }
        recorded.write();

        for (int round = 0; round < 2; round++) {
            String after = mutated(before);
            WhatIfAnswer told = whatIf.ask(file(key, after), file(key, before)).get(0);
            assertThat(told.problem()).isNull();
            assertThat(told.asked()).isEqualTo(QUESTIONS);
            assertThat(told.unanswered()).isZero();
            recount(key, answers, after, questions, told);
        }
    }

    private static ModelFile file(String key, String table) {
        return SecondLawyer.file("bpmn/" + key + ".dmn", table);
    }

    private void recount(
            String key,
            Map<Map<String, Object>, List<Map<String, Object>>> was,
            String after,
            List<Map<String, Object>> questions,
            WhatIfAnswer told) {
        Map<Map<String, Object>, List<Map<String, Object>>> would = once(key, after, questions);
        int changed = 0;
        int longer = 0;
        int fired = 0;
        Set<String> deals = new LinkedHashSet<>();
        Map<Object, Integer> offered = new TreeMap<>();
        for (int i = 0; i < questions.size(); i++) {
            Map<String, Object> asked = questions.get(i);
            Object old = counts(key, was.get(asked), asked);
            Object now = counts(key, would.get(asked), asked);
            fired += would.get(asked).size();
            if (!Objects.equals(old, now)) {
                changed++;
                deals.add("D-1999-%06d".formatted(i / 3));
                longer += old instanceof Double term && now instanceof Double other && other > term ? 1 : 0;
            }
            if (now instanceof Set<?> products) {
                products.forEach(product -> offered.merge(product, 1, Integer::sum));
            }
        }
        assertThat(told.changed()).isEqualTo(changed);
        assertThat(told.deals()).isEqualTo(deals.size());
        assertThat(told.longer()).isEqualTo(longer);
        assertThat(told.rows().stream().mapToInt(RowHits::after).sum()).isEqualTo(fired);
        assertThat(told.groups().stream()
                        .filter(group -> group.kind() == Kind.CHANGED)
                        .mapToInt(WhatIfAnswer.Group::times)
                        .sum())
                .isEqualTo(changed);
        assertThat(told.cases())
                .filteredOn(each -> told.groups().get(each.group()).kind() == Kind.CHANGED)
                .extracting(WhatIfAnswer.Case::deal)
                .containsOnly(deals.toArray(String[]::new));
        assertThat(told.offers().stream()
                        .map(Offer::after)
                        .filter(count -> count > 0)
                        .sorted()
                        .toList())
                .isEqualTo(offered.values().stream().sorted().toList());
    }

    private Map<Map<String, Object>, List<Map<String, Object>>> once(
            String key, String table, Collection<Map<String, Object>> questions) {
        DmnDecision decision = stock.parseDecision(key, read(table));
        return questions.stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), asked -> stock.evaluateDecisionTable(decision, asked)
                        .getResultList()));
    }
}
