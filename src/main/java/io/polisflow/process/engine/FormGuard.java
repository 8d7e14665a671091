package io.polisflow.process.engine;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;

/**
 * Holds every submission to what its form demands, whatever client sends it, because the engine itself never does.
 *
 * <p>A form starts without the answers of earlier steps, and what a delegate finds after it is what this form asked for.
 */
class FormGuard {

    private final FormStore forms;
    private final Clock clock;
    private final Predicate<String> reservedNames;

    /** @param reservedNames names that no submission may use for a variable, because models call beans by them */
    FormGuard(FormStore forms, Clock clock, Predicate<String> reservedNames) {
        this.forms = forms;
        this.clock = clock;
        this.reservedNames = reservedNames;
    }

    /** Removes what earlier steps left under the names of the form's inputs; runs before the model prefills the task. */
    TaskListener emptyFormOnCreate(FormDefinition definition) {
        return task -> {
            DelegateExecution execution = task.getExecution();
            for (String key : form(definition, execution).inputKeys()) {
                while (execution.hasVariable(key)) {
                    execution.removeVariable(key);
                }
            }
        };
    }

    /** Checks what was submitted or prefilled and leaves it in the process for the delegate that records it. */
    TaskListener checkOnComplete(FormDefinition definition) {
        return task -> {
            DelegateExecution execution = task.getExecution();
            check(form(definition, execution), task, execution);
        };
    }

    /** Checks the variables that a process is started with. */
    ExecutionListener checkOnStart(FormDefinition definition) {
        return execution -> check(form(definition, execution), execution, execution);
    }

    private FormSchema form(FormDefinition definition, DelegateExecution execution) {
        ProcessDefinitionEntity model = ((ExecutionEntity) execution).getProcessDefinition();
        return forms.find(definition, model.getDeploymentId(), execution);
    }

    private void check(FormSchema form, VariableScope visible, DelegateExecution execution) {
        refuseReservedNames(visible);
        Map<String, Object> stored = new HashMap<>();
        Map<String, Object> submitted = new HashMap<>();
        for (String key : form.inputKeys()) {
            // A client may have written past the prefilled value of the task, so the process has the newer one.
            VariableScope source = execution.hasVariable(key) ? execution : visible;
            if (source.hasVariable(key)) {
                Object value = source.getVariable(key);
                submitted.put(key, PlainValues.of(value));
                if (source == execution) {
                    stored.put(key, value);
                }
            }
        }
        FormExpressions expressions = new FormExpressions(
                submitted, visible.getVariableNames(), name -> PlainValues.of(visible.getVariable(name)));
        FormCheck check = new FormCheck(clock);
        Map<String, Object> answers = check.answers(form, submitted, expressions);
        if (!check.breaches().isEmpty()) {
            throw new FormBreachException(check.breaches());
        }
        for (String key : form.inputKeys()) {
            Object answer = answers.get(key);
            if (answer == null) {
                if (stored.get(key) != null) {
                    execution.removeVariable(key);
                }
            } else if (!Objects.equals(answer, PlainValues.of(stored.get(key)))) {
                execution.setVariable(key, PlainValues.toVariable(answer));
            }
        }
    }

    private void refuseReservedNames(VariableScope visible) {
        List<String> reserved = new TreeSet<>(visible.getVariableNames())
                .stream().filter(reservedNames).toList();
        if (!reserved.isEmpty()) {
            throw new FormBreachException(
                    List.of("Имена переменных заняты программой, выберите другие: " + String.join(", ", reserved)));
        }
    }
}
