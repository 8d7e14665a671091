package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.fixtures.Trap;
import io.polisflow.process.engine.expressions.ExpressionCheck;
import io.polisflow.process.engine.expressions.ForbiddenCodeException;
import io.polisflow.process.engine.expressions.ModelsWithoutCode;
import io.polisflow.process.engine.expressions.SafeFeelEngineFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticApplicationContext;

/** Nobody runs code through a model: it neither passes the gate nor runs when it has come past it. */
class ModelsRunNoCodeTest {

    private static AttemptEngine safe;
    private static AttemptEngine stock;

    @BeforeAll
    static void engines() {
        StaticApplicationContext context = new StaticApplicationContext();
        context.getBeanFactory().registerSingleton("trapBean", new Trap());
        safe = new AttemptEngine("Safe", new ModelsWithoutCode(context));
        stock = new AttemptEngine("Stock");
    }

    @AfterAll
    static void close() {
        safe.close();
        stock.close();
    }

    static Stream<Attempt> attempts() {
        return Attempts.all();
    }

    static Stream<Attempt> working() {
        return Attempts.all().filter(Attempt::stock);
    }

    @Test
    void thereAreManyAttemptsAndAllAreDifferent() {
        assertThat(attempts().map(Attempt::name)).doesNotHaveDuplicates().hasSizeGreaterThan(80);
        assertThat(attempts().map(Attempt::files)).doesNotHaveDuplicates();
        assertThat(working()).hasSizeGreaterThan(60);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void anAttemptDoesNotPassTheGate(Attempt attempt) throws Exception {
        assertThat(examine(attempt.files()))
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .as(attempt.name())
                .anySatisfy(finding -> {
                    assertThat(finding.rule()).isEqualTo(attempt.rule());
                    assertThat(finding.element()).isNotNull();
                    assertThat(finding.problem()).matches("(?s)[А-Я].*");
                    assertThat(finding.remedy()).matches("(?s)[А-Я].*\\.");
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void anAttemptThatCamePastTheGateDoesNotRun(Attempt attempt) {
        safe.run(attempt);

        assertThat(Trap.sprung()).as(attempt.name()).isFalse();
    }

    /** Else the other tests would prove nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("working")
    void theSameAttemptRunsOnAStockEngine(Attempt attempt) {
        stock.run(attempt);

        assertThat(Trap.sprung()).as(attempt.name() + ": " + stock.fault()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trap.fire()",
                "trap.fire() = \"fired\"",
                "if trap.fire() = \"fired\" then 1 else 2",
                "[trap.fire()][1]",
                "some x in [1] satisfies trap.fire() = \"fired\"",
                "{a: trap.fire()}.a"
            })
    void aFormRunsNoCode(String feel) throws Exception {
        assertThat(examine(Map.of("forms/attempt/look.form", form("=" + feel))))
                .extracting(Finding::rule, Finding::element)
                .containsExactly(tuple(ExpressionRules.FORBIDDEN, "field"));
        assertThat(examine(Map.of("forms/attempt/look.form", form("Текст {{" + feel + "}}"))))
                .extracting(Finding::rule)
                .containsExactly(ExpressionRules.FORBIDDEN);

        assertThat(runs(new SafeFeelEngineFactory().createInstance(), feel)).isFalse();
        assertThat(runs(new ScalaFeelEngineFactory().createInstance(), feel)).isTrue();
    }

    private static String form(String hide) throws Exception {
        return new ObjectMapper()
                .writeValueAsString(Map.of(
                        "type",
                        "default",
                        "id",
                        "attempt-look",
                        "components",
                        List.of(Map.of(
                                "type", "textfield", "id", "field", "key", "x", "conditional", Map.of("hide", hide)))));
    }

    private static boolean runs(FeelEngine feel, String expression) {
        VariableMap variables = Variables.createVariables().putValue("trap", new Trap());
        Trap.reset();
        try {
            feel.evaluateSimpleExpression(expression, variables.asVariableContext());
        } catch (RuntimeException e) {
            // Whether it ran is what counts.
        }
        return Trap.sprung();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${text == 'abc'}",
                "${execution.getVariable('text') == 'abc'}",
                "${execution.processBusinessKey == null}",
                "${text.startsWith('a') and text.toUpperCase() == 'ABC'}",
                "${list.size() == 1 and list[0] == 'a'}",
                "${map.get('key') == 'value' and map['key'] == 'value' and map.key == 'value'}",
                "${dateTime().plusWeeks(2).toDate().after(now())}",
                "${not empty text}",
                "${now().time gt 0}"
            })
    void whatModelsNeedIsAllowedAndRuns(String expression) {
        assertThat(new ExpressionCheck(bean -> null).refusal(expression)).isEmpty();
        assertThat(safe.evaluate(expression)).isEqualTo(true);
    }

    @Test
    void aRefusalNamesWhatWasAsked() {
        assertThatThrownBy(() -> safe.evaluate("${text.getClass()}"))
                .hasRootCauseInstanceOf(ForbiddenCodeException.class)
                .hasRootCauseMessage("Expressions may not call «getClass» of a java.lang.String");
        assertThatThrownBy(() -> safe.evaluate("${trapBean}"))
                .hasRootCauseMessage("The bean «trapBean» is not for models");
    }

    private static List<Finding> examine(Map<String, String> files) throws Exception {
        Map<String, BpmnModelInstance> models = new TreeMap<>();
        Map<String, DmnModelInstance> decisions = new TreeMap<>();
        Map<String, JsonNode> forms = new TreeMap<>();
        files.forEach((path, text) -> {
            ByteArrayInputStream content = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            if (path.endsWith(".bpmn")) {
                models.put(path, Bpmn.readModelFromStream(content));
            } else if (path.endsWith(".dmn")) {
                decisions.put(path, Dmn.readModelFromStream(content));
            }
        });
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().endsWith(".form")) {
                forms.put(file.getKey(), new ObjectMapper().readTree(file.getValue()));
            }
        }
        Findings findings = new Findings();
        ModelSet set = new ModelSet(models, decisions, forms, Set.copyOf(files.keySet()));
        ModelVocabulary nothing = new NoVocabulary();
        List<ModelRule> rules = List.of(
                new ExpressionRules(nothing),
                new CodeRules(),
                new BeanRules(nothing),
                new UserTaskRules(nothing),
                new TableTextRule());
        rules.forEach(rule -> rule.check(set, findings));
        return new ArrayList<>(findings.all());
    }
}
