package io.polisflow.process.engine.expressions;

import java.beans.FeatureDescriptor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ArrayELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ListELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MapELResolver;

/**
 * Answers an expression's names, properties and calls from the allow-list, and lets through nothing but data on the way.
 *
 * <p>Beans come before variables, so that no variable takes the place of a bean.
 */
final class SafeElResolver extends ELResolver {

    private final ModelBeans beans;
    private final CompositeELResolver variables = new CompositeELResolver();
    private final CompositeELResolver contents = new CompositeELResolver();
    private final BeanELResolver members = new BeanELResolver(true);

    SafeElResolver(ModelBeans beans) {
        this.beans = beans;
        variables.add(new VariableScopeElResolver());
        variables.add(new VariableContextElResolver());
        contents.add(new ArrayELResolver(true));
        contents.add(new ListELResolver(true));
        contents.add(new MapELResolver(true));
    }

    @Override
    public Object getValue(ELContext context, Object base, Object property) {
        if (base == null) {
            return named(context, String.valueOf(property));
        }
        if (base instanceof Map || base instanceof List || base.getClass().isArray()) {
            return data(contents.getValue(context, base, property), property);
        }
        if (!AllowedMembers.property(base.getClass(), String.valueOf(property))) {
            throw new ForbiddenCodeException("Expressions may not read «" + property + "» of a "
                    + base.getClass().getName());
        }
        return data(members.getValue(context, base, property), property);
    }

    private Object named(ELContext context, String name) {
        Object bean = beans.find(name);
        if (bean != null) {
            context.setPropertyResolved(true);
            return bean;
        }
        Object value = variables.getValue(context, null, name);
        if (!context.isPropertyResolved()) {
            if (beans.exists(name)) {
                throw new ForbiddenCodeException("The bean «" + name + "» is not for models");
            }
            return null;
        }
        Class<?> standing = AllowedMembers.STANDING.get(name);
        return standing != null && standing.isInstance(value) ? value : data(value, name);
    }

    @Override
    public Object invoke(ELContext context, Object base, Object method, Class<?>[] paramTypes, Object[] params) {
        String name = String.valueOf(method);
        Class<?> type = base.getClass();
        if (!AllowedMembers.method(type, name) && !ModelBeans.isCallable(type, name)) {
            throw new ForbiddenCodeException("Expressions may not call «" + name + "» of a " + type.getName());
        }
        return data(members.invoke(context, base, name, paramTypes, params), name);
    }

    private static Object data(Object value, Object name) {
        if (!PlainTypes.isPlain(value)) {
            throw new ForbiddenCodeException("«" + name + "» is no data but holds an object that can do something: "
                    + value.getClass().getName());
        }
        return value;
    }

    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
        return base == null ? variables.getType(context, null, property) : null;
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {
        if (base != null) {
            throw new ForbiddenCodeException("Expressions may not write «" + property + "»");
        }
        variables.setValue(context, null, property, value);
    }

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        return base != null || variables.isReadOnly(context, null, property);
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
        return Object.class;
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
        return null;
    }
}
