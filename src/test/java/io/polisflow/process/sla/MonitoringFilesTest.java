package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.fixtures.Program;
import io.polisflow.process.ProcessTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The dashboard and the alert rules that we hand out ask for figures that there are. */
class MonitoringFilesTest extends ProcessTest {

    private static final Path FOLDER = Path.of("docs/monitoring");
    private static final List<Path> DASHBOARDS =
            List.of(FOLDER.resolve("grafana/polisflow-deadlines.json"), FOLDER.resolve("grafana/polisflow-nodes.json"));
    private static final Pattern FIGURE = Pattern.compile("polisflow_[a-z_]+");
    /** The name of a meter, and its unit where the same statement says one. */
    private static final Pattern METER = Pattern.compile("(?:Gauge\\.builder|[cC]ounter|gauge)\\(\\s*(?:registry,\\s*)?"
            + "\"(polisflow[a-z.]+)\"(?:[^;]*?baseUnit\\(\"([a-z]+)\"\\))?");

    private static final Set<String> OF_THE_WIRE =
            Set.of("polisflow_exchange_seconds_count", "polisflow_exchange_seconds_bucket");

    @Autowired
    private SupervisionMetrics metrics;

    @Test
    void everyFigureThatIsAskedForIsTold() throws IOException {
        Set<String> told = metrics.collect().stream()
                .map(metric -> metric.getMetadata().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        told.addAll(OF_THE_WIRE);
        told.addAll(meters());
        told.addAll(figures(Files.readString(Path.of("docs/operations/backup.sh"))));

        for (Path dashboard : DASHBOARDS) {
            assertThat(figures(Files.readString(dashboard))).isNotEmpty().isSubsetOf(told);
        }
        assertThat(figures(Files.readString(FOLDER.resolve("polisflow-alerts.yml"))))
                .isNotEmpty()
                .isSubsetOf(told);
    }

    @Test
    void thePanelsOfTheDashboardsLieBesideEachOther() throws IOException {
        for (Path dashboard : DASHBOARDS) {
            lieBesideEachOther(new ObjectMapper().readTree(dashboard.toFile()));
        }
    }

    private static void lieBesideEachOther(JsonNode dashboard) {
        Set<String> taken = new HashSet<>();
        List<Integer> ids = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            ids.add(panel.path("id").asInt());
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String cell = (place.path("x").asInt() + x) + ","
                            + (place.path("y").asInt() + y);
                    assertThat(taken.add(cell))
                            .as(panel.path("title").asText() + " at " + cell)
                            .isTrue();
                }
            }
            assertThat(panel.path("title").asText()).matches(".*\\p{IsCyrillic}.*");
        }
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    }

    @Test
    void prometheusTakesTheRulesAndTheyRingWhenTheyShould() throws Exception {
        Program promtool = new Program(FOLDER.toAbsolutePath());
        Assumptions.assumeTrue(
                promtool.run("promtool", "--version").status() == 0,
                "promtool is not installed (Debian: apt-get install prometheus)");

        assertThat(promtool.run("promtool", "check", "config", "prometheus.yml"))
                .satisfies(outcome ->
                        assertThat(outcome.status()).as(outcome.text()).isZero());
        assertThat(promtool.run("promtool", "test", "rules", "polisflow-alerts-test.yml"))
                .satisfies(outcome ->
                        assertThat(outcome.status()).as(outcome.text()).isZero());
    }

    /** Micrometer's, which the sources name with dots. */
    private static Set<String> meters() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                METER.matcher(Files.readString(source))
                        .results()
                        .forEach(found -> named.add(found.group(1).replace('.', '_')
                                + (found.group(2) == null ? "" : "_" + found.group(2))));
            }
        }
        return named;
    }

    private static Set<String> figures(String text) {
        return FIGURE.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
