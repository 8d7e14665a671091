package io.polisflow.security.access;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** What REST resources answer at, read from their own annotations through all that they lead to. */
public final class EngineAddresses {

    /** Resources lead on to others, and some of these back again. */
    private static final int DEEPEST = 6;

    private EngineAddresses() {}

    /** @return {@code GET /path/{id}} and so on, below where the resources are mounted */
    public static Set<String> of(Collection<Class<?>> resources) {
        Set<String> found = new TreeSet<>();
        resources.stream()
                .filter(type -> AnnotatedElementUtils.hasAnnotation(type, Path.class))
                .forEach(type ->
                        read(type, path(AnnotatedElementUtils.findMergedAnnotation(type, Path.class)), found, 0));
        return found;
    }

    private static void read(Class<?> type, String base, Set<String> found, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        for (Method method : type.getMethods()) {
            Path path = AnnotatedElementUtils.findMergedAnnotation(method, Path.class);
            HttpMethod verb = AnnotatedElementUtils.findMergedAnnotation(method, HttpMethod.class);
            if (verb != null) {
                found.add(verb.value() + " " + base + path(path));
            } else if (path != null) {
                read(method.getReturnType(), base + path(path), found, depth + 1);
            }
        }
    }

    private static String path(Path path) {
        String value = path == null ? "" : path.value().replaceAll("^/+|/+$", "");
        return value.isEmpty() ? "" : "/" + value.replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}");
    }
}
