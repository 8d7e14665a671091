package io.polisflow.security;

import io.micrometer.core.instrument.MeterRegistry;
import io.polisflow.crm.DatabaseTrouble;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.ISpringTemplateEngine;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/**
 * Answers whoever meets the database in trouble with 503 and when to come again: a person by a page from which what they typed can be sent
 * once more, a program by a problem (RFC 9457).
 *
 * <p>Counted as {@code polisflow.database.trouble} by kind.
 */
@Component
class Outages implements HandlerExceptionResolver, Ordered {

    private static final Logger log = LoggerFactory.getLogger(Outages.class);

    private final ObjectProvider<ISpringTemplateEngine> pages;
    private final ObjectProvider<MeterRegistry> meters;

    Outages(ObjectProvider<ISpringTemplateEngine> pages, ObjectProvider<MeterRegistry> meters) {
        this.pages = pages;
        this.meters = meters;
    }

    /** Before all that know the fault by its class alone. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, Object handler, Exception fault) {
        Optional<DatabaseTrouble> trouble = DatabaseTrouble.in(fault);
        if (trouble.isEmpty() || response.isCommitted()) {
            return null;
        }
        try {
            answer(request, response, trouble.get());
        } catch (IOException e) {
            log.debug("The answer reached nobody", e);
        }
        return new ModelAndView();
    }

    void answer(HttpServletRequest request, HttpServletResponse response, DatabaseTrouble trouble) throws IOException {
        // A line for each of many requests is enough: their traces would all tell the same, and fill the disk.
        log.warn("{} {} is answered with 503: database {}", request.getMethod(), request.getRequestURI(), trouble);
        meters.ifAvailable(registry -> registry.counter(
                        "polisflow.database.trouble", "kind", trouble.name().toLowerCase(Locale.ROOT))
                .increment());
        response.resetBuffer();
        response.setHeader(
                HttpHeaders.RETRY_AFTER, String.valueOf(trouble.pause().toSeconds()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (isForPerson(request)) {
            page(request, response, trouble);
        } else {
            problem(request, response, trouble);
        }
        response.flushBuffer();
    }

    private static boolean isForPerson(HttpServletRequest request) {
        String path = path(request);
        return request.getHeader("HX-Request") == null
                && !path.startsWith("/hooks/")
                && !path.startsWith("/api/")
                && !isOfEngine(path)
                && String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE);
    }

    private static boolean isOfEngine(String path) {
        return path.startsWith("/engine-rest") || path.startsWith("/camunda/api/");
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private static void problem(HttpServletRequest request, HttpServletResponse response, DatabaseTrouble trouble)
            throws IOException {
        if (isOfEngine(path(request))) {
            // Web apps and programs of Camunda's read its own kind of answer.
            Problem.ofEngine(response, HttpStatus.SERVICE_UNAVAILABLE, trouble.title() + ". " + trouble.advice());
        } else {
            Problem.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, trouble.title(), trouble.advice());
        }
    }

    private void page(HttpServletRequest request, HttpServletResponse response, DatabaseTrouble trouble)
            throws IOException {
        Map<String, Object> told = new HashMap<>();
        told.put("title", trouble.title());
        told.put("advice", trouble.advice());
        told.put("look", "GET".equals(request.getMethod()));
        Map<String, List<String>> fields = fields(request);
        told.put("fields", fields);
        told.put("typed", !fields.isEmpty());
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        WebContext context = new WebContext(
                JakartaServletWebApplication.buildApplication(request.getServletContext())
                        .buildExchange(request, response),
                Locale.forLanguageTag("ru"),
                told);
        Problem.write(response, pages.getObject().process("error/503", context));
    }

    /** @return what a form brought, to be sent once more; no password, and no files, which a page cannot hold */
    private static Map<String, List<String>> fields(HttpServletRequest request) {
        String type = String.valueOf(request.getContentType());
        if (!"POST".equals(request.getMethod())
                || !type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                || !path(request).startsWith("/crm/")) {
            return Map.of();
        }
        MultiValueMap<String, String> ofAddress = UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams();
        Map<String, List<String>> fields = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> {
            // What the address says comes first, and will be said by it again.
            int said = ofAddress.getOrDefault(name, List.of()).size();
            fields.put(name, List.of(values).subList(Math.min(said, values.length), values.length));
        });
        boolean secret = fields.keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains("password"));
        return secret ? Map.of() : fields;
    }
}
