package io.polisflow.process.sla;

import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.process.sla.Deadline.Cause;
import io.polisflow.process.sla.Deadline.Dates;
import io.polisflow.process.sla.Deadline.Question;
import io.polisflow.process.sla.Deadline.Run;
import io.polisflow.process.sla.Deadline.Stop;
import io.polisflow.process.sla.Deadline.Terms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** How the clock of a deadline stops, goes on, gets more time and is counted anew. */
final class DeadlineClock {

    static final String DEAL_PAUSED = "Сделка на паузе";
    static final String CLIENT_AWAITED = "Ждём ответа клиента";

    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);
    /** To the thousandth of a millisecond, so that a stop costs nobody anything. */
    private static final int HOUR_DIGITS = 9;

    private DeadlineClock() {}

    /** A clock that was set back before the deadline began has spent nothing. */
    static Deadline stop(Deadline deadline, WorkingTime time, Cause cause, String reason, Instant now) {
        Run run = deadline.run();
        BigDecimal ran = hours(time.between(run.from(), now));
        return counted(
                deadline,
                new Run(
                        run.from(),
                        run.spentHours().add(ran),
                        run.extraHours(),
                        run.pausedMillis(),
                        new Stop(cause, now, reason)),
                deadline.dates(),
                deadline.level());
    }

    /** What stands still already stands still for another reason from now on. */
    static Deadline stopOtherwise(Deadline deadline, Cause cause, String reason) {
        Run run = deadline.run();
        return counted(
                deadline,
                new Run(
                        run.from(),
                        run.spentHours(),
                        run.extraHours(),
                        run.pausedMillis(),
                        new Stop(cause, run.stop().at(), reason)),
                deadline.dates(),
                deadline.level());
    }

    static Deadline resume(Deadline deadline, WorkingTime time, Instant now) {
        Run run = deadline.run();
        long stood = Math.max(0, Duration.between(run.stop().at(), now).toMillis());
        Run on = new Run(now, run.spentHours(), run.extraHours(), run.pausedMillis() + stood, null);
        Dates dates = deadline.fixed() ? deadline.dates() : DeadlineDates.of(time, deadline.terms(), on);
        return counted(deadline, on, dates, level(deadline.level(), dates, now));
    }

    /** @param hours working hours, above 0 */
    static Deadline extend(Deadline deadline, WorkingTime time, BigDecimal hours, Instant now) {
        Run run = deadline.run();
        Run longer = new Run(run.from(), run.spentHours(), run.extraHours().add(hours), run.pausedMillis(), run.stop());
        Dates was = deadline.dates();
        Dates dates = deadline.fixed()
                ? new Dates(was.takeBy(), time.plus(was.warnAt(), hours), time.plus(was.dueAt(), hours))
                : DeadlineDates.of(time, deadline.terms(), longer);
        return counted(deadline, longer, dates, level(deadline.level(), dates, now));
    }

    /** What is fixed keeps its dates; what was extended its extension; a clock that stands goes on standing. */
    static Deadline recount(Deadline deadline, WorkingTime time, Question asked, Terms answered, Instant now) {
        if (deadline.fixed()) {
            return deadline.counted(asked, answered, deadline.run(), deadline.dates(), deadline.level());
        }
        Dates dates = DeadlineDates.of(time, answered, deadline.run());
        return deadline.counted(asked, answered, deadline.run(), dates, level(deadline.level(), dates, now));
    }

    /** Whoever was told of a deadline that has moved into the future is told again when it is missed again. */
    private static int level(int level, Dates dates, Instant now) {
        if (dates.dueAt().isBefore(now)) {
            return level;
        }
        return dates.warnAt().isAfter(now) ? 0 : Math.min(level, 1);
    }

    private static Deadline counted(Deadline deadline, Run run, Dates dates, int level) {
        return deadline.counted(deadline.question(), deadline.terms(), run, dates, level);
    }

    private static BigDecimal hours(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis()).divide(MILLIS_PER_HOUR, HOUR_DIGITS, RoundingMode.HALF_UP);
    }
}
