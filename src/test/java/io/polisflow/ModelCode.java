package io.polisflow;

import io.polisflow.process.engine.OutsideCall;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.util.ClassUtils;

/** The Java side of the models under one root package: beans, contract classes, ports to the outside, stages. */
public final class ModelCode {

    private static final Set<String> SHARED = Set.of("engine", "sla", "models");

    private final String root;
    private final Map<String, Class<?>> beans = new LinkedHashMap<>();
    private final Set<Class<?>> outsidePorts = new HashSet<>();

    public ModelCode(String root) {
        this.root = root;
        SimpleBeanDefinitionRegistry registry = new SimpleBeanDefinitionRegistry();
        ClassPathScanningCandidateComponentProvider components = new ClassPathScanningCandidateComponentProvider(true);
        for (BeanDefinition bean : components.findCandidateComponents(root + ".process")) {
            beans.put(AnnotationBeanNameGenerator.INSTANCE.generateBeanName(bean, registry), type(bean));
        }
        ClassPathScanningCandidateComponentProvider all = new ClassPathScanningCandidateComponentProvider(false);
        all.addIncludeFilter((reader, factory) -> true);
        for (BeanDefinition adapter : all.findCandidateComponents(root + ".integration")) {
            for (Class<?> port : ClassUtils.getAllInterfacesForClass(type(adapter))) {
                if (port.getName().startsWith(root + ".crm.")) {
                    outsidePorts.add(port);
                }
            }
        }
    }

    private static Class<?> type(BeanDefinition definition) {
        return ClassUtils.resolveClassName(definition.getBeanClassName(), ModelCode.class.getClassLoader());
    }

    public static String packageOf(String key) {
        return key.replace("-", "");
    }

    public Map<String, Class<?>> beans() {
        return beans;
    }

    /** Whether a model may name the bean: its own package's, or the engine's for all models. */
    boolean belongsTo(Class<?> bean, String key) {
        String name = bean.getPackageName();
        return name.equals(root + ".process." + packageOf(key)) || name.equals(root + ".process.engine");
    }

    /** Delegates and listeners of models by bean name; what all models share is not among them. */
    public Map<String, Class<?>> delegates() {
        return beans.entrySet().stream()
                .filter(bean -> isDelegate(bean.getValue()))
                .filter(bean -> !SHARED.contains(modelPackage(bean.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isDelegate(Class<?> type) {
        return JavaDelegate.class.isAssignableFrom(type)
                || TaskListener.class.isAssignableFrom(type)
                || ExecutionListener.class.isAssignableFrom(type);
    }

    public String modelPackage(Class<?> bean) {
        String rest = bean.getPackageName().substring((root + ".process").length());
        return rest.isEmpty() ? "" : rest.substring(1);
    }

    /** Whether the bean reaches an outside system: it says so, or it is built with a port that an adapter implements. */
    public boolean callsOutside(Class<?> bean) {
        return bean.isAnnotationPresent(OutsideCall.class)
                || Arrays.stream(bean.getDeclaredConstructors())
                        .map(Constructor::getParameterTypes)
                        .flatMap(Arrays::stream)
                        .anyMatch(outsidePorts::contains);
    }

    /** String constants of the model's contract class by name; null when there is no such class. */
    Map<String, String> contract(String key) {
        Class<?> contract = find(root + ".process." + packageOf(key) + "." + contractName(key));
        if (contract == null) {
            return null;
        }
        Map<String, String> constants = new HashMap<>();
        for (Field field : contract.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                try {
                    field.setAccessible(true);
                    constants.put(field.getName(), (String) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return constants;
    }

    static String contractName(String key) {
        return Arrays.stream(key.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** Names of the funnel's stages in kebab-case; empty when there is no such enumeration. */
    Set<String> stages() {
        Class<?> stage = find(root + ".crm.deal.Stage");
        if (stage == null || !stage.isEnum()) {
            return Set.of();
        }
        return Arrays.stream(stage.getEnumConstants())
                .map(constant ->
                        ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.toSet());
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
