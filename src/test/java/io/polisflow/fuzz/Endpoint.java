package io.polisflow.fuzz;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.BeanUtils;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * One address of ours as the application itself has mapped it.
 *
 * @param body what the handler reads as JSON, or null
 * @param parameters names that its handler reads from the query or a form
 * @param files names of the parts of its uploads
 */
public record Endpoint(
        String method,
        String pattern,
        Type body,
        List<String> parameters,
        List<String> files,
        List<MediaType> consumes,
        HandlerMethod handler) {

    /** All of them, in an order that does not depend on the run. */
    public static List<Endpoint> of(RequestMappingHandlerMapping mappings) {
        List<Endpoint> all = new ArrayList<>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            for (String pattern : mapping.getPatternValues()) {
                var methods = mapping.getMethodsCondition().getMethods();
                List<String> names = methods.isEmpty()
                        ? List.of("GET", "POST")
                        : methods.stream().map(Enum::name).toList();
                for (String name : names) {
                    all.add(new Endpoint(
                            name,
                            pattern,
                            bodyOf(handler),
                            parametersOf(handler),
                            filesOf(handler),
                            mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                                    .toList(),
                            handler));
                }
            }
        });
        all.sort(Comparator.comparing(Endpoint::toString));
        return all;
    }

    public boolean changes() {
        return !method.equals("GET");
    }

    private static Type bodyOf(HandlerMethod handler) {
        return Arrays.stream(handler.getMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                .map(Parameter::getParameterizedType)
                .findFirst()
                .orElse(null);
    }

    private static List<String> parametersOf(HandlerMethod handler) {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : handler.getMethod().getParameters()) {
            RequestParam asked = parameter.getAnnotation(RequestParam.class);
            if (asked != null && !isFile(parameter)) {
                names.add(asked.value().isEmpty() ? parameter.getName() : asked.value());
            } else if (parameter.isAnnotationPresent(ModelAttribute.class) || isForm(parameter)) {
                addFields(parameter.getType(), names);
            }
        }
        return names;
    }

    private static void addFields(Class<?> form, List<String> names) {
        if (form.isRecord()) {
            Arrays.stream(form.getRecordComponents())
                    .map(RecordComponent::getName)
                    .forEach(names::add);
        } else if (!form.isInterface()) {
            Arrays.stream(BeanUtils.getPropertyDescriptors(form))
                    .filter(property -> property.getWriteMethod() != null)
                    .forEach(property -> names.add(property.getName()));
        }
    }

    private static boolean isForm(Parameter parameter) {
        Class<?> type = parameter.getType();
        return parameter.getAnnotations().length == 0 && type.getName().startsWith("io.polisflow.") && !type.isEnum();
    }

    private static List<String> filesOf(HandlerMethod handler) {
        return Arrays.stream(handler.getMethod().getParameters())
                .filter(Endpoint::isFile)
                .map(parameter -> {
                    RequestParam asked = parameter.getAnnotation(RequestParam.class);
                    return asked == null || asked.value().isEmpty() ? parameter.getName() : asked.value();
                })
                .toList();
    }

    private static boolean isFile(Parameter parameter) {
        return parameter.getParameterizedType().getTypeName().contains(MultipartFile.class.getName());
    }

    @Override
    public String toString() {
        return method + " " + pattern + " " + handler.getMethod().getName();
    }
}
