package io.polisflow.process.models.gate;

import io.polisflow.fixtures.Trap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;

/** An engine without a gate, on which an attempt goes as far as it can. */
final class AttemptEngine implements AutoCloseable {

    private final String name;
    private final ProcessEngine engine;
    private String fault;

    /** @param plugins what makes it differ from the engine as it is delivered */
    AttemptEngine(String name, ProcessEnginePlugin... plugins) {
        this.name = name;
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:attempts-" + name + ";DB_CLOSE_DELAY=-1");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setHistory("none");
        configuration.setEnableCmdExceptionLogging(false);
        configuration.setBeans(Map.of("trapBean", new Trap()));
        List<ProcessEnginePlugin> all = new ArrayList<>(List.of(plugins));
        all.add(new SpinProcessEnginePlugin());
        configuration.setProcessEnginePlugins(all);
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "callee.bpmn",
                        Bpmn.createExecutableProcess("callee")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .endEvent()
                                .done())
                .deploy();
    }

    /** Deploys, starts, works and renders all there is; whether something ran, the trap knows. */
    void run(Attempt attempt) {
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        attempt.files().forEach((path, text) -> deployment.addString(path, text.replace("@ENGINE@", name)));
        VariableMap variables = variables();
        Trap.reset();
        fault = null;
        attempt(() -> {
            String id = deployment.deploy().getId();
            if (attempt.files().containsKey("bpmn/attempt.dmn")) {
                attempt(() -> engine.getDecisionService()
                        .evaluateDecisionByKey("attempt")
                        .variables(variables)
                        .evaluate());
            } else {
                attempt(() -> engine.getRuntimeService().startProcessInstanceByKey("attempt", variables));
                engine.getManagementService()
                        .createJobQuery()
                        .list()
                        .forEach(job ->
                                attempt(() -> engine.getManagementService().executeJob(job.getId())));
                engine.getTaskService().createTaskQuery().list().forEach(this::work);
            }
            engine.getRepositoryService().deleteDeployment(id, true, true);
        });
    }

    private void work(Task task) {
        attempt(() -> engine.getFormService().getTaskFormData(task.getId()));
        attempt(() -> engine.getFormService().getRenderedTaskForm(task.getId(), "juel"));
        attempt(() -> engine.getFormService().submitTaskForm(task.getId(), Map.of("f", "x")));
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            fault = e.toString();
        }
    }

    /** @return what went wrong last, or null */
    String fault() {
        return fault;
    }

    /** Evaluates over the variables of an attempt, as a filter's expression or a step's would be. */
    Object evaluate(String expression) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        String id = engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "evaluate.bpmn",
                        Bpmn.createExecutableProcess("evaluate")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .serviceTask()
                                .camundaExpression(expression)
                                .camundaResultVariable("result")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        try {
            return configuration
                    .getRuntimeService()
                    .createProcessInstanceByKey("evaluate")
                    .setVariables(variables())
                    .executeWithVariablesInReturn()
                    .getVariables()
                    .get("result");
        } finally {
            engine.getRepositoryService().deleteDeployment(id, true);
        }
    }

    private static VariableMap variables() {
        Trap trap = new Trap();
        return Variables.createVariables()
                .putValue("text", "abc")
                .putValue("member", "class")
                .putValueTyped(
                        "list",
                        Variables.objectValue(new ArrayList<>(List.of("a")), true)
                                .create())
                .putValueTyped(
                        "map",
                        Variables.objectValue(Map.of("key", "value"), true).create())
                .putValueTyped("trap", Variables.objectValue(trap, true).create())
                .putValueTyped(
                        "traps",
                        Variables.objectValue(new ArrayList<>(List.of(trap)), true)
                                .create())
                .putValueTyped(
                        "holder",
                        Variables.objectValue(Map.of("trap", trap), true).create())
                .putValueTyped("clazz", Variables.objectValue(Trap.class, true).create());
    }

    @Override
    public void close() {
        engine.close();
    }
}
