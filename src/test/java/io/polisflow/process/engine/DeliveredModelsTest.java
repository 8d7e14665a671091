package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.SecondLawyer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The product starts over and over, with other models each time, and analysts deploy in between. */
class DeliveredModelsTest {

    private static final String TERM = "recontact-term";
    private static final String ROUTE = "approval-route";
    private static final String TERM_FILE = "bpmn/recontact-term.dmn";
    private static final String ROUTE_FILE = "bpmn/approval-route.dmn";

    private static final StarterEngine ENGINE = new StarterEngine();

    private final Map<String, String> files = new TreeMap<>();

    DeliveredModelsTest() {
        files.put(TERM_FILE, named(TERM_FILE, "Первая"));
        files.put(ROUTE_FILE, named(ROUTE_FILE, "Первая"));
    }

    /** One engine that deploys as often as it is told what it would deploy at its start: to build one takes seconds. */
    private static final class StarterEngine extends SpringProcessEngineConfiguration {

        private final ProcessEngine engine;

        StarterEngine() {
            JdbcDataSource database = new JdbcDataSource();
            database.setURL("jdbc:h2:mem:delivered-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            setApplicationContext(new StaticApplicationContext());
            setDataSource(database);
            setTransactionManager(new DataSourceTransactionManager(database));
            setDatabaseSchemaUpdate("true");
            setJobExecutorActivate(false);
            setMetricsEnabled(false);
            setProcessEngineName("delivered");
            engine = buildProcessEngine();
        }

        void start(ModelResources resources) {
            resources.preInit(this);
            resources.postProcessEngineBuild((ProcessEngineImpl) engine);
            autoDeployResources(engine);
        }
    }

    @AfterEach
    void nothingIsDeployed() {
        RepositoryService repository = ENGINE.engine.getRepositoryService();
        repository
                .createDeploymentQuery()
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    @AfterAll
    static void close() {
        ENGINE.engine.close();
    }

    /** The decision under another name. */
    private static String named(String path, String name) {
        String decision = "<decision id=\"%s\" name=\"".formatted(path.replaceAll("bpmn/|\\.dmn", ""));
        String delivered = SecondLawyer.delivered(path);
        int at = delivered.indexOf(decision) + decision.length();
        assertThat(at).isGreaterThan(decision.length());
        return delivered.substring(0, at) + name + delivered.substring(delivered.indexOf('"', at));
    }

    private static Resource resource(Map.Entry<String, String> file) {
        return new ByteArrayResource(file.getValue().getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return file.getKey();
            }

            @Override
            public String getDescription() {
                return file.getKey();
            }
        };
    }

    /** Starts the product with the files. */
    private void start(Consumer<RepositoryService> meanwhile) {
        ModelResources resources = new ModelResources() {
            {
                camundaBpmProperties = new CamundaBpmProperties();
            }

            @Override
            public Set<Resource> getDeploymentResources() {
                return files.entrySet().stream()
                        .map(DeliveredModelsTest::resource)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
            }
        };
        ENGINE.start(resources);
        meanwhile.accept(ENGINE.engine.getRepositoryService());
    }

    private static void deploy(RepositoryService repository, String name, String path, String content) {
        repository.createDeployment().name(name).addString(path, content).deploy();
    }

    private static DecisionDefinition inForce(RepositoryService repository, String key) {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .latestVersion()
                .singleResult();
    }

    private List<String> waiting(RepositoryService repository) {
        Map<String, Resource> delivered = new TreeMap<>();
        files.entrySet().forEach(file -> delivered.put(file.getKey(), resource(file)));
        return new DeliveredModels(delivered, repository)
                .waiting().stream().map(DeliveredModels.Waiting::key).toList();
    }

    @Test
    void anUpdateDoesNotOverruleWhatAnAnalystHasPutIntoForce() {
        start(repository -> {
            assertThat(inForce(repository, TERM).getName()).isEqualTo("Первая");
            assertThat(waiting(repository)).isEmpty();
            deploy(repository, "Свой срок", TERM_FILE, named(TERM_FILE, "Своя"));
        });
        // Camunda Modeler sends bare names.
        start(repository -> deploy(repository, "Срок ещё раз", "recontact-term.dmn", named(TERM_FILE, "Снова своя")));
        files.put(TERM_FILE, named(TERM_FILE, "Вторая"));
        files.put(ROUTE_FILE, named(ROUTE_FILE, "Вторая"));

        start(repository -> {
            assertThat(inForce(repository, TERM).getName()).isEqualTo("Снова своя");
            assertThat(waiting(repository)).containsExactly(TERM);
            assertThat(inForce(repository, ROUTE).getName())
                    .as("what nobody has changed comes by itself")
                    .isEqualTo("Вторая");
        });
        start(repository -> {
            assertThat(inForce(repository, TERM).getVersion()).isEqualTo(3);
            assertThat(inForce(repository, ROUTE).getVersion())
                    .as("nothing new")
                    .isEqualTo(2);
            assertThat(waiting(repository)).containsExactly(TERM);
        });
    }

    @Test
    void anUpdateOfOtherModelsDoesNotBringBackAnUnchangedOne() {
        start(repository -> deploy(repository, "Свой срок", TERM_FILE, named(TERM_FILE, "Своя")));
        files.put(ROUTE_FILE, named(ROUTE_FILE, "Вторая"));

        start(repository -> {
            assertThat(inForce(repository, TERM).getName()).isEqualTo("Своя");
            assertThat(inForce(repository, ROUTE).getName()).isEqualTo("Вторая");
            assertThat(waiting(repository))
                    .as("of it nothing new was delivered")
                    .isEmpty();
        });
    }

    @Test
    void whatAnAnalystWentBackToIsTheProductsOwn() {
        start(repository -> {
            deploy(repository, "Свой срок", TERM_FILE, named(TERM_FILE, "Своя"));
            deploy(repository, "Возврат", TERM_FILE, named(TERM_FILE, "Первая"));
        });
        files.put(TERM_FILE, named(TERM_FILE, "Вторая"));

        start(repository -> {
            assertThat(inForce(repository, TERM).getName()).isEqualTo("Вторая");
            assertThat(waiting(repository)).isEmpty();
        });
    }

    @Test
    void whatWasTakenIsTheProductsOwnFromThenOn() {
        start(repository -> deploy(repository, "Свой срок", TERM_FILE, named(TERM_FILE, "Своя")));
        files.put(TERM_FILE, named(TERM_FILE, "Вторая"));
        start(repository -> deploy(repository, DeliveredModels.STARTER, TERM_FILE, files.get(TERM_FILE)));

        start(repository -> {
            assertThat(inForce(repository, TERM).getVersion()).as("nothing new").isEqualTo(3);
            assertThat(inForce(repository, ROUTE).getVersion()).isEqualTo(1);
        });
        files.put(TERM_FILE, named(TERM_FILE, "Третья"));
        start(repository -> assertThat(inForce(repository, TERM).getName()).isEqualTo("Третья"));
    }

    @Test
    void anUpdateThatIsRefusedBesideAnAnalystsModelsDoesNotKeepTheProductFromComingUp() {
        start(repository -> deploy(repository, "Свой срок", TERM_FILE, named(TERM_FILE, "Своя")));
        files.put(TERM_FILE, named(TERM_FILE, "Вторая"));
        files.put("bpmn/lost-deal.bpmn", "<broken/>");

        start(repository -> {
            assertThat(inForce(repository, TERM).getName()).isEqualTo("Своя");
            assertThat(waiting(repository)).containsExactly("lost-deal", TERM);
        });
    }
}
