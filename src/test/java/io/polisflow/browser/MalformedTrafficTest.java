package io.polisflow.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fuzz.Endpoint;
import io.polisflow.fuzz.HostileValues;
import io.polisflow.fuzz.RawHttp;
import io.polisflow.fuzz.RestAddresses;
import io.polisflow.fuzz.Suspicions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The share of the malformed requests that a real server reads: its own parsing, the engine's REST API, Camunda's web apps, the sandbox. */
class MalformedTrafficTest extends BrowserTest {

    private static final long SEED = Long.getLong("polisflow.fuzz.seed", 20261129L);
    private static final int REQUESTS = Integer.getInteger("polisflow.fuzz.traffic", 6_000);
    private static final int PORT = URI.create(address("/")).getPort();
    private static final List<String> WRITERS = List.of("manager", "underwriter", "lawyer", "analyst");
    private static final Map<String, String> HOMES = Map.of("analyst", "cockpit", "admin", "admin");

    /** Who may do nearly everything only looks: the other tests need their world. */
    private static final List<String> READERS = List.of("manager", "head", "supervisor", "analyst", "admin");

    private static final List<String> BROKEN_PATHS = List.of(
            "/crm/%C0%AE%C0%AE/%C0%AE%C0%AE/etc/passwd",
            "/crm/../../../etc/passwd",
            "/crm/deals/%00",
            "/crm/deals/%",
            "/crm/deals/%zz",
            "/crm/deals/D;x=y",
            "/crm//deals",
            "//evil.example/%2e%2e",
            "/webjars/..%2f..%2fapplication.yaml",
            "/css/%2e%2e/%2e%2e/application.yaml",
            "/css/..;/application.yaml",
            "/camunda/app/../../WEB-INF/web.xml",
            "/camunda/app/tasklist/..%5c..%5cx",
            "/engine-rest/..;/actuator/env",
            "/actuator/env",
            "/actuator/heapdump",
            "/actuator;/env",
            "/error",
            "/login?x=" + "a".repeat(20_000),
            "/crm/search?find=\u00e0\u00a0\u0080",
            "http://evil.example/crm",
            "*",
            "crm");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private final Map<String, String> found = new TreeMap<>();
    private final Map<String, Integer> count = new TreeMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<String, List<String>> sessions = new HashMap<>();

    @Test
    void noMalformedTrafficBreaksOrShowsAnything() throws IOException {
        System.out.println("polisflow.fuzz.seed=" + SEED);
        HostileValues values = new HostileValues(new Random(SEED));
        List<String> addresses = new ArrayList<>();
        List<String> rest = RestAddresses.of(CamundaRestResources.getResourceClasses().stream()
                .filter(resource -> !resource.getSimpleName().startsWith("Named"))
                .toList());
        assertThat(rest).hasSizeGreaterThan(250);
        rest.forEach(each -> addresses.add(each.replaceFirst(" ", " /engine-rest")));
        rest.forEach(each -> addresses.add(each.replaceFirst(" ", " /camunda/api/engine/engine/default")));
        for (String plugin : List.of("base", "polisflow", "x")) {
            for (String resource : List.of("process-definition", "process-instance/count", "{id}/called", "metrics")) {
                addresses.add("GET /camunda/api/cockpit/plugin/" + plugin + "/default/" + resource);
                addresses.add("POST /camunda/api/cockpit/plugin/" + plugin + "/default/" + resource);
            }
        }
        for (String app : List.of("cockpit", "tasklist", "admin", "welcome")) {
            addresses.add("GET /camunda/api/" + app + "/plugin/{id}/static/{file}");
            addresses.add("GET /camunda/app/" + app + "/{id}/");
        }
        addresses.add("POST /camunda/api/admin/setup/default/user/create");
        addresses.add("POST /camunda/api/admin/auth/user/default/logout");
        Endpoint.of(mappings).stream()
                .filter(endpoint -> !endpoint.handler().toString().contains("Stream")
                        // SOAP 1.1 answers a broken request with 500, and so does the simulated registry.
                        && !endpoint.pattern().matches(".*(stream|/events|api-docs.*|ifaxwebservice/)"))
                .forEach(endpoint -> addresses.add(endpoint.method() + " " + endpoint.pattern()));
        for (int i = 0; i < REQUESTS; i++) {
            attack(addresses.get(i % addresses.size()), values, i);
        }
        found.forEach((what, how) -> System.out.println("FOUND " + count.get(what) + " " + what + "\n   " + how));
        System.out.println(statuses);

        assertThat(found).isEmpty();
        assertThat(statuses.keySet()).contains(200, 400, 401, 403, 404);
    }

    private void attack(String address, HostileValues values, int number) throws IOException {
        String method = address.substring(0, address.indexOf(' '));
        boolean broken = values.sometimes(10);
        String target = broken
                ? values.pick(BROKEN_PATHS)
                : address.substring(method.length() + 1)
                        .replaceAll("\\{[^}]*}", java.util.regex.Matcher.quoteReplacement(encode(values.text())));
        boolean looks = method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
        String person = values.pick(looks ? READERS : WRITERS);
        List<String> headers = new ArrayList<>(List.of("Host: localhost"));
        if (values.sometimes(85)) {
            headers.addAll(
                    target.startsWith("/engine-rest")
                            ? List.of("Authorization: Basic "
                                    + Base64.getEncoder()
                                            .encodeToString((person + ":" + person).getBytes(StandardCharsets.UTF_8)))
                            : session(person));
        }
        if (values.sometimes(15)) {
            headers.add(brokenHeader(values));
        }
        byte[] body = null;
        if (!looks) {
            headers.add("Content-Type: "
                    + values.pick(List.of(
                            "application/json",
                            "application/json",
                            "application/json",
                            "text/plain",
                            "multipart/form-data; boundary=x",
                            "application/xml",
                            "application/x-www-form-urlencoded")));
            body = body(values).getBytes(StandardCharsets.UTF_8);
        } else if (values.sometimes(40) && target.startsWith("/") && !target.contains("?")) {
            target += "?"
                    + values.pick(
                            List.of("sortBy", "firstResult", "maxResults", "variables", "createdAfter", "find", "page"))
                    + "=" + encode(values.text());
        }
        String line = method + " " + cut(target, 30_000) + " " + (values.sometimes(98) ? "HTTP/1.1" : "HTTP/9.9");
        RawHttp.Answer answer = RawHttp.send(PORT, RawHttp.request(line, headers, body));
        statuses.merge(answer.status(), 1, Integer::sum);
        String sent = number + " " + person + " " + cut(line, 200) + " "
                + cut(String.valueOf(body == null ? "" : new String(body, StandardCharsets.UTF_8)), 200);
        Suspicions.of(answer.status(), answer.headers(), answer.body()).forEach(wrong -> {
            String what = (broken ? "broken" : address) + ": " + wrong;
            found.putIfAbsent(what, sent + " | " + cut(answer.text(), 300).replace('\n', ' '));
            count.merge(what, 1, Integer::sum);
        });
    }

    private static String body(HostileValues values) {
        return switch (values.random(6)) {
            case 0 -> values.brokenJson();
            case 1 ->
                "{\"variables\":" + values.json() + ",\"processInstanceIds\":" + values.json() + ",\"query\":"
                        + values.json() + "}";
            case 2 ->
                "{\"id\":" + values.json() + ",\"name\":" + values.json() + ",\"value\":" + values.json() + ",\"type\":"
                        + values.json() + "}";
            case 3 ->
                "{\"messageName\":" + values.json() + ",\"businessKey\":" + values.json() + ",\"sorting\":"
                        + values.json() + "}";
            case 4 ->
                "--x\r\nContent-Disposition: form-data; name=\"" + values.text() + "\"; filename=\"../../x\"\r\n\r\n"
                        + values.text();
            default -> values.json();
        };
    }

    private static String brokenHeader(HostileValues values) {
        return values.pick(List.of(
                "X-A: " + values.text().replace("\r\n", "\r\n\t"),
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Content-Length: 5\r\nContent-Length: 6",
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 3",
                "Transfer-Encoding: x",
                "Host: evil.example",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: javascript",
                "X-Forwarded-Prefix: /\"><zqxmark>",
                "Expect: nothing",
                "Range: bytes=9999999999-1,,-",
                "Cookie: JSESSIONID=" + encode(values.text()),
                "Authorization: Bearer x.y.z",
                "Accept: " + encode(values.text()) + "/*;q=9",
                "Accept-Language: " + "x-".repeat(500),
                "X-Long: " + "a".repeat(9_000),
                ": nothing",
                " folded: x",
                "Bad\0Name: x",
                "If-Modified-Since: yesterday",
                "Upgrade: h2c"));
    }

    /** Signs on once; what Camunda and we give to this browser goes along from then on. */
    private List<String> session(String person) throws IOException {
        List<String> known = sessions.get(person);
        if (known == null) {
            RawHttp.Answer page = RawHttp.send(
                    PORT,
                    RawHttp.request(
                            "GET /camunda/app/" + HOMES.getOrDefault(person, "tasklist") + "/default/ HTTP/1.1",
                            List.of(
                                    "Host: localhost",
                                    "Authorization: Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(
                                                            (person + ":" + person).getBytes(StandardCharsets.UTF_8))),
                            null));
            assertThat(page.status()).as(person).isEqualTo(200);
            Map<String, String> cookies = new TreeMap<>();
            page.headers().getOrDefault("set-cookie", List.of()).forEach(cookie -> {
                String[] pair = cookie.split(";")[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            });
            known = List.of(
                    "Cookie: "
                            + String.join(
                                    "; ",
                                    cookies.entrySet().stream()
                                            .map(each -> each.getKey() + "=" + each.getValue())
                                            .toList()),
                    "X-XSRF-TOKEN: " + cookies.getOrDefault("XSRF-TOKEN", "none"),
                    "X-POLISFLOW-CSRF: " + cookies.getOrDefault("POLISFLOW-CSRF", "none"));
            sessions.put(person, known);
        }
        return known;
    }

    private static String encode(String text) {
        return URLEncoder.encode(cut(text, 500), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) : text;
    }
}
