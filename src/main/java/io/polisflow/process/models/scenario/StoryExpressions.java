package io.polisflow.process.models.scenario;

import java.beans.FeatureDescriptor;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ArrayELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ListELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MapELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.PropertyNotWritableException;
import org.springframework.util.StringUtils;

/** Reads the expressions of models in a story: beans are stood in for, and of objects only what is listed here can be asked. */
final class StoryExpressions extends JuelExpressionManager {

    private static final Map<String, Function<DelegateExecution, Object>> FACTS = Map.of(
            "processBusinessKey", DelegateExecution::getProcessBusinessKey,
            "businessKey", DelegateExecution::getBusinessKey,
            "processInstanceId", DelegateExecution::getProcessInstanceId,
            "currentActivityId", DelegateExecution::getCurrentActivityId,
            "currentActivityName", DelegateExecution::getCurrentActivityName);

    private final Predicate<String> callable;
    private final StandIn.Play play;

    StoryExpressions(Predicate<String> callable, StandIn.Play play) {
        this.callable = callable;
        this.play = play;
    }

    @Override
    protected ELResolver createElResolver() {
        CompositeELResolver resolver = new CompositeELResolver();
        resolver.add(new VariableScopeElResolver());
        resolver.add(new VariableContextElResolver());
        resolver.add(new Beans());
        resolver.add(new ArrayELResolver(true));
        resolver.add(new ListELResolver(true));
        resolver.add(new MapELResolver(true));
        return resolver;
    }

    private final class Beans extends ELResolver {

        @Override
        public Object getValue(ELContext context, Object base, Object property) {
            if (base == null && property instanceof String name && callable.test(name)) {
                context.setPropertyResolved(true);
                return new StandIn(name, play);
            }
            if (base instanceof DelegateExecution execution && FACTS.containsKey(String.valueOf(property))) {
                context.setPropertyResolved(true);
                return FACTS.get(String.valueOf(property)).apply(execution);
            }
            return null;
        }

        @Override
        public Object invoke(ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
            if (base instanceof StandIn bean) {
                context.setPropertyResolved(true);
                return bean.answer(String.valueOf(method));
            }
            if (base instanceof VariableScope scope && arguments.length == 1 && arguments[0] instanceof String name) {
                if ("getVariable".equals(method)) {
                    context.setPropertyResolved(true);
                    return scope.getVariable(name);
                }
                if ("hasVariable".equals(method)) {
                    context.setPropertyResolved(true);
                    return scope.hasVariable(name);
                }
            }
            if (base instanceof DelegateExecution execution && arguments.length == 0) {
                String fact = StringUtils.uncapitalize(String.valueOf(method).replaceFirst("^get", ""));
                if (FACTS.containsKey(fact)) {
                    context.setPropertyResolved(true);
                    return FACTS.get(fact).apply(execution);
                }
            }
            if (base != null) {
                throw new ELException("В выражении нельзя вызвать " + method);
            }
            return null;
        }

        @Override
        public Class<?> getType(ELContext context, Object base, Object property) {
            return Object.class;
        }

        @Override
        public void setValue(ELContext context, Object base, Object property, Object value) {
            throw new PropertyNotWritableException("Выражение модели ничего не записывает");
        }

        @Override
        public boolean isReadOnly(ELContext context, Object base, Object property) {
            return true;
        }

        @Override
        public Class<?> getCommonPropertyType(ELContext context, Object base) {
            return Object.class;
        }

        @Override
        public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
            return Collections.emptyIterator();
        }
    }
}
