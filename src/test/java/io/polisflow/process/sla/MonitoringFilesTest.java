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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The dashboard and the alert rules that we hand out ask for figures that there are. */
class MonitoringFilesTest extends ProcessTest {

    private static final Path FOLDER = Path.of("docs/monitoring");
    private static final Path DASHBOARD = FOLDER.resolve("grafana/polisflow-deadlines.json");
    private static final Pattern FIGURE = Pattern.compile("polisflow_[a-z_]+");
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

        assertThat(figures(Files.readString(DASHBOARD))).isNotEmpty().isSubsetOf(told);
        assertThat(figures(Files.readString(FOLDER.resolve("polisflow-alerts.yml"))))
                .isNotEmpty()
                .isSubsetOf(told);
    }

    @Test
    void thePanelsOfTheDashboardLieBesideEachOther() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
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

    private static Set<String> figures(String text) {
        return FIGURE.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
