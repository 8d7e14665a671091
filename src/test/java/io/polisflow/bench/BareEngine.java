package io.polisflow.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.polisflow.fixtures.Postgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;

/** The same models on a bare engine whose delegates do nothing but set what the gateways ask: the floor under a story. */
final class BareEngine implements AutoCloseable {

    private static final Pattern BEAN = Pattern.compile("delegateExpression=\"\\$\\{(\\w+)}\"");
    private static final List<String> ROLES = List.of("underwriter", "lawyer", "head", "none");

    /** Long after any round. */
    private static final Date FAR = new Date(4_102_444_800_000L);

    private static final String OWNER = "manager";

    /** Five rows to fill in, as an office asks for them. */
    private static final String PARAMETERS = IntStream.range(0, 5)
            .mapToObj(i -> "{\"title\":\"Параметр " + i + "\",\"field\":\"field" + i + "\"}")
            .collect(Collectors.joining(",", "[", "]"));

    private final HikariDataSource pool;
    private final ProcessEngine engine;
    private final Map<String, List<String>> groups = new HashMap<>();
    private int stories;

    /** @param ours whose settings, indexes, people and rights it takes over */
    BareEngine(ProcessEngine ours) throws IOException {
        ProcessEngineConfigurationImpl like = (ProcessEngineConfigurationImpl) ours.getProcessEngineConfiguration();
        pool = new HikariDataSource();
        pool.setJdbcUrl(Postgres.newDatabase());
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("bare");
        configuration.setDataSource(pool);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setJobExecutorActivate(false);
        configuration.setBeans(beans());
        configuration.getProcessEnginePlugins().add(new SpinProcessEnginePlugin());
        takeOver(like, configuration);
        engine = configuration.buildProcessEngine();
        try (Connection from = like.getDataSource().getConnection();
                Connection to = pool.getConnection()) {
            pool.setMaximumPoolSize(
                    like.getDataSource().unwrap(HikariDataSource.class).getMaximumPoolSize());
            EngineTables.takeOver(from, to);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        // No story leads through the rounds, which begin by themselves at an hour that our own beans tell.
        for (File file : new File("bpmn")
                .listFiles((folder, name) ->
                        !Set.of("registry-refresh.bpmn", "deadline-watch.bpmn").contains(name))) {
            deployment.addString(file.getName(), Files.readString(file.toPath()));
        }
        deployment.deploy();
    }

    /** What {@code application.yaml} and our plugins set in the engine, as it is in force there. */
    private static void takeOver(ProcessEngineConfigurationImpl ours, ProcessEngineConfigurationImpl bare) {
        bare.setHistory(ours.getHistory());
        bare.setCustomHistoryLevels(ours.getCustomHistoryLevels());
        bare.setHistoryRemovalTimeStrategy(ours.getHistoryRemovalTimeStrategy());
        bare.setHistoryCleanupStrategy(ours.getHistoryCleanupStrategy());
        bare.setEnforceHistoryTimeToLive(ours.isEnforceHistoryTimeToLive());
        bare.setAuthorizationEnabled(ours.isAuthorizationEnabled());
        bare.setAuthorizationCheckRevokes(ours.getAuthorizationCheckRevokes());
        bare.setResourceAuthorizationProvider(ours.getResourceAuthorizationProvider());
        bare.setEnsureJobDueDateNotNull(ours.isEnsureJobDueDateNotNull());
        bare.setJobExecutorAcquireByDueDate(ours.isJobExecutorAcquireByDueDate());
        bare.setMetricsEnabled(ours.isMetricsEnabled());
        bare.setTaskMetricsEnabled(ours.isTaskMetricsEnabled());
        bare.setDbMetricsReporterActivate(ours.isDbMetricsReporterActivate());
        bare.setJdbcBatchProcessing(ours.isJdbcBatchProcessing());
        bare.setDefaultSerializationFormat(ours.getDefaultSerializationFormat());
        bare.setEnableExceptionsAfterUnhandledBpmnError(ours.isEnableExceptionsAfterUnhandledBpmnError());
        bare.setEnableCmdExceptionLogging(ours.isEnableCmdExceptionLogging());
        bare.setIdGenerator(new StrongUuidGenerator());
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
        beans.put("openDealDelegate", sets("innKnown", true, "dealOwner", OWNER, "client", "Ромашка"));
        beans.put("writeConfirmationDelegate", sets("letterId", 1L));
        beans.put("checkRegistryDelegate", sets("clientInDoubt", false));
        beans.put("calculatePremiumDelegate", sets("riskAccepted", true));
        beans.put(
                "submitProposalDelegate",
                sets("maxDiscount", 0.0, "sumInsured", 1.0, "premium", "1", "proposalId", 1L));
        beans.put("recordDecisionDelegate", sets("approvalOutcome", "going-on"));
        beans.put("finishApprovalDelegate", sets("approvalOutcome", "approved"));
        beans.put("deliverProposalDelegate", sets("letterTaken", true, "proposalOutcome", "sent"));
        beans.put(
                "recordTalkDelegate", sets("talkOutcome", "AGREED", "objected", false, "negotiationOutcome", "agreed"));
        beans.put("recordAgreementDelegate", sets("negotiationOutcome", "agreed"));
        beans.put("recordContractDelegate", sets("terms", "keep"));
        beans.put("recordTermsCheckDelegate", sets("termsPassed", true));
        beans.put("recordRiskCheckDelegate", sets("riskPassed", true));
        beans.put("findBoxDelegate", sets("byExchange", true));
        beans.put("sendToSignDelegate", sets("remindAt", FAR, "remindAgainAt", FAR, "signState", "sent"));
        beans.put("readAnswerDelegate", (JavaDelegate) execution -> execution.setVariable(
                "signState", "sent".equals(execution.getVariable("signState")) ? "waiting" : "signed"));
        beans.put("verifySignatureDelegate", sets("signatureValid", true));
        beans.put("markWonDelegate", sets("lineCount", 1, "contractOutcome", "won", "contractId", 1L));
        beans.put("orderPolicyDelegate", sets("policyAnswer", "issued"));
        beans.put("writePolicyLetterDelegate", sets("letterId", 1L));
        beans.put("startRenewalsDelegate", (JavaDelegate) execution -> execution
                .getProcessEngineServices()
                .getRuntimeService()
                .createMessageCorrelation("policy.in-force")
                .processInstanceBusinessKey(execution.getProcessBusinessKey())
                .setVariable("dealOwner", OWNER)
                .setVariable("policyNumber", "P-1")
                .correlateStartMessage());
        beans.put("registerRenewalDelegate", sets("renewalWanted", true));
        beans.put("planRenewalDelegate", sets("renewalAt", FAR));
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
                .setVariable("dealOwner", OWNER)
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

    /** Walks from the request to the sent proposal: the same tasks and jobs as the application's. */
    void story() {
        walk(begin(), StoryStep.proposal());
    }

    /** Walks a whole life, until the renewal of the policy waits. */
    void life() {
        String key = begin();
        walk(key, StoryStep.proposal());
        walk(key, StoryStep.contract());
    }

    private String begin() {
        String key = "D-" + ++stories;
        engine.getRuntimeService()
                .createMessageCorrelation("request.received")
                .processInstanceBusinessKey(key)
                .setVariable("readable", true)
                .setVariable("requestId", 1L)
                .correlateStartMessage();
        return key;
    }

    private void walk(String key, List<StoryStep> steps) {
        for (StoryStep step : steps) {
            if (step == StoryStep.SIGNED) {
                engine.getRuntimeService()
                        .createMessageCorrelation("contract.signed")
                        .processInstanceBusinessKey(key)
                        .correlate();
            } else if (step.isJob()) {
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
                submit(key, step);
            }
        }
    }

    private void submit(String key, StoryStep step) {
        String task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(key)
                .taskDefinitionKey(step.element())
                .singleResult()
                .getId();
        String role = StoryForms.user(step);
        String user = role == null ? OWNER : role;
        engine.getIdentityService().setAuthentication(user, groups.computeIfAbsent(user, this::groupsOf));
        try {
            engine.getFormService().submitTaskForm(task, StoryForms.values(step, PARAMETERS));
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private List<String> groupsOf(String user) {
        return engine.getIdentityService().createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
    }

    @Override
    public void close() {
        engine.close();
        pool.close();
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
