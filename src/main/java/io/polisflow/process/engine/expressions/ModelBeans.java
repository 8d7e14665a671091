package io.polisflow.process.engine.expressions;

import io.polisflow.process.engine.ForExpressions;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/** The beans that models may name: our own delegates and listeners, and those marked {@link ForExpressions}. */
final class ModelBeans {

    private static final String OURS = "io.polisflow.process.";

    private final ApplicationContext context;
    private final Function<String, Object> standIn;

    /** @param standIn gives by name what takes the place of a delegate or listener; null for the bean itself */
    ModelBeans(ApplicationContext context, Function<String, Object> standIn) {
        this.context = context;
        this.standIn = standIn;
    }

    /** Whether the application has a bean of that name, for models or not. */
    boolean exists(String name) {
        return context.containsBean(name);
    }

    /** @return null when there is no such bean or it is none for models */
    Object find(String name) {
        if (!context.containsBean(name)) {
            return null;
        }
        Class<?> type = context.getType(name);
        if (type == null || !isCallable(type)) {
            return null;
        }
        Object bean = standIn == null || isMarked(type) ? context.getBean(name) : standIn.apply(name);
        return isOurs(bean.getClass()) ? bean : null;
    }

    private static boolean isCallable(Class<?> type) {
        return JavaDelegate.class.isAssignableFrom(type)
                || TaskListener.class.isAssignableFrom(type)
                || ExecutionListener.class.isAssignableFrom(type)
                || isMarked(type);
    }

    private static boolean isMarked(Class<?> type) {
        return ClassUtils.getUserClass(type).isAnnotationPresent(ForExpressions.class);
    }

    private static boolean isOurs(Class<?> type) {
        return ClassUtils.getUserClass(type).getName().startsWith(OURS);
    }

    /** Whether an expression may call it by itself; delegates and listeners are called by the engine only. */
    static boolean isCallable(Class<?> type, String method) {
        Class<?> written = ClassUtils.getUserClass(type);
        return isMarked(written)
                && Arrays.stream(written.getDeclaredMethods())
                        .anyMatch(each -> each.getName().equals(method)
                                && Modifier.isPublic(each.getModifiers())
                                && !Modifier.isStatic(each.getModifiers()));
    }
}
