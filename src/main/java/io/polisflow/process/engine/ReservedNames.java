package io.polisflow.process.engine;

import java.util.function.Predicate;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/** Knows the beans that models call by name: a process variable of the same name would take the bean's place. */
class ReservedNames implements Predicate<String> {

    private static final String CALLED_FROM_MODELS = "io.polisflow.process.";

    private final ApplicationContext context;

    ReservedNames(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public boolean test(String name) {
        if (!context.containsBean(name)) {
            return false;
        }
        Class<?> type = context.getType(name);
        return type != null && ClassUtils.getUserClass(type).getName().startsWith(CALLED_FROM_MODELS);
    }
}
