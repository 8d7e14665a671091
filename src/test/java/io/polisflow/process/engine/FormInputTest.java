package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class FormInputTest {

    private final VariableScope scope = Mockito.mock(VariableScope.class);
    private final FormInput form = FormInput.of(scope);

    @Test
    void moneyIsExactWhateverClientSentIt() {
        assertThat(money(1000)).isEqualTo("1000.00");
        assertThat(money(3_000_000_000L)).isEqualTo("3000000000.00");
        assertThat(money(0.1)).isEqualTo("0.10");
        assertThat(money(10_000_000.55)).isEqualTo("10000000.55");
        assertThat(money("1\u00a0000,505")).isEqualTo("1000.51");
        assertThat(form.money("absent")).isNull();
        assertThatThrownBy(() -> money("много")).isInstanceOf(FormBreachException.class);
    }

    @Test
    void aDayIsReadFromEveryShapeAFormGives() {
        LocalDate day = LocalDate.of(2026, 12, 24);

        assertThat(date("2026-12-24")).isEqualTo(day);
        assertThat(date("24.12.2026")).isEqualTo(day);
        assertThat(date("2026-12-24T01:00+03:00")).isEqualTo(day);
        assertThatThrownBy(() -> date("завтра")).isInstanceOf(FormBreachException.class);
    }

    @Test
    void rowsCarryDecimals() {
        Mockito.when(scope.getVariable("lines")).thenReturn(List.of(Map.of("sum", 1000.55, "name", "А", "count", 2)));

        assertThat(form.rows("lines"))
                .containsExactly(Map.of("sum", new BigDecimal("1000.55"), "name", "А", "count", new BigDecimal(2)));
        assertThat(form.rows("absent")).isEmpty();
    }

    @Test
    void whatWasReadIsGoneWhenTheFormIsClosed() {
        Mockito.when(scope.hasVariable(Mockito.anyString())).thenReturn(true, false);
        form.text("inn");

        form.close();

        Mockito.verify(scope).removeVariable("inn");
        Mockito.verify(scope, Mockito.never()).removeVariable("other");
    }

    @Test
    void whatAFormShowsIsReadable() {
        DelegateTask task = Mockito.mock(TaskEntity.class);
        FormData.of(task)
                .put("sum", new BigDecimal("10000000.00"))
                .put("rate", new BigDecimal("0.25"))
                .put("day", LocalDate.of(2026, 12, 24))
                .putDate("startsOn", LocalDate.of(2026, 12, 24))
                .put(
                        "lines",
                        List.of(Map.of("premium", new BigDecimal("10000000.50"), "day", LocalDate.of(2026, 1, 2))));

        Mockito.verify(task).setVariableLocal("sum", 10_000_000);
        Mockito.verify(task).setVariableLocal("rate", 0.25);
        Mockito.verify(task).setVariableLocal("day", "24.12.2026");
        Mockito.verify(task).setVariableLocal("startsOn", "2026-12-24");
        Mockito.verify(task)
                .setVariableLocal(
                        Mockito.eq("lines"),
                        Mockito.argThat((Object json) -> ((JsonValue) json)
                                        .getValueSerialized()
                                        .contains("10000000.50")
                                && ((JsonValue) json).getValueSerialized().contains("02.01.2026")));
    }

    private String money(Object value) {
        Mockito.when(scope.getVariable("sum")).thenReturn(value);
        return form.money("sum").toPlainString();
    }

    private LocalDate date(String value) {
        Mockito.when(scope.getVariable("day")).thenReturn(value);
        return form.date("day");
    }
}
