package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The analysis of a table is right when the engine itself says the same. */
class RowAnalysisTest {

    private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();
    private static final DmnEngine TABLES =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final String[] CELLS = {
        "", "< 2", "<= 2", "> 3", ">= 3", "2", "2,4", "[1..3)", "(2..5]", "not(2)", "not([2..4])"
    };
    private static final String[] KINDS = {"", "\"a\"", "\"a\",\"b\"", "not(\"a\")", "not(\"b\",\"c\")"};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "-5",
                "10 * 2",
                "< 10",
                "<= 5",
                "> 5",
                ">= 5",
                "[5..7]",
                "(5..7)",
                "]4..5]",
                "[5..7[",
                "5,6",
                "< 3, > 7",
                "not(5)",
                "not(5,6)",
                "not(< 5)",
                "\"a\"",
                "\"a\",\"b\"",
                "not(\"a\")",
                "null",
                "not(null)",
                "true",
                "false",
                "not(true)",
                "date(\"2026-03-01\")",
                "> date(\"2026-03-01\")",
                "[date(\"2026-01-01\")..date(\"2026-03-01\")]",
                "? > 4 and ? < 6",
                "? = 5 or ? >= 6",
                "? in [5..7]",
                "-"
            })
    void aCellAdmitsWhatTheEngineAdmits(String cell) {
        UnaryTest test = new UnaryTest(cell);
        assertThat(test.isAnalysable()).isTrue();
        List<Object> values = new ArrayList<>(List.of("a", "b", "c", true, false, LocalDate.of(2026, 3, 1)));
        values.add(LocalDate.of(2026, 2, 1));
        IntStream.rangeClosed(-6, 21).forEach(each -> values.add(BigDecimal.valueOf(each)));
        values.add(new BigDecimal("4.5"));
        values.add(null);
        for (Object value : values) {
            EvaluationResult result =
                    FEEL.evaluateWithInput(FEEL.parseUnaryTests(cell).parsedExpression(), value, Map.of());
            assertThat(test.admits(value)).as("%s on %s", cell, value).isEqualTo(Boolean.TRUE.equals(result.result()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"starts with(?, \"a\")", "limit", "< limit", "contains(?, \"a\"), \"b\"", "> now()", "[1,2]"})
    void whatOnlyAnEvaluationCanTellIsNotGuessed(String cell) {
        assertThat(new UnaryTest(cell).isAnalysable()).isFalse();
    }

    @Test
    void theEngineAgreesWithEveryGapAndEveryOverlap() {
        Random random = new Random(6);
        int gaps = 0;
        int meetings = 0;
        for (int i = 0; i < 40; i++) {
            Table table = table(random);
            DmnDecision decision = TABLES.parseDecision(
                    "route", (DmnModelInstance) table.decision().getModelInstance());
            RowSpace space = new TableSpace(
                            table, new ModelSet(Map.of(), Map.of(), Map.of(), Set.of()), new PlainVocabulary())
                    .certain();
            int rows = table.rows().size();
            List<Object[]> uncovered = space.uncovered(rows, space.everything(), 100);
            for (Object[] gap : uncovered) {
                assertThat(answers(decision, gap)).as("%s", List.of(gap)).isEmpty();
            }
            if (uncovered.isEmpty()) {
                everyQuestion().forEach(point -> assertThat(answers(decision, point))
                        .as("%s", List.of(point))
                        .isNotEmpty());
            }
            gaps += uncovered.size();
            for (int later = 1; later < rows; later++) {
                for (int earlier = 0; earlier < later; earlier++) {
                    Object[] point = space.common(earlier, later);
                    meetings += point == null ? 0 : 1;
                    if (point != null) {
                        assertThat(answers(decision, point)).contains(earlier + 1, later + 1);
                    }
                }
            }
        }
        assertThat(gaps).isGreaterThan(20);
        assertThat(meetings).isGreaterThan(20);
    }

    /** The answer of a row is its number. */
    private static Table table(Random random) {
        StringBuilder text = new StringBuilder("COLLECT\nsum:double, kind -> row:integer\n");
        int rows = 2 + random.nextInt(5);
        for (int row = 1; row <= rows; row++) {
            text.append(CELLS[random.nextInt(CELLS.length)])
                    .append(" | ")
                    .append(KINDS[random.nextInt(KINDS.length)])
                    .append(" -> ")
                    .append(row)
                    .append('\n');
        }
        List<Table> tables = new ArrayList<>();
        Table.each(
                new ModelSet(
                        Map.of(),
                        Map.of("route.dmn", TableText.read("route", text.toString())),
                        Map.of(),
                        Set.of("route.dmn")),
                tables::add);
        return tables.get(0);
    }

    private static List<Object[]> everyQuestion() {
        List<Object[]> points = new ArrayList<>();
        for (double sum = 0; sum <= 6; sum += 0.5) {
            for (String kind : List.of("a", "b", "c", "d")) {
                points.add(new Object[] {BigDecimal.valueOf(sum), kind});
            }
        }
        return points;
    }

    private static List<Integer> answers(DmnDecision decision, Object[] point) {
        VariableMap variables = Variables.createVariables()
                .putValue("sum", point[0] == SampleValues.ANY ? 1.0 : ((BigDecimal) point[0]).doubleValue())
                .putValue("kind", point[1] == SampleValues.ANY ? "z" : point[1]);
        return TABLES.evaluateDecisionTable(decision, variables).getResultList().stream()
                .map(row -> (Integer) row.get("row"))
                .toList();
    }

    @Test
    void aTableTooIntricateIsGivenUp() {
        Random random = new Random(6);
        StringBuilder text = new StringBuilder("UNIQUE\n");
        text.append(String.join(
                        ", ",
                        IntStream.range(0, 10)
                                .mapToObj(i -> "c" + i + ":double")
                                .toList()))
                .append(" -> row:integer\n");
        for (int row = 0; row < 40; row++) {
            text.append(String.join(
                            " | ",
                            IntStream.range(0, 10)
                                    .mapToObj(i -> {
                                        int from = random.nextInt(100);
                                        return "not([" + from + ".." + (from + 10) + "])";
                                    })
                                    .toList()))
                    .append(" -> 1\n");
        }
        Findings findings = new Findings();
        new TableRowsRule(new PlainVocabulary())
                .check(
                        new ModelSet(
                                Map.of(),
                                Map.of("route.dmn", TableText.read("route", text.toString())),
                                Map.of(),
                                Set.of("route.dmn")),
                        findings);

        assertThat(findings.all())
                .filteredOn(finding -> finding.element().equals("route"))
                .isNotEmpty();
    }
}
