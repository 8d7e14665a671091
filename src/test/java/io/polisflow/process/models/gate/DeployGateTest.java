package io.polisflow.process.models.gate;

import static io.polisflow.process.models.gate.ProductModels.changed;
import static io.polisflow.process.models.gate.ProductModels.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polisflow.process.ProcessTest;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.ResourceReport;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Deployments by every way into the engine: good ones take effect, bad ones leave nothing behind. */
class DeployGateTest extends ProcessTest {

    private static final String MODEL = "bpmn/client-liquidation.bpmn";
    private static final String FORM = "forms/client-liquidation/decide-on-deal.form";
    private static final String DEADLINES = "bpmn/task-sla.dmn";
    private static final String TABLE = "bpmn/recontact-term.dmn";

    private static final ModelFile BAD_MODEL = changed(MODEL, "<bpmn:startEvent", "<bpmn:surprise/><bpmn:startEvent");
    private static final ModelFile BAD_FORM = changed(FORM, "\"schemaVersion\": 16", "\"schemaVersion\": 19");

    @Autowired
    RepositoryService repository;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    ModelSetReader reader;

    @Autowired
    ModelExaminer examiner;

    @Autowired
    JdbcTemplate jdbc;

    private final List<String> deployed = new ArrayList<>();

    @AfterEach
    void undeploy() {
        identity.clearAuthentication();
        deployed.forEach(id -> repository.deleteDeployment(id, true));
    }

    @Test
    void aGoodSetOfAnAnalystTakesEffect() {
        int before = version();

        as(
                "analyst",
                () -> deployed.add(builder(file(MODEL), file(FORM)).deploy().getId()));

        assertThat(version()).isEqualTo(before + 1);
    }

    @Test
    void theWordingOfALetterIsNothingToDeploy() {
        long before = repository.createDeploymentQuery().count();

        assertThatThrownBy(() -> as("analyst", () -> builder(
                                new ModelFile("templates/policy.txt", "Полисы\n\n{полисы}\n".getBytes()), file(TABLE))
                        .deploy()))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("Загрузите их в черновик");

        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    @Test
    void aBadSetIsRefusedWithEveryProblemOfEveryFileAndLeavesNothing() {
        Map<String, Long> before = rows();

        ParseException refused = catchThrowableOfType(
                ParseException.class,
                () -> as("analyst", () -> builder(BAD_MODEL, BAD_FORM, file(TABLE))
                        .deploy()));

        assertThat(refused.getMessage())
                .startsWith("Модели не приняты, ничего не изменено; ошибок: ")
                .contains("• " + MODEL + ", строка 5: ")
                .contains("• " + FORM + ": Версия схемы формы неизвестна: 19");
        assertThat(refused.getResorceReports())
                .extracting(ResourceReport::getResourceName)
                .containsExactlyInAnyOrder(MODEL, FORM);
        assertThat(refused.getResorceReports())
                .allSatisfy(report -> assertThat(report.getErrors()).isNotEmpty());
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aSetFromAnotherDeploymentIsExaminedToo() {
        String old = PastTheGate.deploy(engine, builder(file(FORM), foreign()));
        deployed.add(old);
        Map<String, Long> before = rows();

        assertThatThrownBy(() -> repository
                        .createDeployment()
                        .nameFromDeployment(old)
                        .addDeploymentResources(old)
                        .deploy())
                .isInstanceOf(ParseException.class);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aBadVersionThatIsInForceStaysLoadable() {
        String old = PastTheGate.deploy(engine, builder(file(FORM), foreign()));
        deployed.add(old);
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getDeploymentCache()
                .purgeCache();

        ProcessDefinition definition =
                repository.createProcessDefinitionQuery().deploymentId(old).singleResult();
        assertThat(((RepositoryServiceImpl) repository)
                        .getDeployedProcessDefinition(definition.getId())
                        .findActivity("Task_DecideOnDeal"))
                .isNotNull();
    }

    @Test
    void aBadFileThatIsStoredAlreadyIsRefusedAgain() {
        deployed.add(PastTheGate.deploy(engine, builder(file(FORM), foreign())));
        Map<String, Long> before = rows();

        assertThatThrownBy(() -> as("analyst", () -> builder(file(FORM), foreign())
                        .enableDuplicateFiltering(false)
                        .deploy()))
                .isInstanceOf(ParseException.class);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void whatIsStoredAlreadyDoesNotStopTheNextStart() {
        deployed.add(PastTheGate.deploy(engine, builder(file(FORM), foreign())));

        assertThat(builder(file(FORM), foreign())
                        .enableDuplicateFiltering(false)
                        .deploy()
                        .getId())
                .isEqualTo(deployed.get(0));
    }

    @Test
    void aTaskThatOnlyARunningOlderVersionHasKeepsItsDeadline() {
        // Other tests may have left some behind.
        runtime.createProcessInstanceQuery()
                .processDefinitionKey("client-liquidation")
                .list()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "of another test"));
        ModelFile model = changed(MODEL, "\"Task_DecideOnDeal\"", "\"Task_DecideAnew\"");
        String own = "<text>\"Task_DecideOnDeal\"</text>";
        String row = ProductModels.text(DEADLINES);
        row = row.substring(row.indexOf("<rule id=\"Rule_DecideOnDeal\">"));
        row = row.substring(0, row.indexOf("</rule>") + "</rule>".length());
        String added = row.replace(own, "<text>\"Task_DecideAnew\"</text>").replace("DecideOnDeal_", "DecideAnew_");
        added = added.replace("\"Rule_DecideOnDeal\"", "\"Rule_DecideAnew\"");
        ModelFile both = changed(DEADLINES, row, row + added);
        ModelFile only = changed(DEADLINES, row, added);
        assertThat(told(model, both)).as("nobody needs the old row").contains("ERROR deadline-of-no-task");
        ProcessInstance running = runtime.createProcessInstanceByKey("client-liquidation")
                .setVariable("dealOwner", "manager")
                .startBeforeActivity("Task_DecideOnDeal")
                .execute(true, true);
        try {
            assertThat(told(model, both)).containsExactly("WARNING deadline-of-old-task");
            assertThat(told(model, only)).containsExactly("WARNING deadline-still-needed");
            as(
                    "analyst",
                    () -> deployed.add(builder(model, file(FORM), both).deploy().getId()));
            // Now it is an older version that the task is of, and the table may come alone.
            assertThat(told(both)).containsExactly("WARNING deadline-of-old-task");
        } finally {
            runtime.deleteProcessInstance(running.getId(), "the test is over");
        }
        assertThat(told(both)).containsExactly("ERROR deadline-of-no-task");
    }

    private List<String> told(ModelFile... files) {
        return examiner
                .examine(Stream.concat(Stream.of(files), Stream.of(file(FORM))).toList())
                .findings()
                .stream()
                .map(finding -> finding.severity() + " " + finding.rule())
                .toList();
    }

    @Test
    void onlyAnalystsAndAdministratorsDeploy() {
        Map<String, Long> before = rows();

        for (String user : List.of("manager", "supervisor", "head", "nobody")) {
            assertThatThrownBy(() ->
                            as(user, () -> builder(file(MODEL), file(FORM)).deploy()))
                    .as(user)
                    .isInstanceOf(AuthorizationException.class)
                    .hasMessageContaining("Модели вводят в действие только аналитики и администраторы, «" + user + "»");
        }
        assertThat(rows()).isEqualTo(before);
        as("admin", () -> deployed.add(builder(file(MODEL), file(FORM)).deploy().getId()));
    }

    /** The engine gives whoever deploys the right to take it back, and the deals that run on it would go along. */
    @Test
    void onlyAdministratorsDeleteWhatWasDeployed() {
        as(
                "analyst",
                () -> deployed.add(builder(file(MODEL), file(FORM)).deploy().getId()));
        String deployment = deployed.get(0);
        ProcessInstance running = runtime.createProcessInstanceByKey("client-liquidation")
                .setVariable("dealOwner", "manager")
                .startBeforeActivity("Task_DecideOnDeal")
                .execute(true, true);

        for (String user : List.of("analyst", "supervisor", "manager")) {
            assertThatThrownBy(() -> as(user, () -> repository.deleteDeployment(deployment, true)))
                    .as(user)
                    .isInstanceOf(AuthorizationException.class)
                    .hasMessageContaining("Развёртывание удаляют только администраторы");
        }
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(running.getId())
                        .count())
                .isOne();

        as("admin", () -> repository.deleteDeployment(deployment, true));
        deployed.clear();
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(running.getId())
                        .count())
                .isZero();
    }

    @Test
    void aGrantGivenByHandDoesNotMakeADeployer() {
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setUserId("manager");
        grant.setResource(Resources.DEPLOYMENT);
        grant.setResourceId(Authorization.ANY);
        grant.addPermission(Permissions.ALL);
        authorizations.saveAuthorization(grant);
        try {
            assertThatThrownBy(() ->
                            as("manager", () -> builder(file(MODEL), file(FORM)).deploy()))
                    .hasMessageContaining("только аналитики и администраторы");
        } finally {
            authorizations.deleteAuthorization(grant.getId());
        }
    }

    @Test
    void whatIsInForceIsReadBesideWhatIsHandedIn() {
        // The binding «deployment» of a form looks beside its model only: without its forms a new model has none.
        assertThat(readerSees(file(MODEL)).set().forms()).doesNotContainKey(FORM);
        assertThat(readerSees(file(TABLE)).set().forms()).containsKey(FORM);
        assertThat(readerSees(file(TABLE)).set().models()).containsKeys(MODEL, "bpmn/deal.bpmn");
        assertThat(readerSees(file(MODEL)).set().decisions()).containsKey(TABLE);
    }

    private ModelSetReader.Reading readerSees(ModelFile... files) {
        return reader.read(List.of(files), new Findings());
    }

    /** What the engine takes and the gate does not. */
    private static ModelFile foreign() {
        return changed(
                MODEL,
                "xmlns:modeler=",
                "xmlns:activiti=\"http://activiti.org/bpmn\" activiti:note=\"x\" xmlns:modeler=");
    }

    private DeploymentBuilder builder(ModelFile... files) {
        DeploymentBuilder builder = repository.createDeployment().name("gate");
        for (ModelFile file : files) {
            builder.addInputStream(file.path(), new ByteArrayInputStream(file.content()));
        }
        return builder;
    }

    private int version() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("client-liquidation")
                .latestVersion()
                .singleResult()
                .getVersion();
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        jdbc.queryForList(
                        "select table_name from information_schema.tables where upper(table_name) like 'ACT\\_%' escape '\\'",
                        String.class)
                .forEach(table -> rows.put(table, jdbc.queryForObject("select count(*) from " + table, Long.class)));
        assertThat(rows).containsKeys("ACT_RE_DEPLOYMENT", "ACT_GE_BYTEARRAY");
        return rows;
    }
}
