package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.tasksight.TaskSight;
import io.polisflow.process.engine.OpenTaskCount;
import io.polisflow.process.engine.OpenTaskCount.Condition;
import io.polisflow.process.sla.TaskLists.TaskList;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The numbers beside the lists are the engine's own, grants and all, however they are counted. */
abstract class TaskListsTest extends DatabaseTest {

    @Autowired
    private TaskLists lists;

    @Autowired
    private OpenTaskCount openTasks;

    @Autowired
    private FilterService filters;

    @Autowired
    private IdentityService identity;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private AuthorizationService authorizations;

    @BeforeEach
    void tasksOfEveryKind() {
        String deal = deal().number();
        at("proposal-approval", deal, "Task_CheckTariff");
        String late = at("proposal-approval", deal, "Task_CheckTerms").getId();
        tasks.setDueDate(late, Date.from(clock.instant().minus(Duration.ofHours(1))));
        String today = at("client-liquidation", deal, "Task_DecideOnDeal").getId();
        tasks.setDueDate(today, Date.from(clock.instant().plus(Duration.ofHours(1))));
        tasks.setAssignee(today, "manager");
        // Nobody is granted this: a task of no model, though a group is named for it.
        Task stray = tasks.newTask();
        tasks.saveTask(stray);
        tasks.addCandidateGroup(stray.getId(), "sales");
    }

    private Task at(String process, String deal, String element) {
        String instance = runtime.createProcessInstanceByKey(process)
                .businessKey(deal)
                .setVariable("dealOwner", null)
                .startBeforeActivity(element)
                .execute(true, false)
                .getId();
        return tasks.createTaskQuery().processInstanceId(instance).singleResult();
    }

    @AfterEach
    void signOff() {
        identity.clearAuthentication();
        tasks.createTaskQuery().list().stream()
                .filter(task -> task.getProcessInstanceId() == null)
                .forEach(task -> tasks.deleteTask(task.getId(), true));
    }

    private <T> T as(String user, Supplier<T> work) {
        identity.setAuthentication(
                user,
                identity.createGroupQuery().groupMember(user).list().stream()
                        .map(group -> group.getId())
                        .toList());
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    private Map<String, Long> counted(String user) {
        return as(user, lists::visible).stream().collect(Collectors.toMap(TaskList::name, TaskList::tasks));
    }

    /** What Tasklist itself would show, up to where we stop counting. */
    private Map<String, Long> byTheEngine(String user) {
        return as(user, () -> filters.createTaskFilterQuery().list().stream()
                .collect(Collectors.toMap(
                        Filter::getName, filter -> Math.min(filters.count(filter.getId()), OpenTaskCount.MOST))));
    }

    @Test
    void everybodysNumbersAreTheEnginesOwn() {
        for (String user : List.of("manager", "manager2", "underwriter", "lawyer", "head", "supervisor", "admin")) {
            assertThat(counted(user)).as(user).isEqualTo(byTheEngine(user)).isNotEmpty();
        }
        assertThat(counted("manager")).containsKeys("Мои задачи", "Моей группы", "Просроченные", "Сегодня");
        assertThat(counted("manager").get("Сегодня")).isPositive();
        assertThat(counted("lawyer").get("Просроченные")).isPositive();
        assertThat(counted("analyst")).isEmpty();
        assertThat(lists.visible()).as("nobody is signed on").isEmpty();
    }

    @Test
    void aListThatAsksForMoreIsCountedByTheEngine() {
        Filter own = filters.saveFilter(filters.newTaskFilter("Только мои просроченные тарифы")
                .setProperties(new HashMap<>())
                .setQuery(tasks.createTaskQuery().taskNameLike("%тариф%")));
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setUserId("supervisor");
        grant.setResource(Resources.FILTER);
        grant.setResourceId(own.getId());
        grant.addPermission(Permissions.READ);
        authorizations.saveAuthorization(grant);
        try {
            Long expected = as("supervisor", () -> filters.count(own.getId()));
            assertThat(expected).isPositive();
            assertThat(counted("supervisor")).containsEntry(own.getName(), expected);
        } finally {
            filters.deleteFilter(own.getId());
        }
    }

    @Test
    void aColleaguesTaskIsInNobodyElsesNumbers() {
        long before = counted("manager2").get("Моей группы");
        String free =
                at("client-liquidation", deal().number(), "Task_DecideOnDeal").getId();
        tasks.setAssignee(free, null);
        assertThat(counted("manager2")).containsEntry("Моей группы", before + 1).isEqualTo(byTheEngine("manager2"));
        tasks.setAssignee(free, "manager");
        assertThat(counted("manager2")).containsEntry("Моей группы", before).isEqualTo(byTheEngine("manager2"));
    }

    @Test
    void aGrantOnASingleTaskCounts() {
        String stray = tasks.createTaskQuery().list().stream()
                .filter(task -> task.getProcessInstanceId() == null)
                .findFirst()
                .orElseThrow()
                .getId();
        long before = counted("manager").get("Моей группы");
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setUserId("manager");
        grant.setResource(Resources.TASK);
        grant.setResourceId(stray);
        grant.addPermission(Permissions.READ);
        authorizations.saveAuthorization(grant);
        try {
            assertThat(counted("manager"))
                    .containsEntry("Моей группы", before + 1)
                    .isEqualTo(byTheEngine("manager"));
        } finally {
            authorizations.deleteAuthorization(grant.getId());
        }
    }

    @Test
    void whoMaySeeNothingOrBelongsToNoGroupHasNone() {
        Condition all = new Condition(null, null, null, null);
        Condition ofNoGroup = new Condition(null, List.of(), null, null);
        assertThat(openTasks.count(List.of(all, ofNoGroup), List.of(), TaskSight.all()))
                .containsExactly(0, 0);
        List<Integer> counts = openTasks.count(List.of(ofNoGroup, all), null, TaskSight.all());
        assertThat(counts.get(0)).isZero();
        assertThat(counts.get(1)).isPositive();
        assertThat(openTasks.count(List.of(), null, TaskSight.all())).isEmpty();
    }
}
