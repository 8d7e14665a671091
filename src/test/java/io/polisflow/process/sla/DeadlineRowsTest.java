package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.polisflow.process.ProcessTest;
import io.polisflow.process.models.migration.EditedModel;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The rows of deadlines follow the engine's tasks. */
class DeadlineRowsTest extends ProcessTest {

    @Autowired
    Deadlines deadlines;

    private Deadline row(Task task) {
        return deadlines.ofTask(task.getId()).orElseThrow();
    }

    private String dealWithAnUnderwriter() {
        String deal = dealOf(webForm(freshInn()));
        propose(deal, 0);
        return deal;
    }

    @Test
    void aTaskThatAppearsHasARowOfTheSameDates() {
        String deal = dealOf(webForm(freshInn()));
        Task task = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);

        Deadline row = row(task);

        assertThat(row.deal()).isEqualTo(deal);
        assertThat(row.client()).isEqualTo(clientOf(deal));
        assertThat(row.owner()).isEqualTo(deal(deal).owner());
        assertThat(row.work())
                .isEqualTo(new Deadline.Work(
                        ProposalPreparation.KEY,
                        row.work().version(),
                        task.getProcessInstanceId(),
                        task.getTaskDefinitionKey(),
                        task.getName()));
        assertThat(row.group()).isEqualTo("sales");
        assertThat(row.fixed()).isFalse();
        assertThat(row.terms().row()).isEqualTo("Rule_AssembleProposal");
        assertThat(row.terms().tableVersion()).isPositive();
        assertThat(row.question().priority()).isEqualTo("normal");
        assertThat(Date.from(row.dates().dueAt())).isEqualTo(task.getDueDate());
        assertThat(Date.from(row.dates().warnAt())).isEqualTo(task.getFollowUpDate());
        // The model gives it to the deal's manager at once.
        assertThat(row.assignee()).isEqualTo(deal(deal).owner());
        assertThat(row.taken()).isEqualTo(row.began());
    }

    private Long clientOf(String deal) {
        return transaction.execute(status -> deal(deal).client().id());
    }

    @Test
    void whoHasATaskAndSinceWhenIsKept() {
        Task task = task(dealWithAnUnderwriter(), ProposalApproval.TASK_CHECK_TARIFF);
        assertThat(row(task).group()).isEqualTo("underwriters");
        assertThat(row(task).assignee()).isNull();
        assertThat(row(task).taken()).isNull();

        Instant took = clock.instant();
        as("underwriter", () -> tasks.claim(task.getId(), "underwriter"));
        assertThat(row(task).assignee()).isEqualTo("underwriter");
        assertThat(row(task).taken()).isCloseTo(took, within(1, ChronoUnit.MINUTES));
        Instant taken = row(task).taken();

        clock.move(Duration.ofHours(1));
        tasks.setAssignee(task.getId(), "admin");
        assertThat(row(task).assignee()).isEqualTo("admin");
        assertThat(row(task).taken()).as("as taken as before").isEqualTo(taken);

        tasks.setAssignee(task.getId(), null);
        assertThat(row(task).assignee()).isNull();
        assertThat(row(task).taken()).isNull();
    }

    @Test
    void theRowGoesWithTheTask() {
        String deal = dealWithAnUnderwriter();
        Task task = task(deal, ProposalApproval.TASK_CHECK_TARIFF);
        complete("underwriter", deal, ProposalApproval.TASK_CHECK_TARIFF, with("decision", "approve"));
        assertThat(deadlines.ofTask(task.getId())).isEmpty();

        Task next = tasks.createTaskQuery().processInstanceBusinessKey(deal).singleResult();
        assertThat(row(next).subject()).isEqualTo(next.getId());
        runtime.deleteProcessInstance(
                instance(io.polisflow.process.deal.Deal.KEY, deal).getId(), "no more");
        assertThat(deadlines.ofTask(next.getId())).isEmpty();
    }

    @Test
    void whatFailsLeavesNoTrace() {
        Task task = task(dealWithAnUnderwriter(), ProposalApproval.TASK_CHECK_TARIFF);
        Deadline before = row(task);
        transaction.executeWithoutResult(status -> {
            tasks.setAssignee(task.getId(), "underwriter");
            status.setRollbackOnly();
        });
        assertThat(row(task)).isEqualTo(before);
    }

    @Test
    void aDateSetByHandStays() {
        Task task = task(dealWithAnUnderwriter(), ProposalApproval.TASK_CHECK_TARIFF);
        Instant due = row(task).dates().dueAt().minus(Duration.ofDays(10));
        Task shown = tasks.createTaskQuery().taskId(task.getId()).singleResult();
        shown.setDueDate(Date.from(due));
        tasks.saveTask(shown);

        assertThat(row(task).fixed()).isTrue();
        assertThat(row(task).dates().dueAt()).isEqualTo(due);
        assertThat(row(task).dates().warnAt()).isEqualTo(due);
        assertThat(row(task).state(clock.instant())).isEqualTo(DeadlineState.OVERDUE);
    }

    @Test
    void aMigratedTaskKeepsItsDateAndKnowsItsVersion() {
        String deal = dealWithAnUnderwriter();
        Task task = task(deal, ProposalApproval.TASK_CHECK_TARIFF);
        Deadline before = row(task);
        String deployment = EditedModel.of(ProposalApproval.KEY)
                .with("name=\"Проверить тариф\"", "name=\"Проверить тариф ещё раз\"")
                .deploy(engine.getRepositoryService());
        try {
            String target = engine.getRepositoryService()
                    .createProcessDefinitionQuery()
                    .deploymentId(deployment)
                    .singleResult()
                    .getId();
            runtime.newMigration(runtime.createMigrationPlan(task.getProcessDefinitionId(), target)
                            .mapEqualActivities()
                            .build())
                    .processInstanceIds(task.getProcessInstanceId())
                    .execute();

            Deadline after = row(task);
            assertThat(after.work().version()).isEqualTo(before.work().version() + 1);
            assertThat(after.dates()).isEqualTo(before.dates());
        } finally {
            runtime.deleteProcessInstance(
                    instance(io.polisflow.process.deal.Deal.KEY, deal).getId(), "no more");
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
        assertThat(deadlines.ofTask(task.getId())).isEmpty();
    }
}
