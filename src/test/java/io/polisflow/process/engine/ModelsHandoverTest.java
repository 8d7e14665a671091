package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.AtOnce;
import io.polisflow.fixtures.Postgres;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** While nodes are upgraded one after another, the models of the new release wait until no node of the former one is left. */
class ModelsHandoverTest {

    private static final DataSource DATABASE =
            new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres");
    private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE);

    /** The library gives ids by chance: made once, they are the same in all releases. */
    private static final String MODEL = Bpmn.convertToString(Bpmn.createExecutableProcess("check")
            .camundaHistoryTimeToLive(1)
            .startEvent()
            .userTask("Task_Check")
            .name("STEP")
            .endEvent()
            .done());

    /** One engine plays that of all nodes: which models are in force stands in the database. */
    private static StarterConfiguration configuration;

    private static ProcessEngine engine;

    private final ModelResources former = release("Проверить");
    private final ModelResources next = release("Проверить дважды");

    private static final class StarterConfiguration extends SpringProcessEngineConfiguration {

        void start(ModelResources node, ProcessEngine engine) {
            node.preInit(this);
            node.postProcessEngineBuild((ProcessEngineImpl) engine);
            autoDeployResources(engine);
        }
    }

    @BeforeAll
    static void build() {
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/common/V080__nodes_alive.sql"))
                .execute(DATABASE);
        configuration = new StarterConfiguration();
        configuration.setApplicationContext(new StaticApplicationContext());
        configuration.setDataSource(DATABASE);
        configuration.setTransactionManager(new DataSourceTransactionManager(DATABASE));
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setProcessEngineName("handover");
        engine = configuration.buildProcessEngine();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @BeforeEach
    void theFormerReleaseRuns() {
        start(former);
        assertThat(versions()).isEqualTo(1);
    }

    @AfterEach
    void nothingIsLeft() {
        engine.getRepositoryService().createDeploymentQuery().list().forEach(deployment -> engine.getRepositoryService()
                .deleteDeployment(deployment.getId(), true));
        JDBC.update("delete from node_alive");
    }

    private static ModelResources release(String step) {
        byte[] model = MODEL.replace("STEP", step).getBytes(StandardCharsets.UTF_8);
        return new ModelResources() {
            {
                camundaBpmProperties = new CamundaBpmProperties();
            }

            @Override
            public Set<Resource> getDeploymentResources() {
                return Set.of(new ByteArrayResource(model) {
                    @Override
                    public String getFilename() {
                        return "bpmn/check.bpmn";
                    }

                    @Override
                    public String getDescription() {
                        return getFilename();
                    }
                });
            }
        };
    }

    private static void start(ModelResources node) {
        configuration.start(node, engine);
    }

    private static long versions() {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey("check")
                .count();
    }

    @Test
    void newModelsComeIntoForceWhenTheLastNodeOfTheFormerReleaseHasStopped() {
        start(next);
        next.handOver(engine);
        assertThat(versions()).isEqualTo(1);

        former.leave();
        next.handOver(engine);
        assertThat(versions()).isEqualTo(2);
        next.handOver(engine);
        assertThat(versions()).isEqualTo(2);
    }

    @Test
    void aNodeThatDiedIsNotWaitedForForEver() {
        start(next);
        JDBC.update("update node_alive set seen_at = seen_at - interval '31' second");

        next.handOver(engine);

        assertThat(versions()).isEqualTo(2);
    }

    @Test
    void allNodesOfTheFormerReleaseAreWaitedFor() {
        ModelResources another = release("Проверить");
        start(another);
        start(next);
        former.leave();
        next.handOver(engine);
        assertThat(versions()).as("one of the former release is left").isEqualTo(1);

        another.leave();
        next.handOver(engine);
        assertThat(versions()).isEqualTo(2);
    }

    @Test
    void aNodeThatComesAloneWaitsForNobody() {
        former.leave();
        start(next);
        assertThat(versions()).isEqualTo(2);
    }

    @Test
    void nodesThatTakeOverAtTheSameMomentDeployOnce() throws Exception {
        List<ModelResources> nodes =
                List.of(next, release("Проверить дважды"), release("Проверить дважды"), release("Проверить дважды"));
        nodes.forEach(ModelsHandoverTest::start);
        former.leave();

        AtOnce.all(nodes.stream()
                .map(node -> (Callable<Boolean>) () -> {
                    node.handOver(engine);
                    return true;
                })
                .toArray(Callable[]::new));

        assertThat(versions()).isEqualTo(2);
    }
}
