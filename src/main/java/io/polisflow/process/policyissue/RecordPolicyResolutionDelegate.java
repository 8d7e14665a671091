package io.polisflow.process.policyissue;

import io.polisflow.crm.journal.Journal;
import io.polisflow.process.engine.FormInput;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Orders again as a new attempt, or leaves the line without a policy. */
@Component
class RecordPolicyResolutionDelegate implements JavaDelegate {

    private final Journal journal;

    RecordPolicyResolutionDelegate(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean again;
        try (FormInput form = FormInput.of(execution)) {
            again = "again".equals(form.text("policyResolution"));
            journal.record(
                    execution.getProcessBusinessKey(),
                    (again ? "Полис заказан снова: " : "Полис не выпущен: ") + form.text("comment"));
        }
        Integer attempt = PolicyIssue.ATTEMPT.get(execution);
        PolicyIssue.ATTEMPT.set(execution, (attempt == null ? 1 : attempt) + 1);
        PolicyIssue.TRY_AGAIN.set(execution, again);
    }
}
