package io.polisflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import io.polisflow.fixtures.FlowRecorder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.PackageNameFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Holds the process tests to the models: they take every branch, and the report names what they would miss. */
class ModelCoverageTest {

    private static final double LEAST_SHARE_OF_NODES = 0.95;
    private static final Path REPORT = Path.of("target", "process-coverage.txt");

    @Test
    void theProcessTestsWalkEveryBranchOfTheModels() throws Exception {
        Map<String, Set<String>> recorded = recorded();
        List<String> report = new ArrayList<>();
        List<String> missedFlows = new ArrayList<>();
        int nodes = 0;
        int entered = 0;
        for (File file : new File("bpmn").listFiles((folder, name) -> name.endsWith(".bpmn"))) {
            BpmnModelInstance model = Bpmn.readModelFromFile(file);
            String key = model.getModelElementsByType(Process.class)
                    .iterator()
                    .next()
                    .getId();
            Collection<SequenceFlow> flows = model.getModelElementsByType(SequenceFlow.class);
            Set<String> taken = taken(flows, recorded.getOrDefault(key, Set.of()));
            Set<String> passed = flows.stream()
                    .filter(flow -> taken.contains(flow.getId()))
                    .flatMap(flow ->
                            List.of(flow.getSource().getId(), flow.getTarget().getId()).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> all = model.getModelElementsByType(FlowNode.class).stream()
                    .map(FlowNode::getId)
                    .collect(Collectors.toCollection(TreeSet::new));
            nodes += all.size();
            entered += passed.size();
            flows.stream()
                    .map(SequenceFlow::getId)
                    .filter(id -> !taken.contains(id))
                    .forEach(id -> missedFlows.add(key + ": " + id));
            report.add("%s: %d of %d flow nodes, %d of %d sequence flows"
                    .formatted(key, passed.size(), all.size(), taken.size(), flows.size()));
        }
        write(report, missedFlows);

        assertThat(nodes).isPositive();
        assertThat((double) entered / nodes).as("%s", report).isGreaterThanOrEqualTo(LEAST_SHARE_OF_NODES);
        assertThat(missedFlows).as("sequence flows that no process test takes").isEmpty();
    }

    /** A gateway of events hands its token over without taking a flow: one out of it counts when its event went on. */
    private static Set<String> taken(Collection<SequenceFlow> flows, Set<String> recorded) {
        return flows.stream()
                .filter(flow -> recorded.contains(flow.getId())
                        || flow.getSource() instanceof EventBasedGateway
                                && flow.getTarget().getOutgoing().stream()
                                        .map(SequenceFlow::getId)
                                        .anyMatch(recorded::contains))
                .map(SequenceFlow::getId)
                .collect(Collectors.toSet());
    }

    /** In a whole build the stories have been told by now; chosen alone, this test has them told. */
    private static Map<String, Set<String>> recorded() throws IOException {
        if (FlowRecorder.taken().isEmpty()) {
            walkTheStories();
        }
        return FlowRecorder.taken();
    }

    private static void walkTheStories() {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectPackage("io.polisflow.process"))
                                .filters(
                                        PackageNameFilter.excludePackageNames(
                                                "io.polisflow.process.engine", "io.polisflow.process.sla"),
                                        // On PostgreSQL and in other JVMs the same stories are played again.
                                        ClassNameFilter.excludeClassNamePatterns(
                                                ".*OnPostgresTest",
                                                ".*BrokenConnectionTest",
                                                ".*KilledJvmTest",
                                                ".*ModelCoverageTest"))
                                .build(),
                        summary);
        assertThat(summary.getSummary().getTestsSucceededCount()).isPositive();
    }

    private static void write(List<String> report, List<String> missedFlows) throws IOException {
        List<String> lines = new ArrayList<>(report);
        missedFlows.forEach(flow -> lines.add("not taken: " + flow));
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, lines);
    }
}
