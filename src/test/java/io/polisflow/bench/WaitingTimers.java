package io.polisflow.bench;

import java.sql.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Timers of an insurer's policies in the engine's table of jobs, as many as wait for their renewal at a time. */
final class WaitingTimers {

    private static final String INSERT =
            """
            insert into act_ru_job (id_, rev_, type_, retries_, duedate_, exclusive_, suspension_state_, priority_, sequence_counter_,
              handler_type_, handler_cfg_, process_instance_id_, create_time_)
            select prefix || g, 1, 'timer', 3, cast(? as timestamp) + g * interval '1 minute', true, 1, 0, 1, 'timer-transition',
              'Event_Renewal', prefix || g / 2, cast(? as timestamp)
            from generate_series(1, ?) g, cast(? as text) prefix""";

    private WaitingTimers() {}

    /** Due from a day after now on, one a minute. */
    static void fill(JdbcTemplate jdbc, int count, Timestamp now) {
        jdbc.update(INSERT, new Timestamp(now.getTime() + 86_400_000), now, count, "waiting-");
        jdbc.execute("vacuum analyze act_ru_job");
    }

    /** Due since long before now. */
    static void due(JdbcTemplate jdbc, int count, Timestamp now) {
        jdbc.update(INSERT, new Timestamp(now.getTime() - 10_000_000_000L), now, count, "due-");
        jdbc.execute("vacuum analyze act_ru_job");
    }
}
