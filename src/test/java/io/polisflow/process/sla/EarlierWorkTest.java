package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import io.polisflow.process.sla.Deadline.Kind;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was open before deadlines had a table gets its rows at the first start. */
class EarlierWorkTest extends ProcessTest {

    @Autowired
    EarlierWork earlier;

    @Autowired
    Deadlines deadlines;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void openTasksAndDealsOfBeforeGetTheirRowsOnceAndKeepTheirDates() {
        String deal = dealOf(webForm(freshInn()));
        Task task = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);
        Deadline was = deadlines.ofTask(task.getId()).orElseThrow();
        Deadline stage = deadlines.ofDeal(Kind.STAGE, deal).orElseThrow();
        jdbc.update("delete from deadline where deal_number = ?", deal);

        earlier.adopt();
        earlier.adopt();

        Deadline row = deadlines.ofTask(task.getId()).orElseThrow();
        assertThat(row.dates()).isEqualTo(was.dates());
        assertThat(row.terms()).isEqualTo(was.terms());
        assertThat(row.work()).isEqualTo(was.work());
        assertThat(row.group()).isEqualTo("sales");
        assertThat(row.assignee()).isEqualTo(was.assignee());
        assertThat(deadlines.ofDeal(Kind.STAGE, deal).orElseThrow().dates()).isEqualTo(stage.dates());
        assertThat(deadlines.ofDeal(deal)).hasSize(3);
    }
}
