package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/**
 * An approver's list «Моей группы» on PostgreSQL as Tasklist asks for it, with authorizations on, beside the same page in bare SQL and
 * beside itself with authorizations off.
 *
 * <p>{@code -Dbench.tasks=5000} makes a smaller one.
 */
@ContextConfiguration(initializers = Postgres.class)
class TaskListBench extends ProcessTest {

    private static final int TASKS = Integer.getInteger("bench.tasks", 100_000);
    private static final int ROUNDS = 5;

    /** Lists with their count that are asked for in a round. */
    private static final int LISTS = 20;

    /** Pages, which are so quick that fewer would measure how the virtual machine compiles them. */
    private static final int PAGES = 200;

    private static final int PAGES_WARM_UP = 20;

    private static final int PAGE = 15;

    /** Six of ten tasks wait for underwriters; of these a tenth is taken, one of a hundred by the one who looks. */
    private static final String ENGINE =
            """
            insert into ACT_RU_TASK (ID_, REV_, EXECUTION_ID_, PROC_INST_ID_, PROC_DEF_ID_, NAME_, TASK_DEF_KEY_, PRIORITY_, CREATE_TIME_,
              DUE_DATE_, FOLLOW_UP_DATE_, SUSPENSION_STATE_, TASK_STATE_, ASSIGNEE_)
            select 'bench-' || g, 1, EXECUTION_ID_, PROC_INST_ID_, PROC_DEF_ID_, NAME_, TASK_DEF_KEY_, PRIORITY_, CREATE_TIME_,
              DUE_DATE_ + (g * 7919 % 100000) * interval '1 minute', FOLLOW_UP_DATE_, SUSPENSION_STATE_, TASK_STATE_,
              case when g % 100 = 1 then 'underwriter' when g % 10 = 1 then 'colleague-' || g % 7 end
            from ACT_RU_TASK, generate_series(1, ?) g where ID_ = ?""";

    private static final String LINKS =
            """
            insert into ACT_RU_IDENTITYLINK (ID_, REV_, GROUP_ID_, TYPE_, TASK_ID_)
            select 'bench-' || g, 1, case when g % 10 < 6 then 'underwriters' else 'lawyers' end, 'candidate', 'bench-' || g
            from generate_series(1, ?) g""";

    /** What an underwriter sees of the group's tasks, those that nobody else has taken, of models that are granted. */
    private static final String SEEN =
            """
             from act_ru_task t join act_re_procdef d on d.id_ = t.proc_def_id_ where t.suspension_state_ = 1
              and (t.assignee_ is null or t.assignee_ = 'underwriter')
              and exists (select 1 from act_ru_identitylink l
                where l.task_id_ = t.id_ and l.type_ = 'candidate' and l.group_id_ = 'underwriters')
              and exists (select 1 from act_ru_authorization a where a.resource_type_ = 6 and a.group_id_ = 'underwriters'
                and a.resource_id_ in ('*', d.key_) and a.perms_ & 64 = 64)""";

    @Autowired
    private FilterService filters;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private DataSource database;

    private String list;
    private long seen;

    @AfterEach
    void authorizationsAreOn() {
        authorize(true);
    }

    private void openTasks() {
        String deal = dealOf(webForm(freshInn()));
        propose(deal, 0);
        Task task = task(deal, ProposalApproval.TASK_CHECK_TARIFF);
        jdbc.update(ENGINE, TASKS, task.getId());
        jdbc.update(LINKS, TASKS);
        jdbc.execute("analyze");
        list = filters.createFilterQuery()
                .filterName("Моей группы")
                .singleResult()
                .getId();
    }

    private void authorize(boolean on) {
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).setAuthorizationEnabled(on);
    }

    /** Page and count, as Tasklist asks for both at once. */
    private long ask() {
        page();
        return filters.count(list);
    }

    private List<Task> page() {
        List<Task> tasks = filters.listPage(list, 0, PAGE);
        assertThat(tasks).hasSize(PAGE);
        return tasks;
    }

    /** Their groups are known from their session. */
    private void signOn() {
        identity.setAuthentication("underwriter", List.of("underwriters"));
    }

    private List<Map<String, Object>> barePage() {
        List<Map<String, Object>> rows =
                jdbc.queryForList("select t.*" + SEEN + " order by t.due_date_, t.id_ limit " + PAGE);
        assertThat(rows).hasSize(PAGE);
        return rows;
    }

    private void askBare() {
        barePage();
        assertThat(jdbc.queryForObject("select count(*)" + SEEN, Long.class)).isEqualTo(seen);
    }

    @Test
    void anApproversListBesideBareSqlAndBesideItselfWithoutAuthorizations() throws Exception {
        openTasks();
        signOn();
        Contestant on = Contestant.each("authorizations on", LISTS, this::ask).before(() -> authorize(true));
        Contestant off = Contestant.each("off", LISTS, this::ask)
                .before(() -> authorize(false))
                .after(() -> authorize(true));
        Contestant page = Contestant.each("Polisflow", PAGES, this::page);
        Contestant barePage = Contestant.each("bare SQL of the same page", PAGES, this::barePage);
        Contestant bareBoth = Contestant.each("bare SQL of both", LISTS, this::askBare);
        seen = ask();
        assertThat(page())
                .extracting(Task::getId)
                .isEqualTo(barePage().stream().map(row -> row.get("id_")).toList());
        Turns.take(CpuMeter.of(database), PAGES_WARM_UP, ROUNDS, page, barePage);
        Turns.take(CpuMeter.of(database), 3, ROUNDS, on, off, bareBoth);
        Report.settings(getClass(), engine);
        String tasks = String.format(Locale.ROOT, "%,d open tasks, authorizations on", TASKS);
        Report.add(Row.of(getClass(), "task list page, " + tasks, Unit.MILLIS, page, barePage)
                .atMost(3)
                .note(
                        "the first page of «Моей группы» by due date, as the engine's filter gives it and as one statement by hand"
                                + " with the same rights does."));
        Report.add(Row.of(getClass(), "task list, page and count, " + tasks, Unit.MILLIS, on, bareBoth));
        Report.add(Row.of(getClass(), "task list, page and count, " + tasks, Unit.MILLIS, on, off));
    }
}
