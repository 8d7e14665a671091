package io.polisflow.process.models.scenario;

import io.polisflow.process.engine.EveryUserTask;
import io.polisflow.process.engine.ModelEquipment;
import io.polisflow.process.engine.StageReached;
import io.polisflow.process.models.gate.ModelFile;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine of its own for one run of stories, with a database in memory that vanishes with it. */
final class ScenarioEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScenarioEngine.class);

    private final ProcessEngine engine;

    private ScenarioEngine(ProcessEngine engine) {
        this.engine = engine;
    }

    /** What the engine is told about the world of the stories. */
    record World(
            StoryClock clock, StageReached stages, List<EveryUserTask> everyUserTask, Walk walk, StandIn.Play beans) {}

    static ScenarioEngine start(ModelEquipment equipment, World world) {
        String name = "scenarios-" + UUID.randomUUID();
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setJobExecutorActivate(false);
        configuration.setHistory("none");
        configuration.setMetricsEnabled(false);
        configuration.setTaskMetricsEnabled(false);
        configuration.setDbMetricsReporterActivate(false);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
        configuration.setEnableCmdExceptionLogging(false);
        configuration.setDefaultSerializationFormat("application/json");
        configuration.setBusinessCalendarManager(new StoryCalendars(world.clock()));
        configuration.getProcessEnginePlugins().add(new SpinProcessEnginePlugin());
        configuration.setCustomPreBPMNParseListeners(new ArrayList<BpmnParseListener>(List.of(world.walk())));
        configuration.getProcessEnginePlugins().add(new StoryTimes(world.clock()));
        equipment.equip(
                configuration,
                bean -> new StandIn(bean, world.beans()),
                world.clock(),
                world.stages(),
                world.everyUserTask());
        ProcessEngine engine = configuration.buildProcessEngine();
        // The web applications and REST find engines in this list: they have no business with this one.
        ProcessEngines.unregister(engine);
        return new ScenarioEngine(engine);
    }

    ProcessEngine engine() {
        return engine;
    }

    /** @throws ProcessEngineException when the models cannot be deployed */
    void deploy(Collection<ModelFile> files) {
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        files.forEach(file -> deployment.addInputStream(file.path(), new ByteArrayInputStream(file.content())));
        deployment.deploy();
    }

    @Override
    public void close() {
        engine.getProcessEngineConfiguration().setDatabaseSchemaUpdate("false");
        engine.close();
        shutDown(engine.getProcessEngineConfiguration().getJdbcUrl());
    }

    private static void shutDown(String url) {
        try (Connection last = DriverManager.getConnection(url, "sa", "");
                Statement statement = last.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            LOG.warn("The database of a run of stories stays in memory", e);
        }
    }
}
