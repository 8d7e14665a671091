package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.process.ProcessTest;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.Test;

/** A variable of 10 MB stays out on every way in, and whoever sends it reads why. */
class LargestVariableTest extends ProcessTest {

    private static final int TEN_MB = 10 << 20;

    private static Object json(int bytes) {
        return SpinValues.jsonValue("\"" + "я".repeat(bytes / 2) + "\"").create();
    }

    private String instance() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(dealOf(webForm(freshInn())))
                .list()
                .get(0)
                .getId();
    }

    private void refused(String instance, Object value, String reason) {
        List<String> before = names(instance);
        assertThatThrownBy(() -> runtime.setVariable(instance, "big", value))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageContainingAll("«big»", reason, "Ничего не изменено");
        assertThat(names(instance)).isEqualTo(before).doesNotContain("big");
    }

    private List<String> names(String instance) {
        return engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance)
                .list()
                .stream()
                .map(variable -> variable.getName())
                .sorted()
                .toList();
    }

    @Test
    void tenMegabytesAreNoVariable() {
        String instance = instance();
        refused(instance, json(TEN_MB), "больше 1024 КБ");
        refused(instance, new byte[TEN_MB], "больше 1024 КБ");
        refused(instance, "я".repeat(TEN_MB), "длиннее 4000 знаков");

        runtime.setVariable(instance, "big", json(1 << 19));
        assertThat(names(instance)).contains("big");
        assertThatThrownBy(() -> runtime.setVariable(instance, "big", json(TEN_MB)))
                .isInstanceOf(FormFieldValidationException.class);
        assertThat(String.valueOf(runtime.getVariable(instance, "big"))).hasSizeLessThan(1 << 20);
    }

    @Test
    void aFormThatBringsThemLeavesTheTaskOpen() {
        String request =
                inbox.receive(with(webForm(freshInn()), "sumInsured", "много")).requestNumber();
        String task = tasks.createTaskQuery()
                .processInstanceBusinessKey(request)
                .singleResult()
                .getId();
        for (Object value : new Object[] {json(TEN_MB), "я".repeat(TEN_MB)}) {
            assertThatThrownBy(() -> forms.submitTaskForm(task, Map.of("comment", value)))
                    .isInstanceOf(FormFieldValidationException.class);
        }
        assertThat(tasks.createTaskQuery().taskId(task).count()).isOne();
    }
}
