package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.journal.Journal;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps in the deal's history that the manager gave the offer up after the risk was declined. */
@Component
class NotOfferedDelegate implements ExecutionListener {

    private final Journal journal;

    NotOfferedDelegate(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void notify(DelegateExecution execution) {
        journal.record(execution.getProcessBusinessKey(), "Предложение не состоялось: риск не принят");
    }
}
