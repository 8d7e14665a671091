package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.process.engine.EngineBacklog;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;

/** What Prometheus is told of deadlines, jobs and incidents. */
abstract class SupervisionMetricsTest extends DatabaseTest {

    @Autowired
    private SupervisionMetrics metrics;

    @Autowired
    private EngineBacklog backlog;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Autowired
    private ObjectProvider<PrometheusRegistry> registry;

    private final String process = "metrics-" + UUID.randomUUID();

    @AfterEach
    void noTrace() {
        jdbc.update("delete from deadline where process = ?", process);
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(process)
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test is over"));
    }

    @Test
    void deadlinesAreCountedByHowTheyStand() {
        Instant now = clock.instant();
        deadline("lawyers", now.minusSeconds(7200), now.plusSeconds(60), now.plusSeconds(3600), null);
        deadline("lawyers", now.minusSeconds(600), now.minusSeconds(1), now.plusSeconds(3600), null);
        // What is done at this very second is in time.
        deadline("lawyers", now.minusSeconds(600), now.minusSeconds(1), now, null);
        deadline("lawyers", now.minusSeconds(600), now.minusSeconds(300), now.minusSeconds(90), null);
        deadline("lawyers", now.minusSeconds(600), now.minusSeconds(300), now.minusSeconds(30), null);
        deadline("lawyers", now.minusSeconds(600), now.minusSeconds(300), now.minusSeconds(200), now);
        deadline(null, now.minusSeconds(600), now.plusSeconds(60), now.plusSeconds(3600), null);

        MetricSnapshots told = metrics.collect();

        assertThat(value(told, "polisflow_deadlines", "lawyers", "in_time")).isEqualTo(1);
        assertThat(value(told, "polisflow_deadlines", "lawyers", "at_risk")).isEqualTo(2);
        assertThat(value(told, "polisflow_deadlines", "lawyers", "overdue")).isEqualTo(2);
        assertThat(value(told, "polisflow_deadlines", "lawyers", "paused")).isEqualTo(1);
        assertThat(value(told, "polisflow_deadlines", "", "in_time")).isEqualTo(1);
        assertThat(value(told, "polisflow_deadlines_oldest_seconds", "lawyers", null))
                .isEqualTo(7200);
        assertThat(value(told, "polisflow_deadlines_most_overdue_seconds", "lawyers", null))
                .isEqualTo(90);
        assertThat(value(told, "polisflow_deadlines_most_overdue_seconds", "", null))
                .isZero();
        // Five of them could have been taken by now; the clock of a sixth stands still.
        assertThat(value(told, "polisflow_deadlines_not_taken_in_time", "lawyers", null))
                .isEqualTo(5);
        assertThat(value(told, "polisflow_deadlines_by_default", "lawyers", null))
                .isEqualTo(6);
    }

    @Test
    void aStepThatHasUsedUpItsAttemptsIsTheOutsideSystemsIncident() {
        double before = incidents("underwriting");
        Job job = calculation();
        jdbc.update("update ACT_RU_JOB set EXCEPTION_MSG_ = 'underwriting: no answer' where ID_ = ?", job.getId());

        management.setJobRetries(job.getId(), 0);

        assertThat(incidents("underwriting")).isEqualTo(before + 1);
    }

    @Test
    void aDueJobThatNobodyWorksOnIsTold() {
        long before = backlog.dueJobs(clock.instant().plusSeconds(120)).count();
        Job job = calculation();

        EngineBacklog.DueJobs after = backlog.dueJobs(clock.instant().plusSeconds(120));

        assertThat(after.count()).isEqualTo(before + 1);
        assertThat(after.oldest()).isBeforeOrEqualTo(job.getDuedate().toInstant());
        assertThat(backlog.dueJobs(Instant.EPOCH)).isEqualTo(new EngineBacklog.DueJobs(0, null));
    }

    @Test
    void aDatabaseThatCannotBeReadTakesNoOtherFiguresAway() {
        NamedParameterJdbcTemplate broken = mock(NamedParameterJdbcTemplate.class);
        when(broken.query(anyString(), anyMap(), any(RowMapper.class)))
                .thenThrow(new DataAccessResourceFailureException("no connection"));

        MetricSnapshots told = new SupervisionMetrics(broken, backlog, clock, registry).collect();

        assertThat(told.stream().map(metric -> metric.getMetadata().getName()))
                .containsExactly("polisflow_supervision_readable");
        assertThat(((GaugeDataPointSnapshot) told.get(0).getDataPoints().get(0)).getValue())
                .isZero();
    }

    private Job calculation() {
        String instance = runtime.createProcessInstanceByKey("proposal-preparation")
                .businessKey(process)
                .startBeforeActivity("Task_CalculatePremium")
                .execute()
                .getId();
        return management.createJobQuery().processInstanceId(instance).singleResult();
    }

    private double incidents(String system) {
        return metrics.collect().stream()
                .filter(metric -> metric.getMetadata().getName().equals("polisflow_incidents"))
                .flatMap(metric -> metric.getDataPoints().stream())
                .filter(point -> system.equals(point.getLabels().get("system"))
                        && "proposal-preparation".equals(point.getLabels().get("process")))
                .mapToDouble(point -> ((GaugeDataPointSnapshot) point).getValue())
                .sum();
    }

    private double value(MetricSnapshots told, String name, String group, String state) {
        return told.stream()
                .filter(metric -> metric.getMetadata().getName().equals(name))
                .flatMap(metric -> metric.getDataPoints().stream())
                .filter(point -> process.equals(point.getLabels().get("process"))
                        && group.equals(point.getLabels().get("group"))
                        && (state == null || state.equals(point.getLabels().get("state"))))
                .mapToDouble(point -> ((GaugeDataPointSnapshot) point).getValue())
                .sum();
    }

    private void deadline(String group, Instant began, Instant warn, Instant due, Instant paused) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", jdbc.queryForObject("select nextval('id_seq')", Long.class));
        row.put("kind", "TASK");
        row.put("subject", UUID.randomUUID().toString());
        row.put("process", process);
        row.put("task_group", group);
        row.put("priority", "normal");
        row.put("calendar", "ru");
        row.put("finish_hours", 8);
        row.put("warning_share", 0.75);
        row.put("fixed", false);
        row.put("began_at", Timestamp.from(began));
        row.put("clock_from", Timestamp.from(began));
        row.put("spent_hours", 0);
        row.put("extra_hours", 0);
        row.put("paused_at", paused == null ? null : Timestamp.from(paused));
        row.put("take_by", Timestamp.from(began.plus(Duration.ofMinutes(5))));
        row.put("warn_at", Timestamp.from(warn));
        row.put("due_at", Timestamp.from(due));
        row.put("level", 0);
        row.put("lock_version", 0);
        new SimpleJdbcInsert(jdbc)
                .withTableName("deadline")
                .usingColumns(row.keySet().toArray(String[]::new))
                .execute(row);
    }
}
