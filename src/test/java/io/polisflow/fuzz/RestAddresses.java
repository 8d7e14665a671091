package io.polisflow.fuzz;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The addresses of a REST API as its own annotations name them, sub-resources included. */
public final class RestAddresses {

    private static final int DEEPEST = 6;

    private final Set<String> found = new TreeSet<>();

    private RestAddresses() {}

    /** @return «METHOD /path/{variable}», in order */
    public static List<String> of(Collection<Class<?>> resources) {
        RestAddresses addresses = new RestAddresses();
        for (Class<?> resource : resources) {
            Path path = resource.getAnnotation(Path.class);
            if (path != null) {
                addresses.walk(resource, slashed(path.value()), 0, new HashSet<>());
            }
        }
        return new ArrayList<>(addresses.found);
    }

    private void walk(Class<?> resource, String prefix, int depth, Set<Class<?>> above) {
        if (depth > DEEPEST || !above.add(resource)) {
            return;
        }
        for (Method method : resource.getMethods()) {
            Path path = annotation(method, Path.class);
            String address = path == null ? prefix : prefix + slashed(path.value());
            String verb = verb(method);
            if (verb != null) {
                found.add(verb + " " + address);
            } else if (path != null && method.getReturnType() != Object.class) {
                walk(method.getReturnType(), address, depth + 1, above);
            }
        }
        above.remove(resource);
    }

    private static String slashed(String path) {
        return path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    }

    private static String verb(Method method) {
        for (Annotation each : annotations(method)) {
            HttpMethod verb = each.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return verb.value();
            }
        }
        return null;
    }

    private static <A extends Annotation> A annotation(Method method, Class<A> type) {
        return annotations(method).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    /** Those of the interface count for a class that has none of its own. */
    private static List<Annotation> annotations(Method method) {
        List<Annotation> all = new ArrayList<>(List.of(method.getAnnotations()));
        for (Class<?> type : method.getDeclaringClass().getInterfaces()) {
            try {
                all.addAll(List.of(type.getMethod(method.getName(), method.getParameterTypes())
                        .getAnnotations()));
            } catch (NoSuchMethodException e) {
                // Of another interface.
            }
        }
        return all;
    }
}
