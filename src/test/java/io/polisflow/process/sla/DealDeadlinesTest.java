package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Priority;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.contractsigning.ContractSigning;
import io.polisflow.process.deal.Deal;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import io.polisflow.process.sla.Deadline.Cause;
import io.polisflow.process.sla.Deadline.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The deadlines of a deal and its stage follow the deal. */
class DealDeadlinesTest extends ProcessTest {

    @Autowired
    Deadlines deadlines;

    @Autowired
    DealProcess process;

    @Autowired
    WorkingCalendars calendars;

    @Autowired
    JdbcTemplate jdbc;

    private Deadline of(Kind kind, String deal) {
        return deadlines.ofDeal(kind, deal).orElseThrow();
    }

    private Instant after(Instant from, int hours) {
        return calendars.country().plus(from, BigDecimal.valueOf(hours));
    }

    private List<String> events(String deal, String kind) {
        return jdbc.queryForList(
                "select coalesce(name, 'stage or deal') from work_event where deal_number = ? and kind = ? order by id",
                String.class,
                deal,
                kind);
    }

    @Test
    void anOpenDealAndItsStageHaveTheirDeadlines() {
        String deal = dealOf(webForm(freshInn()));
        Deadline whole = of(Kind.DEAL, deal);
        Deadline stage = of(Kind.STAGE, deal);

        assertThat(stage.stage()).isEqualTo(Stage.NEEDS_ANALYSIS.code());
        assertThat(stage.owner()).isEqualTo(deal(deal).owner());
        assertThat(stage.question().product()).isEqualTo("property");
        assertThat(stage.question().sum()).isEqualByComparingTo("10000000");
        assertThat(stage.terms().row()).isEqualTo("Rule_NeedsAnalysis");
        assertThat(stage.dates().dueAt()).isEqualTo(after(stage.began(), 18));
        assertThat(whole.terms().row()).isEqualTo("Rule_Deal");
        assertThat(whole.dates().dueAt()).isEqualTo(after(whole.began(), 495));

        clock.move(Duration.ofHours(2));
        propose(deal, 0);
        assertThat(of(Kind.STAGE, deal).stage()).isEqualTo(Stage.PROPOSAL_APPROVAL.code());
        assertThat(of(Kind.STAGE, deal).began()).isEqualTo(clock.instant());
        assertThat(of(Kind.DEAL, deal).dates()).isEqualTo(whole.dates());

        process.lose(deal, new Loss("no-budget", "Бюджета не будет", null, null, 6));
        assertThat(deadlines.ofDeal(Kind.STAGE, deal)).isEmpty();
        assertThat(deadlines.ofDeal(Kind.DEAL, deal)).isEmpty();
    }

    @Test
    void aPausedDealStopsAllClocksAndAResumedOneStartsThem() {
        String deal = dealOf(webForm(freshInn()));
        Instant due = of(Kind.STAGE, deal).dates().dueAt();
        Task task = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);
        clock.move(Duration.ofHours(1));
        process.pause(deal, LocalDate.of(2026, 12, 15), "Ждут бюджет");

        assertThat(deadlines.ofDeal(deal)).hasSize(3).allSatisfy(each -> {
            assertThat(each.run().stop().cause()).isEqualTo(Cause.DEAL);
            assertThat(each.state(Instant.MAX)).isEqualTo(DeadlineState.PAUSED);
        });
        assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getDueDate())
                .isNull();
        assertThat(events(deal, "CLOCK_STOPPED")).hasSize(3).contains(task.getName());

        runJob(deal, Deal.TASK_SUSPEND_WORK);
        clock.move(Duration.ofDays(7));
        process.resume(deal);
        assertThat(of(Kind.STAGE, deal).run().isPaused()).isFalse();
        assertThat(of(Kind.STAGE, deal).dates().dueAt()).isEqualTo(due.plus(Duration.ofDays(7)));
        assertThat(of(Kind.STAGE, deal).run().pausedMillis())
                .isEqualTo(Duration.ofDays(7).toMillis());
        assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getDueDate())
                .isEqualTo(Date.from(task.getDueDate().toInstant().plus(Duration.ofDays(7))));
        assertThat(events(deal, "CLOCK_RESUMED")).hasSize(3);
    }

    @Test
    void anUrgentDealIsDueEarlierAndStandsFirst() {
        String deal = dealOf(webForm(freshInn()));
        Task before = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);
        transaction.executeWithoutResult(
                status -> deals.prioritise(deal, Priority.URGENT, "Тендер: ответ нужен завтра"));

        Task after = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);
        Deadline row = deadlines.ofTask(after.getId()).orElseThrow();
        assertThat(row.terms().row()).isEqualTo("Rule_AssembleProposalUrgent");
        assertThat(row.dates().dueAt()).isEqualTo(after(row.began(), 4));
        assertThat(after.getDueDate()).isEqualTo(Date.from(row.dates().dueAt())).isBefore(before.getDueDate());
        assertThat(after.getPriority()).isEqualTo(80);
        assertThat(of(Kind.STAGE, deal).terms().row()).isEqualTo("Rule_NeedsAnalysisUrgent");
        assertThat(events(deal, "DEADLINE_MOVED")).hasSize(3);
        assertThat(history(deal)).anyMatch(line -> line.contains("Приоритет: обычный → срочный"));

        propose(deal, 0);
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(deal).list())
                .isNotEmpty()
                .allSatisfy(task -> assertThat(task.getPriority()).isEqualTo(80));
        assertThatThrownBy(() -> deals.prioritise(deal, Priority.URGENT, "ещё раз"))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> deals.prioritise(deal, Priority.NORMAL, " ")).isInstanceOf(RefusedException.class);
    }

    @Test
    void aDealChangesHandsWithItsDeadlines() {
        String deal = dealOf(webForm(freshInn()));
        String other = deal(deal).owner().equals("manager") ? "manager2" : "manager";
        process.handOver(deal, other);
        assertThat(deadlines.ofDeal(deal)).hasSize(3).allSatisfy(each -> assertThat(each.owner())
                .isEqualTo(other));
    }

    @Test
    void theClocksStandWhileTheClientHasToSign() {
        String deal = dealOf(webForm(freshInn()));
        runtime.deleteProcessInstance(instance(Deal.KEY, deal).getId(), "told from here on");
        ProcessInstance signing = runtime.createProcessInstanceByKey(ContractSigning.KEY)
                .businessKey(deal)
                .setVariables(variables(
                        "remindAt",
                        Date.from(clock.instant().plus(Duration.ofDays(3))),
                        "remindAgainAt",
                        Date.from(clock.instant().plus(Duration.ofDays(7))),
                        "signState",
                        "waiting"))
                .startBeforeActivity("Gateway_AwaitAnswer")
                .execute(false, true);

        assertThat(of(Kind.STAGE, deal).run().stop().cause()).isEqualTo(Cause.CLIENT);
        assertThat(of(Kind.DEAL, deal).run().stop().reason()).isEqualTo("Ждём ответа клиента");

        runtime.deleteProcessInstance(signing.getId(), "the client has signed on paper");
        assertThat(of(Kind.STAGE, deal).run().isPaused()).isFalse();
        assertThat(of(Kind.DEAL, deal).run().isPaused()).isFalse();
    }
}
