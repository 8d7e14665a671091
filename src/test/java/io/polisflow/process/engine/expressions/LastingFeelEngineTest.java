package io.polisflow.process.engine.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept answers as what is made anew each time, refusals with their words included. */
class LastingFeelEngineTest {

    private final FeelEngine lasting = new SafeFeelEngineFactory().createInstance();
    private final FeelEngine library = new ScalaFeelEngineFactory().createInstance();

    private static VariableMap variables() {
        return Variables.createVariables()
                .putValue("cellInput", 33)
                .putValue("sum", 12.5)
                .putValue("name", "Ромашка")
                .putValue("list", List.of(1, 2, 3))
                .putValue("map", Map.of("a", 1))
                .putValue("day", LocalDate.of(2026, 11, 30))
                .putValue("nothing", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum * 2",
                "upper case(name) + \"!\"",
                "sum(list) + count(list)",
                "if sum > 10 then \"much\" else \"little\"",
                "for x in list return x * x",
                "some x in list satisfies x > 2",
                "map.a",
                "day + duration(\"P45D\")",
                "number(\"12\") + 1",
                "{double: function(x) x * 2, answer: double(21)}.answer",
                "unknown",
                "unknown + 1",
                "nothing",
                "no such function(1)",
                "1 / 0",
                "assert(sum, sum > 100)",
                "assert(sum, sum > 1)",
                "function(x) external {java: {class: \"java.lang.Math\", method signature: \"abs(int)\"}}",
                "{f: function(x) external {java: {class: \"java.lang.Math\", method signature: \"abs(int)\"}}, y: f(-1)}.y",
                "1 +",
                ""
            })
    void anExpression(String text) {
        // Twice, since the second finds the first one's.
        for (int time = 1; time <= 2; time++) {
            assertThat(answer(() ->
                            lasting.evaluateSimpleExpression(text, variables().asVariableContext())))
                    .as(text)
                    .isEqualTo(answer(() ->
                            library.evaluateSimpleExpression(text, variables().asVariableContext())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"> 10", "[1..33)", "not(33)", "? > sum", "list", "even(?)", "unknown", "> \"a\"", "-", "1,", ""})
    void aTest(String text) {
        for (int time = 1; time <= 2; time++) {
            assertThat(answer(() -> lasting.evaluateSimpleUnaryTests(
                            text, "cellInput", variables().asVariableContext())))
                    .as(text)
                    .isEqualTo(answer(() -> library.evaluateSimpleUnaryTests(
                            text, "cellInput", variables().asVariableContext())));
        }
    }

    private interface Question {
        Object ask();
    }

    /** @return the value, or the words of the refusal */
    private static Object answer(Question question) {
        try {
            return String.valueOf(question.ask());
        } catch (FeelException e) {
            return e.getMessage();
        }
    }
}
