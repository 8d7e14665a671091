package io.polisflow.process.models.gate;

import io.polisflow.process.engine.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.asm.ClassReader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Reads from the classes of the models which variables they write: no list of them is kept, so none can be out of date.
 *
 * <p>A delegate writes what it or a class of ours that it uses names and does not merely read.
 */
@Component
class VariablesInCode implements WrittenVariables {

    private static final String ROOT = "io/polisflow/process/";
    private static final String SHARED = ROOT + "engine/";
    private static final String BESIDE = ROOT + "models/";

    private final ModelVocabulary vocabulary;
    private final Supplier<Map<String, NamedInClass>> classes = SingletonSupplier.of(VariablesInCode::read);
    private final Map<String, Set<String>> byClass = new ConcurrentHashMap<>();

    VariablesInCode(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public Set<String> by(String bean) {
        Class<?> type = vocabulary.beans().get(bean);
        return type == null
                ? Set.of()
                : named(ClassUtils.getUserClass(type).getName().replace('.', '/'));
    }

    @Override
    public Set<String> with(String message, String processKey) {
        Set<String> names = new HashSet<>(into(processKey));
        classes.get().forEach((name, named) -> {
            if (named.texts().contains(message)) {
                names.addAll(named(name));
            }
        });
        return names;
    }

    @Override
    public Set<String> into(String processKey) {
        String own = ROOT + processKey.replace("-", "") + "/";
        return classes.get().entrySet().stream()
                .filter(named ->
                        named.getKey().startsWith(own) || named.getKey().startsWith(SHARED))
                .flatMap(named -> {
                    Stream<String> declared =
                            named.getValue().declared().stream().map(field -> value(named.getKey(), field));
                    return named.getKey().startsWith(own)
                            ? Stream.concat(declared, named.getValue().texts().stream())
                            : declared;
                })
                .collect(Collectors.toSet());
    }

    private Set<String> named(String className) {
        return byClass.computeIfAbsent(className, this::namedFrom);
    }

    private Set<String> namedFrom(String className) {
        Set<String> names = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(Set.of(className));
        while (!next.isEmpty()) {
            NamedInClass named = classes.get().get(next.peek());
            if (named != null && seen.add(next.peek())) {
                names.addAll(named.texts());
                named.variables().forEach(variable -> names.add(value(variable.owner(), variable.field())));
                next.addAll(named.used());
            }
            next.remove();
        }
        return names;
    }

    private static String value(String className, String field) {
        try {
            Field constant = ClassUtils.resolveClassName(
                            className.replace('/', '.'), VariablesInCode.class.getClassLoader())
                    .getDeclaredField(field);
            constant.setAccessible(true);
            return ((Variable<?>) constant.get(null)).name();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The constant " + className + "." + field + " cannot be read", e);
        }
    }

    private static Map<String, NamedInClass> read() {
        Map<String, NamedInClass> classes = new TreeMap<>();
        // Other class paths hold tests, which name everything and write nothing that a model may rely on.
        String own = Variable.class.getResource("Variable.class").toString();
        String path = ClassUtils.convertClassNameToResourcePath(Variable.class.getName());
        String home = own.substring(0, own.lastIndexOf(path));
        try {
            for (Resource file : new PathMatchingResourcePatternResolver(VariablesInCode.class.getClassLoader())
                    .getResources("classpath*:" + ROOT + "**/*.class")) {
                String url = file.getURL().toString();
                if (!url.startsWith(home) || url.startsWith(home + BESIDE)) {
                    continue;
                }
                try (InputStream content = file.getInputStream()) {
                    ClassReader reader = new ClassReader(content);
                    classes.put(reader.getClassName(), NamedInClass.read(reader, ROOT));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }
}
