package io.polisflow.process.models.gate;

import io.polisflow.process.engine.EveryUserTask;
import io.polisflow.process.engine.ForExpressions;
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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** The Java side of the models under one root package, read from the class path: beans, contract classes, ports to the outside, stages. */
public final class ModelCode {

    private static final Set<String> SHARED = Set.of("engine", "sla", "models");
    private static final Set<String> BESIDE_MODELS = Set.of("sla", "models");
    private static final String KEY = "KEY";

    private final String root;
    private final Map<String, Class<?>> beans = new LinkedHashMap<>();
    private final Set<Class<?>> outsidePorts = new HashSet<>();

    /** @param root the package above {@code process}, {@code crm} and {@code integration} */
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

    /** @return the last part of the package that belongs to the model */
    public static String packageOf(String key) {
        return key.replace("-", "");
    }

    /** @return the classes of all components below {@code process} by the names that they get as beans */
    public Map<String, Class<?>> beans() {
        return beans;
    }

    /** Whether a model may name the bean: its own package's, or the engine's for all models. */
    public boolean belongsTo(Class<?> bean, String key) {
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

    /** Whether expressions of some model may name the bean: a delegate, a listener, or one that is marked so. */
    boolean isCallable(Class<?> bean) {
        boolean written = isDelegate(bean) || bean.isAnnotationPresent(ForExpressions.class);
        return written && !BESIDE_MODELS.contains(modelPackage(bean).split("\\.")[0]);
    }

    private static boolean isDelegate(Class<?> type) {
        return JavaDelegate.class.isAssignableFrom(type)
                // What hears every task hangs on it by itself and is named by no model.
                || TaskListener.class.isAssignableFrom(type) && !EveryUserTask.class.isAssignableFrom(type)
                || ExecutionListener.class.isAssignableFrom(type);
    }

    /** @return the part of the bean's package below {@code process} */
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
    public Map<String, String> contract(String key) {
        Class<?> contract = find(root + ".process." + packageOf(key) + "." + contractName(key));
        return contract == null ? null : constants(contract);
    }

    /** String constants of every contract class by the key of its model. */
    public Map<String, Map<String, String>> contracts() {
        ClassPathScanningCandidateComponentProvider all = new ClassPathScanningCandidateComponentProvider(false);
        // A contract is a final class beside its delegates, named as its key.
        all.addIncludeFilter((reader, factory) -> reader.getClassMetadata().isFinal());
        Map<String, Map<String, String>> contracts = new TreeMap<>();
        for (BeanDefinition candidate : all.findCandidateComponents(root + ".process")) {
            Class<?> type = type(candidate);
            if (type.isRecord()
                    || Arrays.stream(type.getDeclaredFields())
                            .noneMatch(field -> field.getName().equals(KEY))) {
                continue;
            }
            Map<String, String> constants = constants(type);
            String key = constants.get(KEY);
            if (key != null && type.getSimpleName().equals(contractName(key))) {
                contracts.put(key, constants);
            }
        }
        return contracts;
    }

    private static Map<String, String> constants(Class<?> contract) {
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

    /** @return the simple name of the model's contract class */
    public static String contractName(String key) {
        return Arrays.stream(key.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** Names of the funnel's stages in kebab-case; empty when there is no such enumeration. */
    public Set<String> stages() {
        Class<?> stage = find(root + ".crm.deal.Stage");
        if (stage == null || !stage.isEnum()) {
            return Set.of();
        }
        return Arrays.stream(stage.getEnumConstants())
                .map(constant -> kebab((Enum<?>) constant))
                .collect(Collectors.toSet());
    }

    /** Ids of the groups of users that the product itself brings; empty when there is no such enumeration. */
    public Set<String> groups() {
        // Who may do what is no business of the models: they know its groups by name only.
        Class<?> group = find(root + ".security.UserGroup");
        if (group == null || !group.isEnum()) {
            return Set.of();
        }
        return Arrays.stream(group.getEnumConstants())
                .map(constant ->
                        String.valueOf(ReflectionUtils.invokeMethod(ReflectionUtils.findMethod(group, "id"), constant)))
                .collect(Collectors.toSet());
    }

    /** @return a constant's name as models and addresses write it */
    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
