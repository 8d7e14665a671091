package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Short JSON costs a variable no row of bytes, and none of its readers a difference. */
class JsonInItsRowTest extends ProcessTest {

    private static final String SHORT = "{\"имя\":\"Огонь\"}";
    private static final String LONG = "\"" + "я".repeat(FieldRules.LONGEST_TEXT) + "\"";

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcTemplate jdbc;

    private String instance;

    @BeforeEach
    void instance() {
        instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(dealOf(webForm(freshInn())))
                .list()
                .get(0)
                .getId();
    }

    private void set(String json) {
        runtime.setVariable(
                instance,
                "shown",
                json == null ? null : SpinValues.jsonValue(json).create());
    }

    private String read() {
        return String.valueOf(runtime.getVariable(instance, "shown"));
    }

    private String kept() {
        return String.valueOf(history.createHistoricVariableInstanceQuery()
                .processInstanceId(instance)
                .variableName("shown")
                .singleResult()
                .getValue());
    }

    private boolean hasBytes() {
        return jdbc.queryForObject(
                        "select count(*) from ACT_RU_VARIABLE where PROC_INST_ID_ = ? and NAME_ = 'shown'"
                                + " and BYTEARRAY_ID_ is not null",
                        Integer.class,
                        instance)
                == 1;
    }

    private int bytes() {
        return jdbc.queryForObject("select count(*) from ACT_GE_BYTEARRAY", Integer.class);
    }

    @Test
    void shortJsonStandsInItsRow() {
        int before = bytes();
        set(SHORT);
        assertThat(hasBytes()).isFalse();
        assertThat(bytes()).isEqualTo(before);
        assertThat(read()).isEqualTo(SHORT);
        assertThat(kept()).isEqualTo(SHORT);
        assertThat(runtime.createVariableInstanceQuery()
                        .processInstanceIdIn(instance)
                        .variableName("shown")
                        .singleResult()
                        .getTypeName())
                .isEqualTo("json");
    }

    @Test
    void whatGrowsMovesIntoBytesAndBack() {
        int before = bytes();
        set(SHORT);
        set(LONG);
        assertThat(hasBytes()).isTrue();
        assertThat(read()).isEqualTo(LONG);
        assertThat(kept()).isEqualTo(LONG);
        set(SHORT);
        assertThat(hasBytes()).isFalse();
        assertThat(read()).isEqualTo(SHORT);
        assertThat(kept()).isEqualTo(SHORT);
        set(null);
        assertThat(read()).isEqualTo("null");
        runtime.removeVariable(instance, "shown");
        assertThat(bytes()).as("rows of bytes, but for those of history").isLessThanOrEqualTo(before + 1);
    }

    @Test
    void whatWasWrittenBeforeIsRead() {
        set(SHORT);
        transaction.executeWithoutResult(status -> {
            jdbc.update(
                    "insert into ACT_GE_BYTEARRAY (ID_, REV_, NAME_, BYTES_) values ('before', 1, 'shown', ?)",
                    (Object) SHORT.getBytes(StandardCharsets.UTF_8));
            jdbc.update(
                    "update ACT_RU_VARIABLE set TEXT_ = null, BYTEARRAY_ID_ = 'before' where PROC_INST_ID_ = ? and NAME_ = 'shown'",
                    instance);
        });
        assertThat(read()).isEqualTo(SHORT);
        set("{\"имя\":\"Вода\"}");
        assertThat(read()).isEqualTo("{\"имя\":\"Вода\"}");
        assertThat(jdbc.queryForObject("select count(*) from ACT_GE_BYTEARRAY where ID_ = 'before'", Integer.class))
                .isZero();
    }

    @Test
    void aFormIsShownWithoutRowsOfBytes() {
        String deal = dealOf(webForm(freshInn()));
        propose(deal, 0);
        Task task = task(deal, ProposalApproval.TASK_CHECK_TARIFF);
        assertThat(jdbc.queryForObject(
                        "select count(*) from ACT_RU_VARIABLE where TASK_ID_ = ? and BYTEARRAY_ID_ is not null",
                        Integer.class,
                        task.getId()))
                .isZero();
        assertThat(forms.getTaskFormVariables(task.getId())).isNotEmpty();
    }
}
