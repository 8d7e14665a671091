package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.process.sla.TaskDays;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Proves for each group what the engine lets it do, and that a task is worked on by those it is meant for. */
class AuthorizationsTest extends SecurityTest {

    @Autowired
    private TaskDays days;

    @Autowired
    private RuntimeService runtimeService;

    @Autowired
    private TaskService taskService;

    @Autowired
    private RepositoryService repositoryService;

    @Autowired
    private IdentityService identityService;

    @Autowired
    private AuthorizationService authorizationService;

    @Autowired
    private HistoryService historyService;

    @Autowired
    private FilterService filterService;

    @Autowired
    private SecuritySetUp setUp;

    @Test
    void aManagerWorksOnSalesAndMayNotDeploy() {
        as("manager", () -> runtimeService.startProcessInstanceByKey("request-intake", Map.of("owner", "manager2")));
        Task task = as("manager", () -> taskService.createTaskQuery().singleResult());
        as("manager", () -> taskService.claim(task.getId(), "manager"));
        // The next task belongs to a colleague: the model assigns it in the name of the one who completed this one.
        as("manager", () -> taskService.complete(task.getId()));

        Task next = taskService.createTaskQuery().singleResult();
        assertThat(next.getAssignee()).isEqualTo("manager2");
        assertThatThrownBy(() -> as("manager", this::deployAnything)).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void aManagerReadsNoInstanceAndNoVariable() {
        runtimeService.startProcessInstanceByKey("proposal-approval");
        runtimeService.startProcessInstanceByKey("request-intake", Map.of("owner", "manager2"));

        as("manager", () -> {
            assertThat(runtimeService.createProcessInstanceQuery().count()).isZero();
            assertThat(runtimeService.createVariableInstanceQuery().count()).isZero();
            assertThat(historyService.createHistoricProcessInstanceQuery().count())
                    .isZero();
            assertThat(historyService.createHistoricVariableInstanceQuery().count())
                    .isZero();
            assertThat(historyService.createHistoricTaskInstanceQuery().count()).isZero();
            assertThat(taskService.createTaskQuery().list())
                    .extracting(Task::getName)
                    .containsExactly("Собрать КП");
        });
    }

    @Test
    void aManagerBeginsOnlyWhatAFormBegins() {
        assertThatThrownBy(() -> as("manager", () -> runtimeService.startProcessInstanceByKey("proposal-approval")))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void anUnderwriterSeesNoTaskOfSales() {
        runtimeService.startProcessInstanceByKey("request-intake", Map.of("owner", "manager"));
        runtimeService.startProcessInstanceByKey("proposal-approval");

        assertThat(as("underwriter", () -> taskService.createTaskQuery().list()))
                .extracting(Task::getName)
                .contains("Проверить тариф")
                .doesNotContain("Собрать КП");
        assertThatThrownBy(() -> as("underwriter", () -> runtimeService.startProcessInstanceByKey("request-intake")))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void anUnderwriterCanNeitherCompleteNorTakeNorChangeALawyersTask() {
        String task = approvalTask("Task_CheckTerms");

        for (Runnable work : List.<Runnable>of(
                () -> taskService.complete(task),
                () -> taskService.claim(task, "underwriter"),
                () -> taskService.setAssignee(task, "underwriter"),
                () -> taskService.delegateTask(task, "underwriter"),
                () -> taskService.addCandidateGroup(task, "underwriters"),
                () -> taskService.setVariable(task, "decision", "approve"),
                () -> taskService.getVariables(task),
                () -> taskService.createComment(task, null, "мимо"))) {
            assertThatThrownBy(() -> as("underwriter", work)).isInstanceOf(AuthorizationException.class);
        }
        assertRefused(
                () -> as(
                        "underwriter",
                        () -> taskService.createAttachment("text", task, null, "мимо", null, "https://example.org")),
                "«Юристы»");
        assertThat(taskService.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isNull();
    }

    @Test
    void aLawyerTakesReturnsAndCompletesTheOwnTask() {
        String task = approvalTask("Task_CheckTerms");

        as("lawyer", () -> taskService.claim(task, "lawyer"));
        as("lawyer", () -> taskService.setAssignee(task, null));
        as("lawyer", () -> taskService.complete(task));

        assertThat(taskService.createTaskQuery().taskId(task).count()).isZero();
    }

    @Test
    void aColleaguesTaskIsNotThereUntilItIsHandedOver() {
        runtimeService.startProcessInstanceByKey("request-intake", Map.of("owner", "manager"));
        String task = taskService.createTaskQuery().singleResult().getId();
        assertThat(as("manager2", () -> taskService.createTaskQuery().count())).isEqualTo(1L);
        as("manager", () -> taskService.claim(task, "manager"));

        assertThat(as("manager2", () -> taskService.createTaskQuery().count())).isZero();
        assertThat(as(
                        "manager2",
                        () -> taskService.createTaskQuery().taskId(task).list()))
                .isEmpty();
        for (Runnable work : List.<Runnable>of(
                () -> taskService.complete(task),
                () -> taskService.setAssignee(task, "manager2"),
                () -> taskService.getVariables(task),
                () -> taskService.getIdentityLinksForTask(task))) {
            assertThatThrownBy(() -> as("manager2", work)).isInstanceOf(AuthorizationException.class);
        }
        as("head", () -> taskService.setAssignee(task, "manager2"));
        assertThat(as("manager", () -> taskService.createTaskQuery().count())).isZero();
        assertThatCode(() -> as("manager2", () -> taskService.complete(task))).doesNotThrowAnyException();
    }

    @Test
    void aHeadSeesAndHandsOverTheManagersTasksAndCompletesNone() {
        runtimeService.startProcessInstanceByKey("request-intake", Map.of("owner", "manager"));
        String task = taskService.createTaskQuery().singleResult().getId();
        taskService.setAssignee(task, "manager");

        assertThat(as("head", () -> taskService.createTaskQuery().count())).isEqualTo(1L);
        assertThatThrownBy(() -> as("head", () -> taskService.complete(task)))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> as("head", () -> taskService.setVariable(task, "owner", "head")))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void aListIsNarrowedAnewEachTimeAndAStoredFilterStaysAsItWas() {
        runtimeService.startProcessInstanceByKey("request-intake", Map.of("owner", "manager"));
        Filter filter =
                filterService.createFilterQuery().filterName("Моей группы").singleResult();
        String stored = ((FilterEntity) filter).getQueryInternal();
        int revision = ((FilterEntity) filter).getRevision();
        TaskQuery query = taskService.createTaskQuery().orderByTaskCreateTime().asc();

        for (int time = 0; time < 2; time++) {
            assertThat(as("manager", query::count)).isEqualTo(1L);
            assertThat(as("manager", () -> query.listPage(0, 10))).hasSize(1);
            assertThat(as("underwriter", query::count)).isZero();
            assertThat(as("supervisor", query::count)).isEqualTo(1L);
            assertThat(as("manager", () -> filterService.count(filter.getId()))).isEqualTo(1L);
            assertThat(as("manager", () -> filterService.list(filter.getId()))).hasSize(1);
        }
        Filter after = filterService.getFilter(filter.getId());
        assertThat(((FilterEntity) after).getQueryInternal()).isEqualTo(stored);
        assertThat(((FilterEntity) after).getRevision()).isEqualTo(revision);
    }

    @Test
    void anAdministratorKeepsPeopleAndModelsAndSeesNoDeal() {
        runtimeService.startProcessInstanceByKey("request-intake", Map.of("owner", "manager"));
        String task = taskService.createTaskQuery().singleResult().getId();
        String instance =
                runtimeService.createProcessInstanceQuery().singleResult().getId();

        as("admin", () -> {
            assertThat(taskService.createTaskQuery().count()).isZero();
            assertThat(runtimeService.createProcessInstanceQuery().count()).isZero();
            assertThat(runtimeService.createVariableInstanceQuery().count()).isZero();
            assertThat(historyService.createHistoricProcessInstanceQuery().count())
                    .isZero();
            assertThat(historyService.createHistoricDetailQuery().count()).isZero();
            assertThat(historyService.createHistoricDecisionInstanceQuery().count())
                    .isZero();
            assertThat(repositoryService.createProcessDefinitionQuery().count()).isPositive();
            assertThat(identityService.createUserQuery().count()).isPositive();
        });
        for (Runnable work : List.<Runnable>of(
                () -> taskService.getVariables(task),
                () -> taskService.complete(task),
                () -> taskService.setAssignee(task, "manager2"),
                () -> runtimeService.getVariables(instance),
                () -> runtimeService.setVariable(instance, "owner", "admin"),
                () -> runtimeService.deleteProcessInstance(instance, "прочь"))) {
            assertThatThrownBy(() -> as("admin", work)).isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void anAdministratorGrantsWebAppsAndNothingOnDeals() {
        for (Resources resource : List.of(
                Resources.PROCESS_INSTANCE,
                Resources.PROCESS_DEFINITION,
                Resources.TASK,
                Resources.HISTORIC_PROCESS_INSTANCE,
                Resources.HISTORIC_TASK,
                Resources.DECISION_DEFINITION,
                Resources.OPERATION_LOG_CATEGORY,
                Resources.BATCH)) {
            assertThatThrownBy(() -> as("admin", () -> grant("admin", resource)))
                    .as(resource.resourceName())
                    .isInstanceOf(AuthorizationException.class)
                    .hasMessageContaining("таблица ролей");
        }
        Authorization own = as("admin", () -> grant("analyst", Resources.APPLICATION));
        assertThat(own.getId()).isNotNull();
        own.setResource(Resources.PROCESS_INSTANCE);
        assertThatThrownBy(() -> as("admin", () -> authorizationService.saveAuthorization(own)))
                .isInstanceOf(AuthorizationException.class);
        as("admin", () -> authorizationService.deleteAuthorization(own.getId()));
        String tables = authorizationService
                .createAuthorizationQuery()
                .groupIdIn("sales")
                .resourceType(Resources.PROCESS_DEFINITION)
                .list()
                .get(0)
                .getId();
        assertThatThrownBy(() -> as("admin", () -> authorizationService.deleteAuthorization(tables)))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void whatAnEarlierReleaseGrantedBeyondTheTableGoesAtTheNextStart() {
        grant("admin", Resources.PROCESS_INSTANCE);
        Authorization sales = authorizationService
                .createAuthorizationQuery()
                .groupIdIn("sales")
                .resourceType(Resources.PROCESS_DEFINITION)
                .resourceId("request-intake")
                .singleResult();
        sales.addPermission(ProcessDefinitionPermissions.READ_HISTORY);
        authorizationService.saveAuthorization(sales);

        setUp.afterSingletonsInstantiated();

        assertThat(authorizationService
                        .createAuthorizationQuery()
                        .userIdIn("admin")
                        .resourceType(Resources.PROCESS_INSTANCE)
                        .count())
                .isZero();
        Authorization after = authorizationService
                .createAuthorizationQuery()
                .groupIdIn("sales")
                .resourceType(Resources.PROCESS_DEFINITION)
                .resourceId("request-intake")
                .singleResult();
        assertThat(after.isPermissionGranted(ProcessDefinitionPermissions.READ_HISTORY))
                .isFalse();
        assertThat(after.isPermissionGranted(ProcessDefinitionPermissions.READ_TASK))
                .isTrue();
    }

    private Authorization grant(String user, Resources resource) {
        Authorization grant = authorizationService.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setUserId(user);
        grant.setResource(resource);
        grant.setResourceId(Authorization.ANY);
        grant.addPermission(Permissions.ALL);
        return authorizationService.saveAuthorization(grant);
    }

    @Test
    void nobodyGivesATaskToSomeoneOutsideItsGroup() {
        String task = approvalTask("Task_CheckTerms");

        assertRefused(() -> as("lawyer", () -> taskService.setAssignee(task, "manager")), "Анна Морозова");
        assertRefused(() -> as("supervisor", () -> taskService.setAssignee(task, "supervisor")), "Ольга Новикова");
        assertThatCode(() -> as("supervisor", () -> taskService.setAssignee(task, "lawyer")))
                .doesNotThrowAnyException();
    }

    @Test
    void theEngineItselfPassesTheGuard() {
        String task = approvalTask("Task_CheckTerms");
        taskService.setAssignee(task, "lawyer");
        taskService.complete(task);
        assertThat(taskService.createTaskQuery().taskId(task).count()).isZero();
    }

    @Test
    void aSupervisorReadsEverythingAndStartsOrDeploysNothing() {
        runtimeService.startProcessInstanceByKey("request-intake", Map.of("owner", "manager"));
        runtimeService.startProcessInstanceByKey("proposal-approval");

        assertThat(as("supervisor", () -> taskService.createTaskQuery().count()))
                .isEqualTo(3L);
        assertThat(as(
                        "supervisor",
                        () -> runtimeService.createVariableInstanceQuery().count()))
                .isEqualTo(1L);
        assertThat(as(
                        "supervisor",
                        () -> repositoryService.createDeploymentQuery().count()))
                .isPositive();
        assertThatThrownBy(() -> as("supervisor", this::deployAnything)).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> as("supervisor", () -> runtimeService.startProcessInstanceByKey("proposal-approval")))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void anAnalystDeploysAndSeesNoClientsData() {
        runtimeService.startProcessInstanceByKey("request-intake", Map.of("owner", "manager"));

        assertThatCode(() -> as("analyst", this::deployAnything)).doesNotThrowAnyException();
        assertThat(as(
                        "analyst",
                        () -> repositoryService.createProcessDefinitionQuery().count()))
                .isPositive();
        assertThat(as(
                        "analyst",
                        () -> runtimeService.createVariableInstanceQuery().count()))
                .isZero();
        assertThat(as("analyst", () -> taskService.createTaskQuery().count())).isZero();
    }

    @Test
    void aTaskLeavesNoGrantBehind() {
        long before = authorizationService.createAuthorizationQuery().count();
        String task = approvalTask("Task_CheckTerms");
        as("lawyer", () -> taskService.claim(task, "lawyer"));
        assertThat(authorizationService.createAuthorizationQuery().count()).isEqualTo(before);
    }

    @Test
    void everyGroupHasItsListsAndStartingAgainAddsNone() {
        assertThat(filters("manager"))
                .containsExactlyInAnyOrder(
                        "Мои задачи",
                        "Моей группы",
                        "Просроченные",
                        "Сегодня",
                        "Замещаю",
                        "Продления",
                        "Повторные контакты");
        assertThat(filters("lawyer"))
                .containsExactlyInAnyOrder(
                        "Мои задачи", "Моей группы", "Просроченные", "Сегодня", "Замещаю", "Согласование");
        assertThat(filters("supervisor"))
                .containsExactlyInAnyOrder(
                        "Мои задачи",
                        "Все просроченные",
                        "Согласование",
                        "Продления",
                        "Повторные контакты",
                        "Все задачи");
        long grants = authorizationService.createAuthorizationQuery().count();
        long lists = filterService.createFilterQuery().count();

        setUp.afterSingletonsInstantiated();

        assertThat(authorizationService.createAuthorizationQuery().count()).isEqualTo(grants);
        assertThat(filterService.createFilterQuery().count()).isEqualTo(lists);
    }

    @Test
    void cardsShowVariablesOnlyWhereSomebodyChoseThem() {
        Filter former = withVariables("Моей группы", "client", "dealNumber", "premium");
        Filter chosen = withVariables("Продления", "client", "policyNumber");

        setUp.afterSingletonsInstantiated();

        assertThat(variables(former)).isEmpty();
        assertThat(variables(chosen)).hasSize(2);
        filterService.saveFilter(chosen.setProperties(Map.of("variables", List.of())));
    }

    private Filter withVariables(String name, String... variables) {
        Filter filter = filterService.createFilterQuery().filterName(name).singleResult();
        Map<String, Object> properties = new HashMap<>(filter.getProperties());
        properties.put(
                "variables",
                Stream.of(variables)
                        .map(variable -> Map.of("name", variable, "label", "Поле"))
                        .toList());
        return filterService.saveFilter(filter.setProperties(properties));
    }

    private List<?> variables(Filter filter) {
        return (List<?>) filterService.getFilter(filter.getId()).getProperties().get("variables");
    }

    @Test
    void theListOfOnesGroupHoldsFreeAndTakenTasks() {
        String task = approvalTask("Task_CheckTerms");
        String list = filterService
                .createFilterQuery()
                .filterName("Моей группы")
                .singleResult()
                .getId();

        assertThat(as("lawyer", () -> filterService.count(list))).isEqualTo(1L);
        as("lawyer", () -> taskService.claim(task, "lawyer"));
        assertThat(as("lawyer", () -> filterService.count(list))).isEqualTo(1L);
        assertThat(as("manager", () -> filterService.count(list))).isZero();
    }

    @Test
    void todaysListHoldsWhatIsDueUntilMidnightWhereTheCompanyIs() {
        Task task = taskService
                .createTaskQuery()
                .taskId(approvalTask("Task_CheckTerms"))
                .singleResult();
        String list = filterService
                .createFilterQuery()
                .filterName("Сегодня")
                .singleResult()
                .getId();

        task.setDueDate(new Date(days.tomorrow().getTime() - 1));
        taskService.saveTask(task);
        assertThat(as("lawyer", () -> filterService.count(list))).isEqualTo(1L);
        task.setDueDate(days.tomorrow());
        taskService.saveTask(task);
        assertThat(as("lawyer", () -> filterService.count(list))).isZero();
        assertThat(days.tomorrow()
                        .toInstant()
                        .atZone(ZoneId.of("Europe/Moscow"))
                        .toLocalTime())
                .isEqualTo(LocalTime.MIDNIGHT);
    }

    private List<String> filters(String user) {
        return as(user, () -> filterService.createFilterQuery().list().stream()
                .map(Filter::getName)
                .toList());
    }

    private String approvalTask(String key) {
        runtimeService.startProcessInstanceByKey("proposal-approval");
        return taskService
                .createTaskQuery()
                .taskDefinitionKey(key)
                .singleResult()
                .getId();
    }

    private void deployAnything() {
        repositoryService
                .createDeployment()
                .name("by hand")
                .addClasspathResource("security/sales.bpmn")
                .deploy();
    }

    private void as(String user, Runnable work) {
        as(user, () -> {
            work.run();
            return null;
        });
    }

    private <T> T as(String user, Supplier<T> work) {
        List<String> groups = identityService.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
        identityService.setAuthentication(user, groups);
        try {
            return work.get();
        } finally {
            identityService.clearAuthentication();
        }
    }

    private static void assertRefused(ThrowingCallable work, String told) {
        assertThatThrownBy(work)
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isInstanceOf(RefusedException.class),
                        thrown -> assertThat(thrown).hasRootCauseInstanceOf(RefusedException.class))
                .hasStackTraceContaining(told);
    }
}
