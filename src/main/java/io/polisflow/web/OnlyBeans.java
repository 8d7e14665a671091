package io.polisflow.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.AutowireCandidateResolver;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Tells the container the name of the only bean of each of our types. Without it each injection whose parameter is not called like its bean
 * compares the type with all beans, some 1,500 times 1,000 at every start.
 *
 * <p>A name is a suggestion: the container looks whether the bean fits, and looks among all where none is suggested, several beans are of the
 * type or a qualifier names another.
 */
@Component
class OnlyBeans implements BeanFactoryPostProcessor, Ordered {

    private static final String OURS = "io.polisflow.";

    /** Instead of a name, where more than one bean is of the type. */
    private static final String SEVERAL = "";

    /** After all that add or replace beans. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (beans instanceof DefaultListableBeanFactory factory) {
            factory.setAutowireCandidateResolver(
                    new Suggested(factory.getAutowireCandidateResolver(), namesByType(factory)));
        }
    }

    private static Map<Class<?>, String> namesByType(DefaultListableBeanFactory beans) {
        Map<Class<?>, String> names = new HashMap<>();
        for (String name : beans.getBeanDefinitionNames()) {
            // Known from what is declared: no bean is made for it.
            Class<?> type = beans.getType(name, false);
            if (type != null) {
                ours(type).forEach(each -> names.merge(each, name, (one, another) -> SEVERAL));
            }
        }
        names.values().removeIf(SEVERAL::equals);
        return names;
    }

    private static Set<Class<?>> ours(Class<?> type) {
        Set<Class<?>> all = new HashSet<>(ClassUtils.getAllInterfacesForClassAsSet(type));
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            all.add(each);
        }
        all.removeIf(each -> !each.getName().startsWith(OURS));
        return all;
    }

    /** The container's own judgement, with names for what nobody else names. */
    private record Suggested(AutowireCandidateResolver judge, Map<Class<?>, String> names)
            implements AutowireCandidateResolver {

        @Override
        public String getSuggestedName(DependencyDescriptor descriptor) {
            String asked = judge.getSuggestedName(descriptor);
            return asked == null ? names.get(descriptor.getDependencyType()) : asked;
        }

        @Override
        public boolean isAutowireCandidate(BeanDefinitionHolder bean, DependencyDescriptor descriptor) {
            return judge.isAutowireCandidate(bean, descriptor);
        }

        @Override
        public boolean isRequired(DependencyDescriptor descriptor) {
            return judge.isRequired(descriptor);
        }

        @Override
        public boolean hasQualifier(DependencyDescriptor descriptor) {
            return judge.hasQualifier(descriptor);
        }

        @Override
        public Object getSuggestedValue(DependencyDescriptor descriptor) {
            return judge.getSuggestedValue(descriptor);
        }

        @Override
        public Object getLazyResolutionProxyIfNecessary(DependencyDescriptor descriptor, String beanName) {
            return judge.getLazyResolutionProxyIfNecessary(descriptor, beanName);
        }

        @Override
        public Class<?> getLazyResolutionProxyClass(DependencyDescriptor descriptor, String beanName) {
            return judge.getLazyResolutionProxyClass(descriptor, beanName);
        }
    }
}
