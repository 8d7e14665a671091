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
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.Task;
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
    void aManagerSeesTheApprovalButNoneOfItsTasks() {
        runtimeService.startProcessInstanceByKey("proposal-approval");

        assertThat(as(
                        "manager",
                        () -> runtimeService.createProcessInstanceQuery().count()))
                .isEqualTo(1L);
        assertThat(as("manager", () -> taskService.createTaskQuery().count())).isZero();
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

        assertRefused(() -> as("underwriter", () -> taskService.complete(task)), "«Юристы»");
        assertRefused(() -> as("underwriter", () -> taskService.claim(task, "underwriter")), "«Юристы»");
        assertRefused(() -> as("underwriter", () -> taskService.setAssignee(task, "underwriter")), "«Юристы»");
        assertRefused(() -> as("underwriter", () -> taskService.addCandidateGroup(task, "underwriters")), "«Юристы»");
        assertRefused(() -> as("underwriter", () -> taskService.createComment(task, null, "мимо")), "«Юристы»");
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
    void aColleaguesTaskIsTakenOverBeforeItIsCompleted() {
        runtimeService.startProcessInstanceByKey("request-intake", Map.of("owner", "manager"));
        String task = taskService.createTaskQuery().singleResult().getId();
        as("manager", () -> taskService.claim(task, "manager"));

        assertRefused(() -> as("manager2", () -> taskService.complete(task)), "Анна Морозова");
        as("manager2", () -> taskService.setAssignee(task, "manager2"));
        assertThatCode(() -> as("manager2", () -> taskService.complete(task))).doesNotThrowAnyException();
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
                        "Мои задачи", "Моей группы", "Просроченные", "Сегодня", "Продления", "Повторные контакты");
        assertThat(filters("lawyer"))
                .containsExactlyInAnyOrder("Мои задачи", "Моей группы", "Просроченные", "Сегодня", "Согласование");
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
