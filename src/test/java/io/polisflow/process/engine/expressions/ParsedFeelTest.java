package io.polisflow.process.engine.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.fixtures.Trap;
import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is parsed once answers as what is parsed each time. */
class ParsedFeelTest {

    private static final List<Object> VALUES =
            Arrays.asList(null, 0, 10, 33L, 33.5, 50.0, 9.99, -5, 1e8, 1.0E-7, "50", "property,osago", "", true);

    private final FeelEngine parsed = new ParsedFeel();
    private final FeelEngine safe = new SafeFeelEngineFactory().createInstance();

    private static Object answer(FeelEngine feel, String cell, VariableMap variables) {
        try {
            return feel.evaluateSimpleUnaryTests(cell, "cellInput", variables.asVariableContext());
        } catch (FeelException e) {
            return "no answer";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> 10",
                ">= 10",
                "< 33.5",
                "<=33.5",
                "50",
                "-5",
                "[10..33]",
                "(10..33]",
                "]10..33[",
                "[10..33)",
                "[-5 .. 0]",
                "10,50",
                "[0..10],50",
                "not(50)",
                "\"50\"",
                "\"property,osago\",\"\"",
                "contains(?, \"osago\")",
                "> other",
                "other",
                "null",
                "-",
                "[33..10]",
                "> 1e8",
                "true"
            })
    void aCellAnswersTheSame(String cell) {
        for (Object value : VALUES) {
            VariableMap variables = Variables.putValue("cellInput", value).putValue("other", 20);
            for (int i = 0; i < 2; i++) {
                assertThat(answer(parsed, cell, variables))
                        .as("%s for %s", cell, value)
                        .isEqualTo(answer(safe, cell, variables));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a + 1", "if a > 5 then \"x\" else b", "b", "missing", "[a, b]", "\"x\"", "a / 0"})
    void anExpressionAnswersTheSame(String expression) {
        for (Object value : Arrays.asList(null, 5, 6.5, 7L, "text")) {
            VariableMap variables = Variables.putValue("a", value).putValue("b", "beta");
            Object one = parsed.evaluateSimpleExpression(expression, variables.asVariableContext());
            Object other = safe.evaluateSimpleExpression(expression, variables.asVariableContext());
            assertThat(String.valueOf(one)).as("%s for %s", expression, value).isEqualTo(String.valueOf(other));
        }
    }

    @Test
    void whatDoesNotParseIsRefusedAsEver() {
        assertThatThrownBy(() -> parsed.evaluateSimpleExpression(
                        "((", Variables.createVariables().asVariableContext()))
                .isInstanceOf(FeelException.class);
    }

    @Test
    void objectsAndFunctionsInJavaStayOut() {
        VariableMap variables =
                Variables.createVariables().putValue("trap", new Trap()).putValue("cellInput", new Trap());
        String java = "{f: function(x) external {java: {class: \"" + Trap.class.getName()
                + "\", method signature: \"spring(java.lang.String)\"}}, r: f(\"a\")}.r";
        Trap.reset();
        for (String expression : List.of("trap.fire()", "trap.fired", "trap", java)) {
            assertThatThrownBy(() -> parsed.evaluateSimpleExpression(expression, variables.asVariableContext()))
                    .as(expression)
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() ->
                            parsed.evaluateSimpleUnaryTests(expression, "cellInput", variables.asVariableContext()))
                    .as(expression)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(Trap.sprung()).isFalse();
    }
}
