package io.polisflow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.fixtures.Program;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.Yaml;

/** What docker-compose.yml names is there, and its parts know each other; whether containers start nobody asks here. */
class ComposeTest {

    private static final Path FILE = Path.of("docker-compose.yml");
    private static final Path PROXY = Path.of("docs/operations/haproxy.cfg");
    private static final Path SCRIPTS = Path.of("docs/operations");

    private final Map<?, ?> compose = read(FILE);
    private final Map<?, ?> services = map(compose.get("services"));
    private final Set<String> nodes = services.keySet().stream()
            .map(String::valueOf)
            .filter(name -> name.startsWith("polisflow-"))
            .collect(Collectors.toCollection(TreeSet::new));

    @Test
    void whatIsMountedIsThere() {
        List<String> mounts = services.values().stream()
                .flatMap(service -> list(map(service).get("volumes")).stream())
                .map(String::valueOf)
                .toList();

        assertThat(mounts)
                .filteredOn(mount -> mount.startsWith("./"))
                .hasSizeGreaterThan(8)
                .allSatisfy(mount -> assertThat(Path.of(mount.substring(0, mount.indexOf(':'))))
                        .exists());
        assertThat(mounts)
                .filteredOn(mount -> !mount.startsWith("./"))
                .extracting(mount -> mount.substring(0, mount.indexOf(':')))
                .allMatch(map(compose.get("volumes"))::containsKey);
    }

    @Test
    void everySettingOfTheProductIsOneThatItKnows() throws IOException {
        Set<String> named = Pattern.compile("\\b(POLISFLOW|SPRING|SERVER|LOGGING|MANAGEMENT)_[A-Z0-9_]+(?=: )")
                .matcher(Files.readString(FILE))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThan(25).isSubsetOf(knownSettings());
    }

    @Test
    void theNodesAreEqualAndTheProxyAndPrometheusKnowThemAll() throws IOException {
        assertThat(nodes).hasSizeGreaterThanOrEqualTo(2);
        Set<Object> environments = nodes.stream()
                .map(node -> map(services.get(node)).get("environment"))
                .collect(Collectors.toSet());
        assertThat(environments).hasSize(1);

        String proxy = Files.readString(PROXY);
        assertThat(servers(proxy)).containsExactlyElementsOf(nodes);
        assertThat(proxy).contains("http-check send meth GET uri /actuator/health/readiness");

        Map<?, ?> prometheus = read(Path.of("docs/monitoring/prometheus.yml"));
        Map<?, ?> job = map(list(prometheus.get("scrape_configs")).get(0));
        List<?> targets = list(map(list(job.get("static_configs")).get(0)).get("targets"));
        assertThat(targets).isEqualTo(nodes.stream().map(node -> node + ":8080").toList());
    }

    @Test
    void theNodesBelieveTheProxyAndNobodyElse() {
        String address = String.valueOf(
                map(map(map(services.get("proxy")).get("networks")).get("inside"))
                        .get("ipv4_address"));
        Map<?, ?> node = map(map(services.get(nodes.iterator().next())).get("environment"));

        assertThat(node.get("SERVER_TOMCAT_REMOTEIP_INTERNALPROXIES")).isEqualTo(address.replace(".", "\\."));
        assertThat(node.get("POLISFLOW_WEBFORM_TRUSTEDPROXIES")).isEqualTo(address);
    }

    /** Whoever adds a node or widens the pool widens the server. */
    @Test
    void theDatabaseHasConnectionsForTwiceTheNodesAndForOthersBeside() {
        int pool = Integer.parseInt(String.valueOf(setting(
                read(Path.of("src/main/resources/application.yaml")), "spring.datasource.hikari.maximum-pool-size")));
        String most = list(map(services.get("database")).get("command")).stream()
                .map(String::valueOf)
                .filter(flag -> flag.startsWith("-cmax_connections="))
                .map(flag -> flag.substring(flag.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();

        // In a rolling upgrade with new nodes beside the old ones; backup, metrics, a person; what PostgreSQL keeps for
        // itself.
        assertThat(Integer.parseInt(most)).isGreaterThanOrEqualTo(2 * nodes.size() * pool + 10 + 3);
    }

    @Test
    void nothingIsCutOffThatANodeWouldHaveFinished() {
        Object patience = setting(
                read(Path.of("src/main/resources/application.yaml")), "spring.lifecycle.timeout-per-shutdown-phase");
        // Spring Boot's own is 30 s.
        Duration own = patience == null ? Duration.ofSeconds(30) : duration(patience);

        assertThat(nodes).allSatisfy(name -> {
            Map<?, ?> node = map(services.get(name));
            Duration drain = duration(map(node.get("environment")).get("POLISFLOW_NODE_DRAIN"));
            assertThat(duration(node.get("stop_grace_period")))
                    .isGreaterThan(own.plus(drain).plusSeconds(20));
            // The proxy asks each second and believes the second refusal.
            assertThat(drain).isGreaterThan(Duration.ofSeconds(3));
        });
    }

    @Test
    void everyServiceTellsWhetherItIsWellAndComesBack() {
        services.forEach((name, told) -> {
            Map<?, ?> service = map(told);
            // The image of the product brings its own check.
            assertThat(service.containsKey("healthcheck") || nodes.contains(name))
                    .as("%s has a health check", name)
                    .isTrue();
            assertThat(service.get("restart")).as("%s", name).isEqualTo("unless-stopped");
            map(service.get("depends_on")).forEach((other, when) -> {
                assertThat(services.containsKey(other))
                        .as("%s: %s", name, other)
                        .isTrue();
                assertThat(map(when).get("condition")).isEqualTo("service_healthy");
            });
        });
    }

    @Test
    void theSandboxIsAProgramOfTheImage() {
        List<?> program = list(map(services.get("sandbox")).get("entrypoint"));

        assertThat(program.get(program.size() - 1)).asString().satisfies(name -> assertThat(
                        Class.forName(name).getMethod("main", String[].class))
                .isNotNull());
    }

    @Test
    void theScriptsKnowTheSettingsThatTheyAreGiven() throws Exception {
        String script = Files.readString(SCRIPTS.resolve("backup.sh"));
        Map<?, ?> given = map(map(services.get("backup")).get("environment"));

        assertThat(given.keySet())
                .map(String::valueOf)
                .filteredOn(name -> name.startsWith("BACKUP_"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(script).contains(name));
        Program bash = new Program(SCRIPTS.toAbsolutePath());
        bash.ok("bash", "-n", "backup.sh");
        bash.ok("bash", "-n", "restore.sh");
    }

    @Test
    void theProxyTakesItsConfiguration(@TempDir Path folder) throws Exception {
        Program haproxy = new Program(folder);
        Assumptions.assumeTrue(
                haproxy.run("haproxy", "-v").status() == 0,
                "haproxy is not installed (Debian: apt-get install haproxy)");
        Path here = folder.resolve("haproxy.cfg");
        // Names of containers are nobody's here.
        Files.writeString(
                here,
                Files.readString(PROXY)
                        .replace(
                                "/usr/local/etc/haproxy",
                                SCRIPTS.toAbsolutePath().toString()));

        haproxy.ok("haproxy", "-c", "-f", here.toString());
    }

    private static List<String> servers(String proxy) {
        String backend = proxy.substring(proxy.indexOf("\nbackend nodes"), proxy.indexOf("\nbackend sandbox"));
        return Pattern.compile("(?m)^  server (\\S+) \\1:8080$")
                .matcher(backend)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** As variables: of the YAML files, of the sources and the README, and those that Spring's modules describe. */
    private static Set<String> knownSettings() throws IOException {
        Set<String> known = new TreeSet<>();
        Pattern ours = Pattern.compile("polisflow(\\.[a-z][a-z0-9-]*)+");
        List<Path> texts = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            sources.filter(path -> path.toString().endsWith(".java")).forEach(texts::add);
        }
        for (Path text : texts) {
            ours.matcher(Files.readString(text)).results().forEach(found -> known.add(found.group()));
        }
        for (String yaml : List.of("application.yaml", "application-demo.yaml", "application-sandbox.yaml")) {
            flatten("", read(Path.of("src/main/resources", yaml)), known);
        }
        ObjectMapper json = new ObjectMapper();
        for (URL metadata : Collections.list(
                ComposeTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            for (JsonNode property : json.readTree(metadata).path("properties")) {
                known.add(property.path("name").asText());
            }
        }
        Set<String> variables = known.stream()
                .map(name -> name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        // Read before there are properties.
        variables.add("SPRING_PROFILES_ACTIVE");
        return variables;
    }

    private static void flatten(String prefix, Map<?, ?> values, Set<String> names) {
        values.forEach((key, value) -> {
            String name = prefix.isEmpty() ? String.valueOf(key) : prefix + "." + key;
            names.add(name);
            if (value instanceof Map<?, ?> inner) {
                flatten(name, inner, names);
            }
        });
    }

    private static Duration duration(Object told) {
        return DurationStyle.detectAndParse(String.valueOf(told));
    }

    private static Object setting(Map<?, ?> values, String name) {
        Object found = values;
        for (String part : name.split("\\.")) {
            found = found instanceof Map<?, ?> inner ? inner.get(part) : null;
        }
        return found;
    }

    private static Map<?, ?> read(Path yaml) {
        try {
            return new Yaml().load(Files.readString(yaml));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<?, ?> map(Object value) {
        return value == null ? Map.of() : (Map<?, ?>) value;
    }

    private static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }
}
