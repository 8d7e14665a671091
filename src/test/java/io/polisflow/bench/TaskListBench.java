package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/**
 * An approver's list «Моей группы» on PostgreSQL, its first page and its count as Tasklist asks for them, with authorizations on beside
 * the same with authorizations off, in turn; only their ratio means anything.
 *
 * <p>{@code -Dbench.tasks=5000} makes a smaller one.
 */
@ContextConfiguration(initializers = Postgres.class)
class TaskListBench extends ProcessTest {

    private static final int TASKS = Integer.getInteger("bench.tasks", 100_000);
    private static final int ROUNDS = 15;
    private static final int PAGE = 15;
    private static final Path REPORT = Path.of("target", "bench-task-list.md");

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

    @Autowired
    private FilterService filters;

    @Autowired
    private JdbcTemplate jdbc;

    private String list;

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

    /** Page and count, as Tasklist asks for both at once. @return milliseconds */
    private double asked(boolean authorized) {
        authorize(authorized);
        long begin = System.nanoTime();
        as("underwriter", () -> {
            assertThat(filters.listPage(list, 0, PAGE)).hasSize(PAGE);
            assertThat(filters.count(list)).isPositive();
        });
        return (System.nanoTime() - begin) / 1e6;
    }

    @Test
    void anApproversListWithAuthorizationsOnBesideOff() throws Exception {
        openTasks();
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            asked(true);
            asked(false);
        }
        List<Double> on = new ArrayList<>();
        List<Double> off = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            on.add(asked(true));
            off.add(asked(false));
            ratios.add(on.get(round) / off.get(round));
        }
        List<String> lines = List.of(
                "| what | authorizations on | off | ratio, median of " + ROUNDS + " rounds (least to greatest) |",
                "| --- | --- | --- | --- |",
                String.format(
                        Locale.ROOT,
                        "| an approver's list, page and count, %,d open tasks | %.0f ms | %.0f ms | %.2f (%.2f to %.2f) |",
                        TASKS,
                        median(on),
                        median(off),
                        median(ratios),
                        ratios.stream().sorted().findFirst().orElseThrow(),
                        ratios.stream().sorted().skip(ROUNDS - 1L).findFirst().orElseThrow()));
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, lines);
        lines.forEach(System.out::println);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
    }
}
