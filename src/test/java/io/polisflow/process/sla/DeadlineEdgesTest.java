package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import io.polisflow.process.sla.Deadline.Cause;
import io.polisflow.process.sla.Deadline.Run;
import io.polisflow.process.sla.Deadline.Terms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Moments at which a deadline could be read one way or the other. */
class DeadlineEdgesTest extends ProcessTest {

    @Autowired
    Deadlines deadlines;

    @Autowired
    DeadlineRows rows;

    @Autowired
    WorkingCalendars calendars;

    @Autowired
    JdbcTemplate jdbc;

    private Deadline row() {
        String deal = dealOf(webForm(freshInn()));
        return deadlines
                .ofTask(task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getId())
                .orElseThrow();
    }

    private static Terms terms(String hours) {
        return new Terms(null, new BigDecimal(hours), new BigDecimal("0.75"), "Rule", 1);
    }

    @Test
    void whatIsDoneAtTheSecondOfItsDeadlineIsInTime() {
        Deadline row = row();
        Instant due = row.dates().dueAt();
        assertThat(row.state(due)).isEqualTo(DeadlineState.AT_RISK);
        assertThat(row.state(due.plusMillis(1))).isEqualTo(DeadlineState.OVERDUE);
        assertThat(row.state(row.dates().warnAt())).isEqualTo(DeadlineState.AT_RISK);
        assertThat(row.state(row.dates().warnAt().minusMillis(1))).isEqualTo(DeadlineState.IN_TIME);
        for (DeadlineState state : DeadlineState.values()) {
            String sql = "select count(*) from deadline where subject = ? and "
                    + state.condition().replace(":now", "?");
            Object[] now = state.condition()
                    .chars()
                    .filter(c -> c == ':')
                    .mapToObj(c -> (Object) java.sql.Timestamp.from(due))
                    .toArray();
            Object[] values = new Object[now.length + 1];
            values[0] = row.subject();
            System.arraycopy(now, 0, values, 1, now.length);
            assertThat(jdbc.queryForObject(sql, Integer.class, values))
                    .as("the condition of " + state + " says the same")
                    .isEqualTo(state == DeadlineState.AT_RISK ? 1 : 0);
        }
    }

    @Test
    void aClockSetBackSpendsNothing() {
        Deadline row = row();
        WorkingTime time = calendars.country();
        Instant earlier = row.began().minus(Duration.ofDays(2));
        Deadline stopped = DeadlineClock.stop(row, time, Cause.HAND, "ждём", earlier);
        assertThat(stopped.run().spentHours()).isZero();
        Deadline resumed = DeadlineClock.resume(stopped, time, earlier.minus(Duration.ofHours(1)));
        assertThat(resumed.run().pausedMillis()).isZero();
        assertThat(resumed.dates().dueAt())
                .isEqualTo(time.plus(earlier.minus(Duration.ofHours(1)), BigDecimal.valueOf(8)));
    }

    @Test
    void withNoHoursItIsDueAtOnceAlsoAtNight() {
        Instant night = LocalDateTime.parse("2026-11-24T23:00")
                .atZone(ZoneId.of("Europe/Moscow"))
                .toInstant();
        assertThat(DeadlineDates.of(calendars.country(), terms("0"), Run.starting(night))
                        .dueAt())
                .isEqualTo(night);
    }

    @Test
    void aRegionWhoseClocksChangeCountsItsOwnHours() {
        String code = "berlin-" + Long.toString(System.nanoTime(), 36);
        jdbc.update("insert into calendar (code, name, zone, revision) values (?, 'Берлин', 'Europe/Berlin', 1)", code);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        // The clocks go forward in the night to Sunday, 28 March 2027.
        Instant friday = LocalDateTime.parse("2027-03-26T17:00").atZone(berlin).toInstant();
        assertThat(DeadlineDates.of(calendars.of(code), terms("2"), Run.starting(friday))
                        .dueAt())
                .isEqualTo(
                        LocalDateTime.parse("2027-03-29T10:00").atZone(berlin).toInstant());
    }

    @Test
    void ofTwoNodesThatChangeOneDeadlineTheSecondIsTold() {
        Deadline read = row();
        transaction.executeWithoutResult(status -> rows.update(List.of(read)));
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> rows.update(List.of(read))))
                .isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(deadlines.ofTask(read.subject()).orElseThrow().lockVersion()).isEqualTo(read.lockVersion() + 1);
    }

    @Test
    void aStopCostsNobodyAMillisecond() {
        Deadline row = row();
        WorkingTime time = calendars.country();
        Instant at = row.began().plus(Duration.ofMillis(4_321_987));
        Deadline on = DeadlineClock.resume(DeadlineClock.stop(row, time, Cause.HAND, "ждём", at), time, at);
        assertThat(on.dates()).isEqualTo(row.dates());
    }
}
