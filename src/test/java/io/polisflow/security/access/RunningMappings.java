package io.polisflow.security.access;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What the running application answers at, read from its own mappings. */
public final class RunningMappings {

    static final String ROWS = "security/access-matrix.txt";

    private RunningMappings() {}

    /** @return those that have no line in {@code access-matrix.txt} */
    public static Set<String> withoutRow(ApplicationContext application) {
        Set<String> missing = of(application);
        Row.all(ROWS).forEach(row -> missing.remove(row.mapping()));
        return missing;
    }

    /** @return method and pattern of each, {@code ANY} for all methods, {@code FILES} for what is served from folders */
    static Set<String> of(ApplicationContext application) {
        Set<String> found = new TreeSet<>();
        application.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mappings -> mappings.getHandlerMethods().keySet().stream())
                .flatMap(RunningMappings::names)
                .forEach(found::add);
        application.getBeansOfType(AbstractUrlHandlerMapping.class).values().stream()
                .map(AbstractUrlHandlerMapping::getHandlerMap)
                .map(java.util.Map::keySet)
                .flatMap(Collection::stream)
                .map(pattern -> "FILES " + pattern.replaceAll("/\\d+(\\.\\d+)+/", "/{version}/"))
                .forEach(found::add);
        return found;
    }

    private static Stream<String> names(RequestMappingInfo info) {
        String parameters = info.getParamsCondition().getExpressions().stream()
                .map(expression -> " " + expression)
                .collect(Collectors.joining());
        Set<String> methods = info.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.isEmpty()) {
            methods.add("ANY");
        }
        return info.getPatternValues().stream()
                .flatMap(pattern -> methods.stream().map(method -> method + " " + pattern + parameters));
    }
}
