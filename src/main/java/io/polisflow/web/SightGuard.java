package io.polisflow.web;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.ObjectSight;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers 404 at every address of something that hangs on a deal or client which the signed-on person does not see.
 *
 * <p>One line for each kind of object, whatever is done with it there, and before anything of the request is read: a wrong request
 * tells no more of the object than a right one.
 */
@Configuration(proxyBeanMethods = false)
class SightGuard implements WebMvcConfigurer, HandlerInterceptor {

    /** @param address how the patterns begin, up to the variable that names the object and with it */
    private record Kind(String address, Consumer<String> requirement) {

        boolean isOf(String pattern) {
            return pattern.equals(address) || pattern.startsWith(address + "/");
        }

        String variable() {
            return address.substring(address.lastIndexOf('{') + 1, address.length() - 1);
        }
    }

    private final List<Kind> kinds;

    SightGuard(DealSight sight, ObjectSight objects) {
        this.kinds = List.of(
                new Kind("/crm/deals/{number}", sight::requireSuchDeal),
                new Kind("/api/deals/{number}", sight::requireSuchDeal),
                new Kind("/crm/calendar/deals/{number}", sight::requireSuchDeal),
                new Kind("/crm/clients/{id}", numbered(objects::requireCard)),
                new Kind("/api/clients/{id}", numbered(objects::requireCard)),
                new Kind("/crm/clients/merges/{mergeId}", numbered(objects::requireMerge)),
                new Kind("/crm/proposals/{id}", numbered(objects::requireProposal)),
                new Kind("/api/proposals/{id}", numbered(objects::requireProposal)),
                new Kind("/crm/contracts/{id}", numbered(objects::requireContract)),
                new Kind("/crm/calendar/touches/{id}", numbered(objects::requireTouch)),
                new Kind("/api/touches/{id}", numbered(objects::requireTouch)),
                new Kind("/api/files/{id}", numbered(objects::requireFile)),
                new Kind("/api/recordings/{id}", numbered(objects::requireRecording)));
    }

    /** What is no number is refused as such by whoever reads it. */
    private static Consumer<String> numbered(LongConsumer requirement) {
        return text -> {
            if (text.matches("-?\\d{1,18}")) {
                requirement.accept(Long.parseLong(text));
            }
        };
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/crm/**", "/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            kinds.stream().filter(kind -> kind.isOf(pattern)).forEach(kind -> kind.requirement()
                    .accept(String.valueOf(variables.get(kind.variable()))));
        }
        return true;
    }
}
