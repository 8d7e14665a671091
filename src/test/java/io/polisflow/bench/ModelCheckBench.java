package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.models.gate.ModelExaminer;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.gate.PastTheGate;
import io.polisflow.process.models.gate.ProductModels;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;

/**
 * The examination of everything in {@code bpmn/} and {@code forms/} in milliseconds per file, beside the engine's bare deployment of
 * the same files and beside a mere parsing of their XML and JSON; the three take turns, only the ratios mean anything.
 */
@ContextConfiguration(initializers = Postgres.class)
class ModelCheckBench extends ProcessTest {

    private static final int WARM_UP = 5;
    private static final int ROUNDS = 21;
    private static final Path REPORT = Path.of("target", "bench-model-check.md");

    private final List<ModelFile> files = ProductModels.all();

    @Autowired
    private ModelExaminer examiner;

    @Autowired
    private RepositoryService repository;

    private interface Work {
        void run() throws Exception;
    }

    private double millisPerFile(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e6 / files.size();
    }

    private void check() {
        assertThat(examiner.examine(files).passed()).isTrue();
    }

    private String deployWithoutGate() {
        DeploymentBuilder deployment = repository.createDeployment().name("bench");
        files.forEach(file -> deployment.addInputStream(file.path(), new ByteArrayInputStream(file.content())));
        return PastTheGate.deploy(engine, deployment);
    }

    private void parse() throws Exception {
        DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
        xml.setNamespaceAware(true);
        DocumentBuilder reader = xml.newDocumentBuilder();
        ObjectMapper json = new ObjectMapper();
        for (ModelFile file : files) {
            if (file.path().endsWith(".form")) {
                json.readTree(file.content());
            } else {
                reader.parse(new ByteArrayInputStream(file.content()));
            }
        }
    }

    @Test
    void theWholeSetOfModelsInMillisecondsPerFile() throws Exception {
        List<Double> checked = new ArrayList<>();
        List<Double> deployed = new ArrayList<>();
        List<Double> parsed = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double check = millisPerFile(this::check);
            String[] deployment = new String[1];
            double deploy = millisPerFile(() -> deployment[0] = deployWithoutGate());
            repository.deleteDeployment(deployment[0], true);
            double parse = millisPerFile(this::parse);
            if (round >= 0) {
                checked.add(check);
                deployed.add(deploy);
                parsed.add(parse);
            }
        }
        List<String> lines = List.of(
                "| what | milliseconds per file, median of " + ROUNDS + " rounds (least to greatest) | ratio, median"
                        + " (least to greatest) |",
                "| --- | --- | --- |",
                row(
                        "check of the product's whole set, " + files.size() + " models, tables and forms",
                        checked,
                        checked),
                row("the engine's bare deployment of the same set, parsed and stored", deployed, checked),
                row("XML and JSON of the same set, merely parsed", parsed, checked));
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, lines);
        lines.forEach(System.out::println);
    }

    /** @param checked what the ratio is of */
    private static String row(String what, List<Double> times, List<Double> checked) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < times.size(); round++) {
            ratios.add(checked.get(round) / times.get(round));
        }
        return "| " + what + " | " + spread(times) + " | " + (times == checked ? "–" : spread(ratios)) + " |";
    }

    private static String spread(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }
}
