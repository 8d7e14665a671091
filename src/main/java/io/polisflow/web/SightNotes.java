package io.polisflow.web;

import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Tells the audit of addresses that show people's data beside the pages that tell it themselves: one line for each, and {@code
 * AuditedSightsTest} holds the lines against all addresses that there are.
 */
@Configuration(proxyBeanMethods = false)
class SightNotes implements WebMvcConfigurer, HandlerInterceptor {

    /** Behind {@link SightGuard}: what somebody does not see they have not seen. */
    private static final int BEHIND_THE_GUARD = 1;

    private final Map<String, Shown> shown = new TreeMap<>();
    private final AuditTrail audit;

    SightNotes(AuditTrail audit) {
        this.audit = audit;
        deals(
                "GET /crm/deals/{number}/exchange",
                "GET /crm/deals/{number}/call",
                "GET /crm/deals/{number}/call/state",
                "GET /crm/calendar/deals/{number}/contacts",
                "GET /api/deals/{number}/calls",
                "GET /api/deals/{number}/files",
                "GET /api/deals/{number}/objections",
                "GET /api/deals/{number}/letters/start",
                "POST /api/deals/{number}/letters/preview");
        add("GET /crm/deals/{number}/exchange/{id}", "exchange", "id");
        clients(
                "GET /crm/clients/{id}/requisites/edit",
                "GET /crm/clients/{id}/consents",
                "GET /crm/clients/{id}/consents/withdraw",
                "GET /crm/clients/{id}/consents/{consentId}",
                "GET /crm/clients/{id}/merge");
        add("GET /crm/clients/merges/{mergeId}", "client_merge", "mergeId");
        add("GET /crm/calendar/touches/{id}", "activity", "id");
        add("GET /crm/calendar", "calendar_entry", null);
        add("GET /crm/calls", "call_record", null);
        add("GET /crm/personal", "subject_request", null);
        add("GET /crm/personal/requests/{id}", "subject_request", "id");
        add("GET /crm/personal/people/{contactId}/erase", "subject", "contactId");
        add("GET /crm/personal/erasures/{id}", "erasure", "id");
    }

    /** @param id name of the variable that tells the object, or null when the address shows a list of them */
    private record Shown(String kind, String id) {

        AuditSubject subject(UnaryOperator<String> variable) {
            String object = id == null ? null : variable.apply(id);
            return switch (kind) {
                case "deal" -> AuditSubject.deal(object);
                case "client" -> AuditSubject.client(Long.parseLong(object));
                default -> AuditSubject.of(kind, object).inDeal(variable.apply("number"));
            };
        }
    }

    private void deals(String... addresses) {
        Stream.of(addresses).forEach(address -> add(address, "deal", "number"));
    }

    private void clients(String... addresses) {
        Stream.of(addresses).forEach(address -> add(address, "client", "id"));
    }

    private void add(String address, String kind, String id) {
        shown.put(address, new Shown(kind, id));
    }

    boolean knows(String methodAndPattern) {
        return shown.containsKey(methodAndPattern);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/crm/**", "/api/**").order(BEHIND_THE_GUARD);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Shown found = shown.get(
                request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        if (found != null
                && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                        instanceof Map<?, ?> variables) {
            UnaryOperator<String> variable = name -> variables.get(name) instanceof String value ? value : null;
            // What is no number names nothing, and whoever reads it refuses it.
            if (found.id() == null || isName(found, variable.apply(found.id()))) {
                audit.saw(found.subject(variable));
            }
        }
        return true;
    }

    private static boolean isName(Shown found, String object) {
        return object != null && (found.kind().equals("deal") || object.matches("\\d{1,18}"));
    }
}
