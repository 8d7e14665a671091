package io.polisflow.fuzz;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Makes of an endpoint a request that is nearly right, and wrong somewhere. */
class RequestMaker {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?(\\w+)(?::((?:[^{}]|\\{[^{}]*})*))?}|\\*\\*?");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json;charset=UTF-16",
            "application/json;charset=none",
            "application/xml",
            "text/plain",
            "text/html",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/problem+json",
            "application/octet-stream",
            "image/svg+xml",
            "a/b/c",
            "*/*",
            ";",
            "application/x-java-serialized-object");
    private static final List<String> ACCEPTED = List.of(
            "text/html",
            "application/json",
            "*/*",
            "text/event-stream",
            "image/png",
            "application/pdf",
            "x",
            "text/html;q=2",
            "");
    private static final List<String> FILE_NAMES = List.of(
            "скан.pdf",
            "a.svg",
            "../../x.pdf",
            "x.pdf\u0000.exe",
            "model.bpmn",
            "t.dmn",
            "f.form",
            "m.zip",
            "т.xlsx",
            "t.csv",
            "a\r\nX-Zqx: 1.png",
            "",
            "con",
            "\u202Efdp.exe",
            "calendar.xml",
            "x".repeat(400) + ".pdf");

    private final HostileValues values;
    private final KnownThings known;

    RequestMaker(HostileValues values, KnownThings known) {
        this.values = values;
        this.known = known;
    }

    MockHttpServletRequestBuilder request(Endpoint endpoint) {
        // Mostly the rest of the request is good, so that it gets as far as the part that is not.
        int goodness = values.pick(List.of(20, 70, 95, 100));
        String method = values.sometimes(4)
                ? values.pick(List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND"))
                : endpoint.method();
        URI address = URI.create(path(endpoint, goodness) + query(endpoint, endpoint.changes() ? 15 : 80, goodness));
        MockHttpServletRequestBuilder request;
        if (!endpoint.files().isEmpty() && values.sometimes(85)) {
            var upload = MockMvcRequestBuilders.multipart(HttpMethod.valueOf(method), address);
            for (String part : endpoint.files()) {
                for (int i = values.random().nextInt(3); i >= 0; i--) {
                    upload.file(file(part));
                }
            }
            request = upload;
            fields(endpoint, goodness).forEach(request::param);
        } else {
            request = MockMvcRequestBuilders.request(HttpMethod.valueOf(method), address);
            if (endpoint.changes()) {
                body(endpoint, goodness, request);
            }
        }
        if (values.sometimes(60)) {
            request.header("Accept", values.pick(ACCEPTED));
        }
        if (values.sometimes(15)) {
            request.header("HX-Request", "true");
        }
        if (values.sometimes(15)) {
            request.header(
                    values.pick(List.of(
                            "Referer",
                            "Range",
                            "If-None-Match",
                            "If-Modified-Since",
                            "Accept-Language",
                            "Origin",
                            "Cookie",
                            "HX-Current-URL",
                            "HX-Target",
                            "X-Forwarded-Host",
                            "X-Forwarded-For",
                            "Authorization",
                            "Idempotency-Key",
                            "Last-Event-ID",
                            "X-HTTP-Method-Override",
                            "If-Match")),
                    values.shortText());
        }
        return request;
    }

    private MockMultipartFile file(String part) {
        byte[] content =
                switch (values.random().nextInt(8)) {
                    case 0 -> new byte[0];
                    case 1 -> ("%PDF-1.7\n" + values.text()).getBytes(StandardCharsets.UTF_8);
                    case 2 -> ("PK\u0003\u0004" + values.text()).getBytes(StandardCharsets.ISO_8859_1);
                    case 3 ->
                        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><calendar year=\"2026\"><a>&e;</a></calendar>"
                                .getBytes(StandardCharsets.UTF_8);
                    case 4 -> values.brokenJson().getBytes(StandardCharsets.UTF_8);
                    case 5 -> ("ИНН;Название\n" + values.text() + ";" + values.text()).getBytes(StandardCharsets.UTF_8);
                    case 6 ->
                        ("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"" + values.text() + "\"/>")
                                .getBytes(StandardCharsets.UTF_8);
                    default -> values.text().getBytes(StandardCharsets.UTF_8);
                };
        return new MockMultipartFile(
                part, values.pick(FILE_NAMES), values.sometimes(50) ? values.pick(TYPES) : "application/pdf", content);
    }

    private String path(Endpoint endpoint, int goodness) {
        Matcher variables = VARIABLE.matcher(endpoint.pattern());
        StringBuilder path = new StringBuilder();
        while (variables.find()) {
            String name = variables.group(1) == null ? "rest" : variables.group(1);
            variables.appendReplacement(path, Matcher.quoteReplacement(segment(name, goodness)));
        }
        variables.appendTail(path);
        if (values.sometimes(3)) {
            path.append(
                    values.pick(List.of("/", "//", ";a=b", "/..", "/%2e%2e/", ".json", "%00", "%C0%AF", "/%", "?%zz"))
                            .replaceAll("%(?![0-9a-fA-F]{2})", "%25"));
        }
        return path.toString();
    }

    private String segment(String variable, int goodness) {
        List<String> real = known.named(variable);
        if (!real.isEmpty() && values.sometimes(goodness)) {
            return encode(values.pick(real));
        }
        return switch (values.random().nextInt(8)) {
            case 0 -> "-1";
            case 1 -> String.valueOf(values.random().nextLong());
            case 2 ->
                values.pick(List.of("%00", "%C0%AF", "%FF", "%E0%80%AF", "..%2f..", "%252e", "%0d%0aX-Zqx:1", "%u0041"))
                        .replace("%u", "%25u");
            case 3 -> "0";
            default -> encode(values.shortText().isEmpty() ? "x" : values.shortText());
        };
    }

    private String query(Endpoint endpoint, int percent, int goodness) {
        if (!values.sometimes(percent)) {
            return "";
        }
        StringBuilder query = new StringBuilder("?");
        fields(endpoint, goodness).forEach((name, several) -> {
            for (String value : several) {
                query.append(encode(name)).append('=').append(encode(value)).append('&');
            }
        });
        return query.toString();
    }

    private Map<String, String[]> fields(Endpoint endpoint, int goodness) {
        Map<String, String[]> fields = new java.util.LinkedHashMap<>();
        for (String name : endpoint.parameters()) {
            if (values.sometimes(75)) {
                int count = values.sometimes(8) ? 3 : 1;
                String[] several = new String[count];
                for (int i = 0; i < count; i++) {
                    List<String> real = known.named(name);
                    several[i] =
                            !real.isEmpty() && values.sometimes(goodness) ? values.pick(real) : decoded(values.text());
                }
                fields.put(values.sometimes(4) ? name + "[0]" : name, several);
            }
        }
        if (values.sometimes(15)) {
            fields.put(
                    values.pick(List.of(
                            "page",
                            "size",
                            "sort",
                            "class.module.classLoader.x",
                            "_method",
                            "_csrf",
                            "id",
                            "x[999999999]")),
                    new String[] {decoded(values.text())});
        }
        return fields;
    }

    /** No half of a pair gets through a server's decoding of a form. */
    private static String decoded(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private void body(Endpoint endpoint, int goodness, MockHttpServletRequestBuilder request) {
        boolean json = endpoint.body() != null && endpoint.body() != byte[].class && endpoint.body() != String.class;
        String type = endpoint.consumes().isEmpty()
                ? json ? MediaType.APPLICATION_JSON_VALUE : MediaType.APPLICATION_FORM_URLENCODED_VALUE
                : endpoint.consumes().get(0).toString();
        if (values.sometimes(8)) {
            type = values.pick(TYPES);
        }
        request.header("Content-Type", type);
        if (json || endpoint.body() != null || !endpoint.consumes().isEmpty()) {
            String text = json && values.sometimes(85) ? json(endpoint.body(), 0) : values.brokenJson();
            request.content(
                    values.sometimes(5)
                            ? text.getBytes(StandardCharsets.UTF_16)
                            : text.getBytes(StandardCharsets.UTF_8));
        } else {
            fields(endpoint, goodness).forEach(request::param);
            if (values.sometimes(20)) {
                request.content(values.brokenJson());
            }
        }
    }

    /** The fields that a reader of that type asks for, filled with what fits, nearly fits and does not. */
    private String json(Type type, int depth) {
        if (values.sometimes(25) || depth > 4) {
            return values.json();
        }
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            if (Collection.class.isAssignableFrom(raw)) {
                List<String> items = new ArrayList<>();
                for (int i = values.random().nextInt(3); i >= 0; i--) {
                    items.add(json(generic.getActualTypeArguments()[0], depth + 1));
                }
                return "[" + String.join(",", items) + "]";
            }
            if (Map.class.isAssignableFrom(raw)) {
                return "{" + HostileValues.quoted(values.shortText()) + ":"
                        + json(generic.getActualTypeArguments()[1], depth + 1) + "}";
            }
            return values.json();
        }
        Class<?> asked = (Class<?>) type;
        if (asked.isRecord()) {
            List<String> fields = new ArrayList<>();
            for (RecordComponent field : asked.getRecordComponents()) {
                if (values.sometimes(85)) {
                    fields.add(HostileValues.quoted(field.getName()) + ":" + json(field.getGenericType(), depth + 1));
                }
                if (values.sometimes(3)) {
                    fields.add(HostileValues.quoted(field.getName()) + ":" + values.json());
                }
            }
            return "{" + String.join(",", fields) + "}";
        }
        if (asked.isEnum()) {
            return HostileValues.quoted(
                    String.valueOf(asked.getEnumConstants()[values.random().nextInt(asked.getEnumConstants().length)]));
        }
        if (Temporal.class.isAssignableFrom(asked)) {
            return HostileValues.quoted(values.pick(List.of(
                    "2027-01-15",
                    "2027-01-15T10:00",
                    "2027-01-15T10:00:00Z",
                    "10:00",
                    "+999999999-12-31",
                    "0001-01-01")));
        }
        if (asked == boolean.class || asked == Boolean.class) {
            return values.sometimes(50) ? "true" : "false";
        }
        if (asked.isPrimitive() || Number.class.isAssignableFrom(asked)) {
            return asked == BigDecimal.class
                    ? values.pick(
                            List.of("10", "-0.01", "1e300", "99999999999999999999.999", "0.000000000001", "1E+999999"))
                    : values.pick(List.of("1", "-1", "0", "2147483647", "-2147483648"));
        }
        return HostileValues.quoted(values.text());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
