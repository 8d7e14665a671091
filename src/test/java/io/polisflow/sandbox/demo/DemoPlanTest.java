package io.polisflow.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demo plans against the models that they are to be played in. */
class DemoPlanTest {

    @Test
    void fortyClientsAndAHundredAndTwentyDealsAreSpreadOverTheFunnel() {
        Set<String> clients = new HashSet<>();
        DemoClients.newcomers().forEach(newcomer -> clients.add(newcomer.inn()));
        for (int serial = 0; serial < DemoPlan.all().size(); serial++) {
            clients.add(DemoClients.asker(serial).inn());
        }
        assertThat(clients).hasSize(40);
        assertThat(DemoPlan.all().size() + DemoClients.newcomers().size()).isBetween(118, 122);
        assertThat(DemoPlan.all())
                .extracting(DemoPlan::talk)
                .contains("CONTINUE", "THINK", "PAUSE", "REFUSED", "AGREED");
        assertThat(DemoPlan.all()).filteredOn(DemoPlan::signs).hasSizeGreaterThan(10);
        assertThat(DemoPlan.all()).filteredOn(plan -> plan.coverDays() > 0).hasSizeGreaterThan(4);
    }

    @Test
    void everyTaskThatAPlanStopsAtIsInAModel() throws Exception {
        StringBuilder models = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".bpmn")).toList()) {
                models.append(Files.readString(file));
            }
        }
        List<String> stops = DemoPlan.all().stream()
                .map(DemoPlan::stopAt)
                .filter(stop -> stop != null)
                .map(stop -> stop.substring(stop.indexOf(':') + 1))
                .distinct()
                .toList();
        assertThat(stops).isNotEmpty().allSatisfy(stop -> assertThat(models).contains("userTask id=\"" + stop + "\""));
    }
}
