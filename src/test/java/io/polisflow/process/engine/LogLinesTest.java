package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** What a delegate writes can be found by the deal's number, in text and in JSON. */
@ExtendWith(OutputCaptureExtension.class)
class LogLinesTest {

    private static final String DEAL = "D-2026-000042";
    private static final String MESSAGE = "the delegate is at work";

    // No @Configuration: the whole application must not find it by scanning.
    static class LoggingDelegates {

        @Bean
        JavaDelegate talkativeDelegate() {
            return execution -> LoggerFactory.getLogger("talkative").info(MESSAGE);
        }
    }

    @Test
    void aLineOfADelegateCarriesTheDealsNumber(CapturedOutput output) {
        runADelegate("log-lines-text");

        assertThat(lineOf(output)).contains("INFO [" + DEAL + "]");
    }

    @Test
    void aLineInJsonCarriesTheDealsNumberAsAField(CapturedOutput output) throws Exception {
        runADelegate("log-lines-json", "--logging.structured.format.console=ecs");

        JsonNode line = new ObjectMapper().readTree(lineOf(output));
        assertThat(line.path("deal").asText()).isEqualTo(DEAL);
        assertThat(line.path("message").asText()).isEqualTo(MESSAGE);
    }

    private static String lineOf(CapturedOutput output) {
        return output.getOut()
                .lines()
                .filter(line -> line.contains(MESSAGE))
                .findFirst()
                .orElseThrow();
    }

    private static void runADelegate(String database, String... arguments) {
        String[] settings = {
            "--spring.datasource.url=jdbc:h2:mem:" + database,
            "--spring.flyway.enabled=false",
            "--camunda.bpm.deployment-resource-pattern=classpath:nothing/*.bpmn",
            "--camunda.bpm.job-execution.enabled=false",
            "--logging.level.talkative=info"
        };
        String[] all = Stream.of(settings, arguments).flatMap(Arrays::stream).toArray(String[]::new);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        EngineSlice.class, LoggingDelegates.class)
                .web(WebApplicationType.NONE)
                .run(all)) {
            context.getBean(RepositoryService.class)
                    .createDeployment()
                    .addModelInstance(
                            "talk.bpmn",
                            Bpmn.createExecutableProcess("talk")
                                    .camundaHistoryTimeToLive(1)
                                    .startEvent()
                                    .serviceTask()
                                    .name("Записать")
                                    .camundaDelegateExpression("${talkativeDelegate}")
                                    .endEvent()
                                    .done())
                    .deploy();
            context.getBean(RuntimeService.class).startProcessInstanceByKey("talk", DEAL);
        }
    }
}
