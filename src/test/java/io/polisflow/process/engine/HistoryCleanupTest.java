package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.worklog.WorkFigures;
import io.polisflow.crm.worklog.WorkFigures.By;
import io.polisflow.crm.worklog.WorkPeriod;
import io.polisflow.crm.worklog.WorkSelection;
import io.polisflow.crm.worklog.WorkTimeline;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstanceQuery;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** The engine forgets what its models let it forget, and the reports do not. */
@AutoConfigureMockMvc
class HistoryCleanupTest extends ProcessTest {

    @Autowired
    private DealProcess process;

    @Autowired
    private HistoryService history;

    @Autowired
    private WorkFigures figures;

    @Autowired
    private WorkTimeline timeline;

    @Autowired
    private MockMvc web;

    @Test
    void eachNightHasItsWindowInTheInsurersZone() {
        ProcessEngineConfigurationImpl engine =
                (ProcessEngineConfigurationImpl) this.engine.getProcessEngineConfiguration();

        assertThat(engine.getHistoryCleanupBatchWindowStartTime()).isEqualTo("22:00+0300");
        assertThat(engine.getHistoryCleanupBatchWindowEndTime()).isEqualTo("06:00+0300");
        assertThat(engine.getHistoryCleanupBatchSize()).isEqualTo(100);
        assertThat(engine.getHistoryCleanupStrategy()).isEqualTo("removalTimeBased");
        assertThat(history.findHistoryCleanupJobs()).isNotEmpty().allSatisfy(job -> assertThat(job.getDuedate())
                .isNotNull());
    }

    @Test
    void aCleanedHistoryLeavesReportsAsTheyWereAndScreensWithLessToShow() throws Exception {
        String ended = dealOf(webForm(freshInn()));
        propose(ended, 0);
        process.lose(ended, new Loss("no-budget", "Бюджета не будет", null, null, 6));
        String running = dealOf(webForm(freshInn()));
        long instances = historyOf(running).unfinished().count();
        clock.move(Duration.ofHours(1));
        Set<Object> before = told(ended);
        assertThat(before).hasSizeGreaterThan(20);
        assertThat(historyOf(ended).finished().count()).isPositive();

        clock.move(Duration.ofDays(6 * 366));
        history.cleanUpHistoryAsync(true);
        for (int round = 0; round < 100 && historyOf(ended).finished().count() > 0; round++) {
            for (Job job : history.findHistoryCleanupJobs()) {
                management.executeJob(job.getId());
            }
        }

        assertThat(historyOf(ended).finished().count()).isZero();
        assertThat(historyOf(running).unfinished().count())
                .as("what runs is not forgotten")
                .isPositive()
                .isEqualTo(instances);
        assertThat(told(ended)).isEqualTo(before);
        for (String page : List.of(
                "/crm/deals/" + ended,
                "/crm/deals/" + ended + "/diagram",
                "/crm/deals/" + running + "/diagram",
                "/crm/reports/deadlines",
                "/crm/deadlines")) {
            web.perform(get(page).with(user("supervisor").roles("supervisors"))).andExpect(status().isOk());
        }
        for (String page : List.of("/crm/models", "/crm/models/deal")) {
            web.perform(get(page).with(user("analyst").roles("analysts"))).andExpect(status().isOk());
        }
        complete(
                deal(running).owner(),
                running,
                ProposalPreparation.TASK_ASSEMBLE_PROPOSAL,
                with(
                        "startsOn",
                        LocalDate.now(clock).plusMonths(1).toString(),
                        "termMonths",
                        12,
                        "lines",
                        List.of(with(
                                "product", "property", "object", "Склад", "sumInsured", "10000000", "discount", 0))));
    }

    private HistoricProcessInstanceQuery historyOf(String deal) {
        return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(deal);
    }

    /** All that the reports say of that day's work by its persons and steps, and the deal's timeline. */
    private Set<Object> told(String deal) {
        WorkPeriod period = WorkPeriod.ofDays(LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 30), clock.getZone());
        List<Object> all = new ArrayList<>(timeline.ofDeal(deal));
        for (By by : By.values()) {
            all.addAll(figures.lines(period, WorkSelection.ALL, by));
        }
        all.addAll(figures.steps("deal", period));
        return new HashSet<>(all);
    }
}
