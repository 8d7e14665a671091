package io.polisflow.process.engine.expressions;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelEngineFactory;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.function.CustomFunctionTransformer;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.feel.valuemapper.ValueMapper.CompositeValueMapper;

/**
 * Makes the engine that evaluates FEEL in tables and forms over data only: it would call any method of any Java object that an
 * expression can name. Functions in Java are off in the engine underneath.
 */
public class SafeFeelEngineFactory implements FeelEngineFactory {

    @Override
    public FeelEngine createInstance() {
        return new SafeFeelEngine(new ScalaFeelEngine(List.of()) {
            @Override
            protected org.camunda.feel.FeelEngine buildFeelEngine(
                    CustomFunctionTransformer none, CompositeValueMapper values) {
                return new LastingFeelEngine(values);
            }
        });
    }

    private record SafeFeelEngine(FeelEngine engine) implements FeelEngine {

        @Override
        public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
            return engine.evaluateSimpleExpression(expression, new Data(variables));
        }

        @Override
        public boolean evaluateSimpleUnaryTests(String expression, String inputName, VariableContext variables) {
            return engine.evaluateSimpleUnaryTests(expression, inputName, new Data(variables));
        }
    }

    /** The same variables; one that holds an object that can do something is refused when it is asked for. */
    private record Data(VariableContext variables) implements VariableContext {

        @Override
        public TypedValue resolve(String name) {
            TypedValue value = variables.resolve(name);
            if (value != null && !PlainTypes.isPlain(value.getValue())) {
                throw new ForbiddenCodeException("«" + name + "» is no data but holds an object that can do something: "
                        + value.getValue().getClass().getName());
            }
            return value;
        }

        @Override
        public boolean containsVariable(String name) {
            return variables.containsVariable(name);
        }

        @Override
        public Set<String> keySet() {
            return variables.keySet();
        }
    }
}
