package io.polisflow.bench;

import io.polisflow.fixtures.Postgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;

/** The same models on a bare engine whose delegates do nothing but set what the gateways ask: the floor under a story. */
final class BareEngine implements AutoCloseable {

    private static final Pattern BEAN = Pattern.compile("delegateExpression=\"\\$\\{(\\w+)}\"");
    private static final List<String> ROLES = List.of("underwriter", "lawyer", "head", "none");

    private final ProcessEngine engine;
    private int stories;

    BareEngine() throws IOException {
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("bare");
        configuration.setJdbcDriver("org.postgresql.Driver");
        configuration.setJdbcUrl(Postgres.newDatabase());
        configuration.setJdbcUsername("postgres");
        configuration.setJdbcPassword("postgres");
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setHistory("full");
        configuration.setBeans(beans());
        engine = configuration.buildProcessEngine();
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        for (File file : new File("bpmn").listFiles()) {
            deployment.addString(file.getName(), Files.readString(file.toPath()));
        }
        deployment.deploy();
    }

    private static Map<Object, Object> beans() throws IOException {
        Map<Object, Object> beans = new HashMap<>();
        try (Stream<java.nio.file.Path> files = Files.list(java.nio.file.Path.of("bpmn"))) {
            for (java.nio.file.Path file : files.toList()) {
                Matcher names = BEAN.matcher(Files.readString(file));
                while (names.find()) {
                    beans.put(names.group(1), new Nothing());
                }
            }
        }
        beans.put("findClientDelegate", sets("clientMatch", "none"));
        beans.put("openDealDelegate", sets("innKnown", true, "dealOwner", "manager", "client", "Ромашка"));
        beans.put("writeConfirmationDelegate", sets("letterId", 1L));
        beans.put("checkRegistryDelegate", sets("clientInDoubt", false));
        beans.put("calculatePremiumDelegate", sets("riskAccepted", true));
        beans.put(
                "submitProposalDelegate",
                sets("maxDiscount", 0.0, "sumInsured", 1.0, "premium", "1", "proposalId", 1L));
        beans.put("recordDecisionDelegate", sets("approvalOutcome", "going-on"));
        beans.put("finishApprovalDelegate", sets("approvalOutcome", "approved"));
        beans.put("deliverProposalDelegate", sets("proposalOutcome", "sent"));
        beans.put("chooseApproverDelegate", (JavaDelegate) execution -> {
            Integer turn = (Integer) execution.getVariable("turn");
            int now = turn == null ? 0 : turn;
            execution.setVariable("turn", now + 1);
            execution.setVariable("nextApprover", ROLES.get(now));
        });
        beans.put("startDealDelegate", (JavaDelegate) execution -> execution
                .getProcessEngineServices()
                .getRuntimeService()
                .createMessageCorrelation("deal.opened")
                .processInstanceBusinessKey(execution.getProcessBusinessKey())
                .setVariable("dealOwner", "manager")
                .setVariable("client", "Ромашка")
                .setVariable("requestId", 1L)
                .correlateStartMessage());
        return beans;
    }

    private static JavaDelegate sets(Object... namesAndValues) {
        return execution -> {
            for (int i = 0; i < namesAndValues.length; i += 2) {
                execution.setVariable((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        };
    }

    /** Walks one whole story: the same tasks and jobs as the application's. */
    void story() {
        String key = "D-" + ++stories;
        engine.getRuntimeService()
                .createMessageCorrelation("request.received")
                .processInstanceBusinessKey(key)
                .setVariable("readable", true)
                .setVariable("requestId", 1L)
                .correlateStartMessage();
        for (StoryStep step : StoryStep.values()) {
            if (step.isJob()) {
                Job job = engine
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(key)
                        .list()
                        .stream()
                        .flatMap(instance -> engine
                                .getManagementService()
                                .createJobQuery()
                                .processInstanceId(instance.getId())
                                .activityId(step.element())
                                .list()
                                .stream())
                        .findFirst()
                        .orElseThrow();
                engine.getManagementService().executeJob(job.getId());
            } else {
                Task task = engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceBusinessKey(key)
                        .taskDefinitionKey(step.element())
                        .singleResult();
                engine.getTaskService().complete(task.getId(), Map.of("calculation", "accept"));
            }
        }
    }

    @Override
    public void close() {
        engine.close();
    }

    /** Stands for any delegate or listener. */
    private static final class Nothing implements JavaDelegate, TaskListener, ExecutionListener {

        @Override
        public void execute(DelegateExecution execution) {}

        @Override
        public void notify(DelegateTask task) {}

        @Override
        public void notify(DelegateExecution execution) {}
    }
}
