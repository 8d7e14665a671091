package io.polisflow.cluster;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tells from the nodes' database how far all deals are, and whether anything happens. */
final class Progress {

    private final JdbcTemplate jdbc;
    private Object before = List.of();

    Progress(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    int won() {
        return (int) count("deal where stage = 'WON'");
    }

    /** @return whether anything was done since this was asked last */
    boolean hasMoved() {
        Object now =
                List.of(count("work_event"), count("letter where sent_at is not null"), count("insurance_request"));
        boolean moved = !now.equals(before);
        before = now;
        return moved;
    }

    /** Nothing is left that the nodes do by themselves, but what waits for a later day. */
    boolean isQuiet() {
        return count("act_ru_job where handler_type_ = 'async-continuation'") == 0
                && count("letter where direction = 'OUT' and sent_at is null") == 0
                && count("accepted_event") == 0;
    }

    private long count(String what) {
        return jdbc.queryForObject("select count(*) from " + what, Long.class);
    }
}
