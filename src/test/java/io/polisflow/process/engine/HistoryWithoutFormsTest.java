package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The engine's history keeps what a process decides by, and no copies that were made for a form. */
class HistoryWithoutFormsTest extends ProcessTest {

    @Autowired
    private HistoryService history;

    @Test
    void whatAFormShowsIsNotKeptAndWhatTheProcessKnowsIs() {
        String deal = dealOf(webForm(freshInn()));
        propose(deal, 0);
        Task task = task(deal, ProposalApproval.TASK_CHECK_TARIFF);
        assertThat(tasks.getVariablesLocal(task.getId()))
                .as("what the form shows")
                .isNotEmpty();
        complete("underwriter", deal, ProposalApproval.TASK_CHECK_TARIFF, with("decision", "approve"));

        List<HistoricVariableInstance> kept = history.createHistoricVariableInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .list();
        assertThat(kept).isNotEmpty().allMatch(variable -> variable.getTaskId() == null);
        assertThat(kept)
                .extracting(HistoricVariableInstance::getName, HistoricVariableInstance::getValue)
                .contains(tuple("dealNumber", deal));
        assertThat(history.createHistoricDetailQuery()
                        .taskId(task.getId())
                        .variableUpdates()
                        .list())
                .isEmpty();
        assertThat(history.createHistoricTaskInstanceQuery()
                        .taskId(task.getId())
                        .finished()
                        .count())
                .isEqualTo(1);
    }
}
