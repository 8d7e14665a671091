package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.reflection.MetaObject;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.AuthorizationCheck;
import org.camunda.bpm.engine.impl.db.CompositePermissionCheck;
import org.camunda.bpm.engine.impl.db.PermissionCheck;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A remembered statement must be, to the letter and with every value in its place, what the engine would have written. */
class RememberedTaskSqlTest {

    private static ProcessEngineConfigurationImpl engine;
    private static Configuration configuration;

    private final Random random = new Random(11);

    /** A condition with a value of its own each time, so that none can stand in another's place unseen. */
    private final List<Consumer<TaskQuery>> conditions = List.of(
            query -> query.taskAssignee(word()),
            query -> query.taskAssigneeIn(words()),
            query -> query.taskAssigneeNotIn(words()),
            query -> query.taskCandidateGroup(word()),
            query -> query.taskCandidateGroupIn(List.of(words())),
            query -> query.taskCandidateUser(word()),
            query -> query.taskCandidateGroupIn(List.of(words())).includeAssignedTasks(),
            query -> query.taskUnassigned(),
            query -> query.taskInvolvedUser(word()),
            query -> query.taskNameLike(word()),
            query -> query.taskNameNotEqual(word()),
            query -> query.taskPriority(random.nextInt(100)),
            query -> query.taskMinPriority(random.nextInt(100)),
            query -> query.dueBefore(date()),
            query -> query.dueAfter(date()),
            query -> query.withoutDueDate(),
            query -> query.followUpBeforeOrNotExistent(date()),
            query -> query.taskCreatedAfter(date()),
            query -> query.taskUpdatedAfter(date()),
            query -> query.processDefinitionKey(word()),
            query -> query.processDefinitionKeyIn(words()),
            query -> query.processDefinitionName(word()),
            query -> query.processInstanceBusinessKey(word()),
            query -> query.processInstanceIdIn(words()),
            query -> query.taskDefinitionKeyIn(words()),
            query -> query.activityInstanceIdIn(words()),
            query -> query.caseDefinitionKey(word()),
            query -> query.withCandidateGroups(),
            query -> query.withoutCandidateUsers(),
            query -> query.tenantIdIn(words()),
            query -> query.withoutTenantId(),
            query -> query.excludeSubtasks(),
            query -> query.active(),
            query -> query.suspended());

    private final List<Consumer<TaskQuery>> orders = List.of(
            query -> query.orderByDueDate().asc(),
            query -> query.orderByTaskCreateTime().desc(),
            query -> query.orderByTaskPriority().desc(),
            query -> query.orderByTaskNameCaseInsensitive().asc(),
            query -> query.orderByTaskName().asc(),
            query -> query.orderByProcessVariable(word(), ValueType.STRING).asc());

    @BeforeAll
    static void anEngine() {
        engine = (ProcessEngineConfigurationImpl)
                ProcessEngineConfiguration.createStandaloneInMemProcessEngineConfiguration();
        engine.setProcessEngineName("remembered");
        engine.setJdbcUrl("jdbc:h2:mem:remembered");
        engine.buildProcessEngine();
        configuration = engine.getSqlSessionFactory().getConfiguration();
        RememberedTaskSql.install(engine);
    }

    @AfterAll
    static void closed() {
        engine.getProcessEngine().close();
    }

    private String word() {
        return "w" + random.nextInt(1_000_000_000);
    }

    private String[] words() {
        return IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(i -> word()).toArray(String[]::new);
    }

    private Date date() {
        return new Date(random.nextInt());
    }

    private TaskQueryImpl question(int conditionsOfEach) {
        TaskQueryImpl query = new TaskQueryImpl();
        some(conditions, random.nextInt(conditionsOfEach + 1), query);
        some(orders, random.nextInt(3), query);
        for (int i = random.nextInt(3); i > 0; i--) {
            TaskQuery either = query.or();
            some(conditions, 1 + random.nextInt(conditionsOfEach), either);
            either.endOr();
        }
        query.setFirstResult(random.nextInt(100));
        query.setMaxResults(1 + random.nextInt(100));
        authorize(query.getAuthCheck());
        return query;
    }

    private void some(List<Consumer<TaskQuery>> of, int count, TaskQuery query) {
        for (int i = 0; i < count; i++) {
            try {
                of.get(random.nextInt(of.size())).accept(query);
            } catch (RuntimeException e) {
                // Conditions that exclude each other: the engine takes the first.
                assertThat(e).isInstanceOf(ProcessEngineException.class);
            }
        }
    }

    private void authorize(AuthorizationCheck check) {
        if (random.nextInt(4) == 0) {
            return;
        }
        check.setAuthorizationCheckEnabled(true);
        check.setAuthUserId(word());
        check.setAuthGroupIds(random.nextBoolean() ? List.of() : List.of(words()));
        check.setUseLeftJoin(random.nextBoolean());
        check.setRevokeAuthorizationCheckEnabled(random.nextInt(5) == 0);
        check.setPermissionChecks(new CompositePermissionCheck(random.nextBoolean()));
        for (int i = 0; i <= random.nextInt(3); i++) {
            PermissionCheck atom = new PermissionCheck();
            atom.setResource(Resources.TASK);
            atom.setResourceIdQueryParam("RES.ID_");
            atom.setPermission(Permissions.READ);
            check.addAtomicPermissionCheck(atom);
        }
    }

    private static void command(Runnable work) {
        engine.getCommandExecutorTxRequired().execute(context -> {
            work.run();
            return null;
        });
    }

    private static SqlSource enginesOwn(String statement) {
        return configuration
                .getMappedStatement("org.camunda.bpm.engine.impl.persistence.entity.TaskEntity." + statement)
                .getSqlSource();
    }

    private static List<Object> values(BoundSql bound, TaskQueryImpl query) {
        MetaObject properties = configuration.newMetaObject(query);
        List<Object> values = new ArrayList<>();
        bound.getParameterMappings().stream()
                .map(parameter -> parameter.getProperty())
                .forEach(name -> values.add(
                        bound.hasAdditionalParameter(name)
                                ? bound.getAdditionalParameter(name)
                                : properties.getValue(name)));
        return values;
    }

    @Test
    void whateverIsAskedIsAskedAsTheEngineWouldAskIt() {
        for (String statement : List.of("selectTaskByQueryCriteria", "selectTaskCountByQueryCriteria")) {
            SqlSource own = enginesOwn(statement);
            RememberedTaskSql remembered = new RememberedTaskSql(configuration, own);
            command(() -> IntStream.range(0, 1500).forEach(i -> {
                TaskQueryImpl query = question(1 + i % 3);
                BoundSql expected = own.getBoundSql(query);
                BoundSql got = remembered.getBoundSql(query);
                assertThat(inEnginesWords(got.getSql())).isEqualTo(inEnginesWords(expected.getSql()));
                assertThat(values(got, query)).isEqualTo(values(expected, query));
            }));
        }
    }

    /** All columns of a task's rows are told apart by those that it is sorted by and its id. */
    private static String inEnginesWords(String sql) {
        return sql.strip()
                .replaceFirst("^select distinct on \\((RES\\.\\w+, )*RES\\.ID_\\)", "select distinct")
                .replaceFirst("(order by RES\\.(?:(?!LIMIT).)*), RES\\.ID_ asc(\\s+LIMIT)", "$1$2");
    }

    @Test
    void aListOfTheSameShapeIsNotWrittenAnew() {
        List<Object> written = new ArrayList<>();
        SqlSource own = enginesOwn("selectTaskByQueryCriteria");
        RememberedTaskSql remembered = new RememberedTaskSql(configuration, asked -> {
            written.add(asked);
            return own.getBoundSql(asked);
        });
        command(() -> IntStream.range(0, 10).forEach(i -> {
            TaskQueryImpl query = new TaskQueryImpl();
            query.taskCandidateGroupIn(List.of(word(), word()))
                    .includeAssignedTasks()
                    .dueBefore(date())
                    .orderByDueDate()
                    .asc();
            query.or().taskAssigneeIn(word(), word()).taskCandidateGroupIn(List.of(word()));
            query.getAuthCheck().setAuthorizationCheckEnabled(true);
            query.getAuthCheck().setAuthUserId(word());
            query.getAuthCheck().setAuthGroupIds(List.of(word()));
            BoundSql got = remembered.getBoundSql(query);
            assertThat(got.getSql()).contains("distinct on (RES.DUE_DATE_, RES.ID_)");
            assertThat(values(got, query)).isEqualTo(values(own.getBoundSql(query), query));
        }));
        assertThat(written).hasSize(1);
    }

    @Test
    void whatIsComparedWithVariablesIsLeftToTheEngine() {
        TaskQueryImpl query = new TaskQueryImpl();
        assertThat(TaskQueryShape.of(query)).isNotNull();
        query.processVariableValueEquals(word(), word());
        assertThat(TaskQueryShape.of(query)).isNull();
    }

    @Test
    void theEngineAsksThroughIt() {
        String statement = engine.getDbSqlSessionFactory().mapStatement("selectTaskByQueryCriteria");
        assertThat(configuration.getMappedStatement(statement).getSqlSource()).isInstanceOf(RememberedTaskSql.class);

        Task task = engine.getTaskService().newTask("remembered");
        task.setAssignee("anna");
        engine.getTaskService().saveTask(task);
        for (String assignee : List.of("boris", "anna", "boris", "anna")) {
            TaskQuery asked = engine.getTaskService()
                    .createTaskQuery()
                    .taskAssignee(assignee)
                    .orderByDueDate()
                    .asc();
            assertThat(asked.count()).isEqualTo(assignee.equals("anna") ? 1 : 0);
            assertThat(asked.list()).hasSize((int) asked.count());
        }
    }

    @Test
    void aTaskThatManyAreOfferedIsListedOnceAndTasksOfADayStayInTheirOrder() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Task task = engine.getTaskService().newTask();
            task.setDueDate(new Date(i % 3 * 1000L));
            engine.getTaskService().saveTask(task);
            engine.getTaskService().addCandidateGroup(task.getId(), "one");
            engine.getTaskService().addCandidateGroup(task.getId(), "other");
            ids.add(task.getId());
        }
        List<Task> listed = new ArrayList<>();
        for (int first = 0; first < 30; first += 7) {
            listed.addAll(engine.getTaskService()
                    .createTaskQuery()
                    .taskCandidateGroupIn(List.of("one", "other"))
                    .orderByDueDate()
                    .desc()
                    .listPage(first, 7));
        }
        assertThat(listed).extracting(Task::getId).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(listed)
                .isSortedAccordingTo(
                        Comparator.comparing(Task::getDueDate).reversed().thenComparing(Task::getId));
    }
}
