package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.models.gate.ModelExaminer;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.gate.PastTheGate;
import io.polisflow.process.models.gate.ProductModels;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.sql.DataSource;
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

    private final List<ModelFile> files = ProductModels.all();

    @Autowired
    private ModelExaminer examiner;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private DataSource database;

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
        String[] deployment = new String[1];
        Contestant check = Contestant.whole("Polisflow's check", files.size(), this::check);
        Contestant deploy = Contestant.whole("bare deployment", files.size(), () -> deployment[0] = deployWithoutGate())
                .after(() -> repository.deleteDeployment(deployment[0], true));
        Contestant parse = Contestant.whole("mere parsing of XML and JSON", files.size(), this::parse);
        Turns.take(CpuMeter.of(database), 5, 15, check, deploy, parse);
        String what = "check of the product's whole set, " + files.size() + " models, tables and forms, a file";
        Report.settings(getClass(), engine);
        Report.add(Row.of(getClass(), what, Unit.MILLIS, check, deploy)
                .note("bare: parsed and stored by the engine. Modeler waits five seconds for the whole set."));
        Report.add(Row.of(getClass(), what, Unit.MILLIS, check, parse));
    }
}
