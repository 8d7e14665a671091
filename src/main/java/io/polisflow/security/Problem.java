package io.polisflow.security;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Writes an RFC 9457 problem from a filter, where Spring MVC's own handling does not reach. */
final class Problem {

    private static final JsonMapper JSON = new JsonMapper();

    private Problem() {}

    static void write(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String title, String detail)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("instance", request.getRequestURI());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        write(response, JSON.writeValueAsString(problem));
    }

    /** As Camunda's own REST and its web apps tell a fault. */
    static void ofEngine(HttpServletResponse response, HttpStatus status, String message) throws IOException {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("type", status.getReasonPhrase().replace(" ", ""));
        fault.put("message", message);
        fault.put("code", 0);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        write(response, JSON.writeValueAsString(fault));
    }

    /** Also where a page that failed had begun to write, as text. */
    static void write(HttpServletResponse response, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        // A resource may have told the length of what it would have said.
        response.setContentLength(bytes.length);
        try {
            response.getOutputStream().write(bytes);
        } catch (IllegalStateException writerIsTaken) {
            response.getWriter().write(body);
        }
    }
}
