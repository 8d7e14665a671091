package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An engine alone with the gate, started over a folder of models. */
class GateAtTheStartTest {

    @TempDir
    Path folder;

    private ApplicationContextRunner start() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JacksonAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        CamundaBpmAutoConfiguration.class))
                .withUserConfiguration(
                        DeployGate.class,
                        ModelExaminer.class,
                        ModelSetReader.class,
                        DeployedModels.class,
                        EngineReading.class,
                        EngineInUse.class)
                .withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:gate-at-the-start-" + folder.getFileName(),
                        "camunda.bpm.deployment-resource-pattern=file:" + folder + "/*.*",
                        "camunda.bpm.job-execution.enabled=false",
                        "camunda.bpm.metrics.enabled=false");
    }

    @Test
    void aBadSetStopsTheStartWithTheWholeList() throws Exception {
        Files.write(
                folder.resolve("lost-deal.bpmn"),
                ProductModels.changed("bpmn/lost-deal.bpmn", "process id=\"lost-deal\"", "process id=\"lost\"")
                        .content());
        Files.writeString(folder.resolve("deal.bpmn"), "no model");

        start().run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = new ModelsRefusedFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis.getDescription())
                    .contains("приложение не запускается; ошибок: ")
                    .contains("Файл называется lost-deal.bpmn, а ключ процесса в нём — «lost»")
                    .contains("deal.bpmn, строка 1: Это не XML или файл повреждён");
            assertThat(analysis.getAction()).contains("mvn -Pmodels verify");
        });
    }

    @Test
    void aGoodSetStarts() throws Exception {
        Files.write(
                folder.resolve("recontact-term.dmn"),
                ProductModels.file("bpmn/recontact-term.dmn").content());

        start().run(context -> assertThat(context).hasNotFailed());
    }
}
