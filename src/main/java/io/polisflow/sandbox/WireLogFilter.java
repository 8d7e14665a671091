package io.polisflow.sandbox;

import io.polisflow.sandbox.WireLog.Direction;
import io.polisflow.sandbox.WireLog.Half;
import io.polisflow.sandbox.WireLog.Happened;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Writes down each request to a simulated system that speaks HTTP, and what its caller got. */
class WireLogFilter extends OncePerRequestFilter {

    private final WireLog log;

    WireLogFilter(WireLog log) {
        this.log = log;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SystemCalls.system(request).isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // A form's fields are read by the server itself, past any wrapper, so they are asked for afterwards.
        boolean form = request.getContentType() != null
                && request.getContentType().startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
        OverheardRequest asked = form ? null : new OverheardRequest(request);
        OverheardResponse answered = new OverheardResponse(response);
        long began = System.nanoTime();
        try {
            chain.doFilter(form ? request : asked, answered);
        } finally {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            boolean broken = HangUp.happened(request);
            log.add(new Happened(
                    SystemCalls.system(request).orElseThrow(),
                    Direction.TO_SYSTEM,
                    request.getMethod() + " " + address(request),
                    broken ? "соединение оборвано" : String.valueOf(answered.getStatus()),
                    !broken && answered.getStatus() < 400,
                    millis,
                    new Half(headers(request), form ? fields(request) : asked.overheard()),
                    new Half(headers(answered), answered.overheard()),
                    "GET".equals(request.getMethod())));
        }
    }

    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return WireText.hide(SystemCalls.path(request) + (query == null ? "" : "?" + query));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, WireText.header(name, String.join(", ", Collections.list(request.getHeaders(name)))));
        }
        return headers;
    }

    private static Map<String, String> headers(HttpServletResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : response.getHeaderNames()) {
            headers.put(name, WireText.header(name, String.join(", ", response.getHeaders(name))));
        }
        return headers;
    }

    private static String fields(HttpServletRequest request) {
        String fields = request.getParameterMap().entrySet().stream()
                .map(field -> field.getKey() + "=" + String.join(",", field.getValue()))
                .collect(Collectors.joining("\n"));
        byte[] bytes = fields.getBytes(StandardCharsets.UTF_8);
        return fields.length() > WireText.LONGEST
                ? WireText.hide(fields.substring(0, WireText.LONGEST)) + "\n… всего " + bytes.length + " Б"
                : WireText.hide(fields);
    }
}
