package io.polisflow.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.polisflow.crm.DatabaseTrouble;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes the engine's own REST APIs, ours and the web apps', blame who is to blame and tell nothing of the inside: the stock resources
 * answer 500 to much that only the caller can mend, with names of classes and of tables.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class EngineAnswers extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(EngineAnswers.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Outages outages;

    EngineAnswers(Outages outages) {
        this.outages = outages;
    }

    /** What the engine and its REST throw at a request that they cannot make sense of. */
    private static final Set<String> CALLERS_FAULTS = Set.of(
            "RestException",
            "InvalidRequestException",
            "ProcessEngineException",
            "BadUserRequestException",
            "NotValidException",
            "NotFoundException",
            // How the engine is told of our refusals.
            "FormFieldValidationException",
            "NullValueException",
            "NullPointerException",
            "IllegalArgumentException",
            "IllegalStateException",
            "ClassCastException",
            "NumberFormatException",
            "IndexOutOfBoundsException",
            "StringIndexOutOfBoundsException",
            "DateTimeParseException",
            "StreamConstraintsException",
            "JsonMappingException",
            "JsonParseException",
            "MismatchedInputException",
            "InvalidFormatException",
            "InvalidDefinitionException",
            "UnrecognizedPropertyException",
            "SpinRuntimeException",
            "ParseException",
            "ScriptCompilationException",
            "NotSupportedException",
            "UnsupportedOperationException",
            "MultipartException",
            "UriBuilderException");

    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}(?=[A-Z])");
    private static final Pattern INSIDE = Pattern.compile("(?s)(###|SQL|ENGINE-03\\d{3}).*");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return !path.startsWith("/engine-rest/") && !path.startsWith("/camunda/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Kept kept = new Kept(response);
        chain.doFilter(request, kept);
        if (!kept.tellsOfFault() || response.isCommitted()) {
            return;
        }
        // The resources wrap it until nobody can tell it from a caller's fault, so that it was noted where it was met.
        if (request.getAttribute(DatabaseTrouble.class.getName()) instanceof DatabaseTrouble trouble) {
            outages.answer(request, response, trouble);
        } else if (kept.fault != null) {
            write(request, response, kept.fault.toString(StandardCharsets.UTF_8));
        }
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, String told)
            throws IOException {
        byte[] answer = told.getBytes(StandardCharsets.UTF_8);
        try {
            Map<String, Object> problem = JSON.readValue(told, new TypeReference<>() {});
            if (problem.get("type") instanceof String type) {
                String message = String.valueOf(problem.get("message"));
                int status = response.getStatus();
                if (status >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
                    log.warn("{} {} ended in a {}", request.getMethod(), request.getRequestURI(), type);
                    if (CALLERS_FAULTS.contains(type)) {
                        response.setStatus(HttpStatus.BAD_REQUEST.value());
                    }
                }
                problem.put("message", withoutInside(message));
                answer = JSON.writeValueAsBytes(problem);
            }
        } catch (JsonProcessingException noProblem) {
            answer = withoutInside(told).getBytes(StandardCharsets.UTF_8);
        }
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }

    private static String withoutInside(String message) {
        String plain = CLASS_NAME.matcher(message).replaceAll("");
        return INSIDE.matcher(plain).replaceFirst("Подробности в журнале сервера.");
    }

    /** Passes answers through and keeps those that tell of a fault. */
    private static final class Kept extends HttpServletResponseWrapper {

        private ByteArrayOutputStream fault;

        Kept(HttpServletResponse response) {
            super(response);
        }

        private boolean tellsOfFault() {
            return getStatus() >= HttpStatus.BAD_REQUEST.value();
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (!tellsOfFault()) {
                return super.getOutputStream();
            }
            if (fault == null) {
                fault = new ByteArrayOutputStream();
            }
            return new ServletOutputStream() {
                @Override
                public void write(int next) {
                    fault.write(next);
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new IllegalStateException("nothing here is asynchronous");
                }
            };
        }

        @Override
        public void flushBuffer() throws IOException {
            if (fault == null) {
                super.flushBuffer();
            }
        }
    }
}
