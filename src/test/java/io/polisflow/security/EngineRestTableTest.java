package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.admin.impl.plugin.resources.AdminPluginsRootResource;
import org.camunda.bpm.admin.impl.web.SetupResource;
import org.camunda.bpm.cockpit.impl.plugin.resources.BaseRootResource;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthenticationResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the table of who may call what against every address that the engine's and the web apps' resources really have. */
class EngineRestTableTest {

    private static final Set<Endpoint> ENDPOINTS = endpoints();

    /** @param path with a value for each variable, as {@link EngineRestTable} takes it */
    private record Endpoint(String method, String path) implements Comparable<Endpoint> {

        @Override
        public int compareTo(Endpoint other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void everyRowOpensSomethingThatIsThere() {
        assertThat(ENDPOINTS).hasSizeGreaterThan(400);
        assertThat(EngineRestTable.table()).allSatisfy(row -> assertThat(ENDPOINTS)
                .as(row.method() + " " + row.pattern())
                .anyMatch(endpoint -> row.matches(
                        endpoint.method(), org.springframework.http.server.PathContainer.parsePath(endpoint.path()))));
    }

    @Test
    void whatChangesProcessesPastTheirFormsIsForSupervisorsAlone() {
        List<String> changing = Stream.of("process-instance", "execution", "job", "job-definition", "message", "signal")
                .flatMap(what -> Stream.of("/" + what, "/" + what + "/"))
                .toList();
        for (UserGroup group : UserGroup.values()) {
            if (group == UserGroup.SUPERVISORS) {
                continue;
            }
            assertThat(open(group))
                    .as(group.id())
                    .filteredOn(endpoint -> changing.stream().anyMatch(endpoint.path()::startsWith))
                    .filteredOn(endpoint -> !endpoint.method().equals("GET") && !isQuery(endpoint))
                    .isEmpty();
        }
        assertThat(open(UserGroup.SUPERVISORS)).extracting(Endpoint::toString).contains("PUT /job/x/retries");
    }

    @Test
    void nobodyCallsWhatNobodyNeeds() {
        List<String> closed = List.of(
                "signal", "modification", "migration", "condition", "optimize", "case-", "external-task/x", "batch/x");
        for (UserGroup group : UserGroup.values()) {
            assertThat(open(group))
                    .as(group.id())
                    .filteredOn(endpoint -> !endpoint.method().equals("GET") && !isQuery(endpoint))
                    .filteredOn(endpoint ->
                            closed.stream().anyMatch(part -> endpoint.path().startsWith("/" + part))
                                    || endpoint.path().startsWith("/history/")
                                            && !endpoint.path().endsWith("-annotation")
                                    || endpoint.path().contains("/setup/")
                                    || endpoint.path().endsWith("/identity/verify")
                                    || endpoint.path().contains("/login/")
                                    || endpoint.path()
                                            .matches(
                                                    "/task/x/(delegate|resolve|bpmnError|bpmnEscalation|variables.*|localVariables.*)")
                                    || endpoint.path().equals("/task/create"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SALES", "UNDERWRITERS", "LAWYERS", "HEADS"})
    void whoWorksOnTasksCallsTasklistsAddressesAndNoInstances(String name) {
        UserGroup group = UserGroup.valueOf(name);
        Set<String> kinds = open(group).stream()
                .map(endpoint -> endpoint.path().split("/")[1])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "authorization",
                        "camunda",
                        "deployment",
                        "engine",
                        "filter",
                        "history",
                        "identity",
                        "process-definition",
                        "task",
                        "telemetry",
                        "user",
                        "version");
        assertThat(open(group))
                .extracting(Endpoint::toString)
                .contains("GET /task", "POST /task/x/submit-form", "GET /history/user-operation")
                .doesNotContain(
                        "PUT /task/x", "GET /history/process-instance", "GET /user", "POST /task/x/identity-links");
    }

    @Test
    void onlySalesBeginAndOnlyAdministratorsKeepPeople() {
        for (UserGroup group : UserGroup.values()) {
            List<String> calls = open(group).stream().map(Endpoint::toString).toList();
            assertThat(calls.contains("POST /process-definition/key/x/start"))
                    .as(group.id())
                    .isEqualTo(group == UserGroup.SALES);
            assertThat(calls.contains("POST /user/create") || calls.contains("PUT /authorization/x"))
                    .as(group.id())
                    .isEqualTo(group == UserGroup.ADMINISTRATORS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest/process-instance",
                "/engine-rest/engine/default/process-instance",
                "/camunda/api/engine/engine/default/process-instance"
            })
    void theEnginesNameInFrontOpensNothing(String address) {
        String path = EngineRestAccess.inTable(address);
        assertThat(path).isEqualTo("/process-instance");
        assertThat(EngineRestTable.allows("GET", path, List.of("sales"))).isFalse();
        assertThat(EngineRestTable.allows("GET", path, List.of("supervisors"))).isTrue();
        assertThat(EngineRestTable.allows(
                        "GET",
                        EngineRestAccess.inTable("/engine-rest/engine/a/engine/b/process-instance"),
                        List.of("sales")))
                .isFalse();
    }

    @Test
    void aSlashAtTheEndIsTheSameAddress() {
        assertThat(EngineRestTable.allows(
                        "GET", EngineRestAccess.inTable("/camunda/api/engine/engine/"), List.of("sales")))
                .isTrue();
        assertThat(EngineRestTable.allows("GET", "/process-instance/", List.of("sales")))
                .isFalse();
    }

    private static boolean isQuery(Endpoint endpoint) {
        return endpoint.method().equals("POST") && ENDPOINTS.contains(new Endpoint("GET", endpoint.path()));
    }

    private static Set<Endpoint> open(UserGroup group) {
        return ENDPOINTS.stream()
                .filter(endpoint -> EngineRestTable.allows(endpoint.method(), endpoint.path(), List.of(group.id())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Endpoint> endpoints() {
        Set<Endpoint> found = new TreeSet<>();
        CamundaRestResources.getResourceClasses().forEach(type -> walk(type, "", new ArrayDeque<>(), found));
        for (String app : List.of("admin", "cockpit")) {
            Stream.of(
                            AdminPluginsRootResource.class,
                            SetupResource.class,
                            BaseRootResource.class,
                            UserAuthenticationResource.class)
                    .forEach(type -> walk(type, "/camunda/api/" + app, new ArrayDeque<>(), found));
        }
        // The same resources once more below the name of an engine.
        found.removeIf(endpoint -> endpoint.path().startsWith("/engine/"));
        found.removeIf(endpoint -> endpoint.method().equals("OPTIONS"));
        return found;
    }

    private static void walk(Class<?> type, String base, Deque<Class<?>> above, Set<Endpoint> found) {
        if (above.contains(type)) {
            return;
        }
        above.push(type);
        String here = above.size() == 1 ? join(base, annotation(type, Path.class)) : base;
        for (Method method : type.getMethods()) {
            for (Method declared : declarations(method, type)) {
                Path path = declared.getAnnotation(Path.class);
                String http = httpMethod(declared);
                if (http != null) {
                    found.add(new Endpoint(http, join(here, path)));
                } else if (path != null) {
                    walk(method.getReturnType(), join(here, path), above, found);
                }
            }
        }
        above.pop();
    }

    private static String httpMethod(Method method) {
        return Stream.of(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(java.util.Objects::nonNull)
                .map(HttpMethod::value)
                .findFirst()
                .orElse(null);
    }

    private static String join(String base, Path path) {
        String more =
                path == null ? "" : path.value().replaceAll("\\{[^}]*}", "x").replaceAll("^/|/$", "");
        return more.isEmpty() ? base : base + "/" + more;
    }

    private static List<Method> declarations(Method method, Class<?> type) {
        List<Method> all = new ArrayList<>(List.of(method));
        for (Class<?> parent : parents(type)) {
            try {
                all.add(parent.getMethod(method.getName(), method.getParameterTypes()));
            } catch (NoSuchMethodException e) {
                continue;
            }
            all.addAll(declarations(method, parent));
        }
        return all;
    }

    private static <T extends Annotation> T annotation(Class<?> type, Class<T> wanted) {
        T own = type.getAnnotation(wanted);
        return own != null
                ? own
                : parents(type).stream()
                        .map(parent -> annotation(parent, wanted))
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private static List<Class<?>> parents(Class<?> type) {
        List<Class<?>> parents = new ArrayList<>(List.of(type.getInterfaces()));
        if (type.getSuperclass() != null) {
            parents.add(type.getSuperclass());
        }
        return parents;
    }
}
